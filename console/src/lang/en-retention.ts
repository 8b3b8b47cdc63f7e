/** English: retention, churn and the people behind a number. */
import type { retentionTexts as turkish } from './tr-retention.ts'

type Wide<Section> = { [Key in keyof Section]: Section[Key] extends string ? string : Wide<Section[Key]> }

export const retentionTexts: Wide<typeof turkish> = {
  retention: {
    by: 'Cohorts by',
    firstMonth: 'Earliest month of the first order',
    lastMonth: 'Latest month of the first order',
    show: 'Shown',
    title: 'Cohort table',
    kinds: {
      month: 'By month of the first order',
      store: 'By store',
      channel: 'By first channel',
      category: 'By first category',
      product: 'By first product',
      coupon: 'By first coupon',
    },
    titles: {
      month: 'Who came back, by month of the first order',
      store: 'Who came back, by store of the first order',
      channel: 'Who came back, by channel of the first order',
      category: 'Who came back, by category of the first order',
      product: 'Who came back, by the product bought first',
      coupon: 'Who came back, by the coupon of the first order',
    },
    shows: {
      customers: 'Share of people',
      orders: 'Orders',
      revenue: 'Revenue',
      margin: 'Contribution',
    },
    cell: '{cohort}, month {month}: {people, number} of {reached, number} people ({low} – {high})',
    shareNote:
      'Columns are months after the first order. Shares are of those who have lived through that month.',
    moneyNote: 'Amounts in {currency}, shortened.',
    fromStart: 'From the start',
    untilNow: 'Until today',
    marginNote: 'Lines whose cost is not known do not contribute; where none is known the cell is empty.',
    others: 'The 60 greatest cohorts are shown; there are {n, number} more.',
    noCoupon: 'no coupon',
    curves: {
      share: 'Curves of coming back',
      brought: 'Brought so far by each person',
    },
    curvesOf: 'Cohort curves: {what}',
    monthsAfter: 'Months after the first order',
    churnTitle: 'Churn, by each person’s own usual gap',
    churnText:
      'Where there is no contract nobody says “I have left”. So each person’s silence is measured against their own time between orders.',
    shopGap: 'Where it is not known, the shop’s median stands in: {days, number} days.',
    reference: 'Reckoned from {day}.',
    states: {
      onTime: 'On time',
      late: 'Late',
      lost: 'Lost',
    },
    stateRules: {
      onTime: 'Silent for no more than 1.5 usual gaps.',
      late: 'Silent for more than 1.5 but no more than 3 usual gaps.',
      lost: 'Silent for more than 3 usual gaps.',
    },
    spentSoFar: '{value} so far',
    churnByMonth: 'Churn by month',
    churnRate: 'Churn',
    churnNote:
      'Of the customers not lost when the month began, the share whose silence passed three usual gaps in it; the band is the 95% interval.',
    partialMonth: '{month} (not over)',
    tooYoung: 'Not enough time has passed yet to call anybody lost.',
    reasonsTitle: 'What the data says of those who were lost',
    nobodyLost: 'Nobody is lost.',
    askWhy:
      'What is not known can be asked: write a short “why?” to those who were lost, or call a few and note the talk on their page.',
  },
  lostReasons: {
    refunded: 'Gave the last order back',
    cancelled: 'The last order was cancelled',
    unhappyContact: 'Had an unhappy contact',
    unsubscribed: 'Unsubscribed from messages',
    onlyDiscounts: 'Bought with discounts only',
    unknown: 'The data does not say',
  },
  people: {
    noneTitle: 'People',
    none: 'This page is reached from the RFM grid, a cohort or the states of churn: press a number there.',
    empty: 'Nobody is in this cell any more. Numbers change as orders come in.',
    count: '{n, number} {n, plural, one {person} other {people}}',
    email: 'E-mail',
    cell: 'Recency {recency}, frequency and money {worth}',
    cohort: '{by}: {cohort}',
    cohortMonth: '{by}: {cohort}, those who bought in month {month}',
  },
}
