/** English: models of buying and experiments. */
import type { modelTexts as turkish } from './tr-models.ts'

type Wide<Section> = { [Key in keyof Section]: Section[Key] extends string ? string : Wide<Section[Key]> }

export const modelTexts: Wide<typeof turkish> = {
  models: {
    title: 'Models',
    name: {
      bgnbd: 'BG/NBD',
      mbgnbd: 'MBG/NBD',
      paretonbd: 'Pareto/NBD',
      rules: 'Rules (no model)',
    },
    guess: {
      zero: 'Nobody orders',
      meanRate: 'Everybody at the mean rate',
      ownRate: 'Everybody at their own rate',
      pastOrders: 'As many orders as so far',
      recency: 'Ranked by the last order',
      pastSpend: 'Ranked by past spending',
    },
    parameter: {
      r: 'r: shape of the purchase rates',
      alpha: 'alpha: scale of the purchase rates (weeks)',
      a: 'a: first shape of the drop-out chance',
      b: 'b: second shape of the drop-out chance',
      s: 's: shape of the drop-out rates',
      beta: 'beta: scale of the drop-out rates (weeks)',
      purchaseRate: 'Purchases a week (the same for everybody)',
      dropOutShare: 'Chance to drop out (the same for everybody)',
      dropOutRate: 'Drop-out rate a week (the same for everybody)',
    },
    boundary: {
      one_purchase_rate:
        'No difference between the purchase rates of customers can be seen: one rate is used for all.',
      no_drop_out:
        'No drop-out can be seen in the data. Drop-out numbers mean nothing here; predictions rest on purchase rates alone.',
      one_drop_out_share:
        'No difference in dropping out can be seen: one chance after every order is used for all.',
      one_drop_out_rate: 'No difference in dropping out can be seen: one drop-out rate is used for all.',
      at_once_or_never: 'Some customers seem to leave at once, the others never.',
    },
    warning: {
      rules_only:
        'Too few data for a model: it takes at least {customers, number} customers, {repeaters, number} who came back, and {weeks, number} weeks. Rules are used for now.',
      no_hold_out: 'No time could be held out; the model is not yet tested.',
      guess_was_better: 'On the time held out, a plain guess ({guess}) erred less than the model.',
      not_converged: 'The computation did not settle; read the numbers with care.',
      few_repeaters: 'Too few people came back to tell order values apart by person; averages are used.',
      spend_depends_on_frequency:
        'Frequent buyers order in other amounts (correlation {correlation, number}); the value model does not know that.',
      spend_mean_infinite: 'Order values are too scattered; averages are used instead of the value model.',
    },
    holdOut:
      '{from} to {to} ({weeks, number} weeks) was held out; models were made of what came before and judged on it.',
    sampled: 'Judged on {n, number} customers chosen by their number.',
    tracking: 'Repeat orders of all customers by week: as they came and as the model expects',
    pAlive: 'Chance to be a customer still (not a churn risk)',
    churnRisk: 'Chance of no order within 90 days',
    expected90: 'Orders expected in 90 days',
    expected365: 'Orders expected in 365 days',
    value365: 'Value of 365 days (discounted {discount, number}% a month)',
    nextOrder: 'Next order expected',
    fitNow: 'Reckon again now',
    fitQueued: 'Reckoned in the background.',
    notYet: 'Not reckoned yet; it happens by itself once orders have come.',
  },
  experiments: {
    title: 'Experiments',
    decision: {
      split_broken:
        'The result may not be read: the sizes of the arms do not fit the planned split (expected {expected, number, ::percent .0}, found {share, number, ::percent .0}, p {p, number}). Mend the assignment first.',
      too_few: 'Too few data to say anything.',
      not_yet: 'The plan asks for {missing, number} more people per arm; nobody should look before.',
      better: 'The treatment is better: difference {difference}, 95% interval {low} – {high}.',
      worse: 'The treatment is worse: difference {difference}, 95% interval {low} – {high}.',
      equal_enough: 'The difference is too small to matter: between {low} and {high}.',
      keep_running: 'Not decided yet; the plan asks for {missing, number} more people per arm.',
      no_difference_found: 'The plan is reached, and the difference is inside the noise: {low} – {high}.',
    },
    method: {
      newcombe: 'Newcombe interval, difference of proportions',
      welch: "Welch's t test, difference of means",
      sequential: 'Sequential test: look as often as you like',
    },
    plan: '{perArm, number} people per arm are needed.',
    planDays: '{perArm, number} people per arm are needed; that takes {days, number} days.',
    planNone: 'No plan can be made with these numbers.',
  },
}
