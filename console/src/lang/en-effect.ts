/** English: what a campaign brought. */
import type { effectTexts as turkish } from './tr-effect.ts'

type Wide<Section> = { [Key in keyof Section]: Section[Key] extends string ? string : Wide<Section[Key]> }

export const effectTexts: Wide<typeof turkish> = {
  effect: {
    title: 'What it brought',
    within: 'Within {days, number} days of the sending',
    running: 'Not over yet: complete on {day}',
    group: 'People',
    people: 'People',
    ordered: 'Ordered',
    revenue: 'Revenue',
    written: 'Written to',
    heldOut: 'Held out',
    more: 'Of those written to {value} points more ordered ({low} – {high}); more than noise.',
    less: 'Of those written to {value} points fewer ordered ({low} – {high}); more than noise.',
    noise: 'The difference is {value} points ({low} – {high}); within the noise, no effect can be shown.',
    noHoldOut:
      'Nobody was held out: how many of these orders would have come without the mail cannot be told. Hold out a share next time.',
    method: 'Difference of the shares that ordered, with its 95 % interval (Newcombe).',
    lastTouch: 'By last touch',
    lastClick: 'The last click before the order was on this campaign',
    lastMessage: 'The last mail before the order was this campaign',
    orders: '{n, plural, =0 {No orders} one {# order} other {# orders}}, {revenue}',
    lastTouchHint:
      'Last touch credits the campaign with orders that would have come without it; the held-out group shows the effect.',
  },
}
