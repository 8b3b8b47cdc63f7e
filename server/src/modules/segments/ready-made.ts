/** Ready-made rules to take over and adjust: definitions alone, each of a shop's everyday questions. */
import type { SegmentCondition, SegmentDefinition, SegmentSpan, SegmentWindow } from '@vefa/contract'

export type ReadyMade = {
  key: string
  definition: SegmentDefinition
  /** Events without which the rule holds for nobody; it is offered only where they are known. */
  needs?: readonly string[]
}

const ever: SegmentWindow = { kind: 'ever' }
const last = (amount: number, unit: SegmentSpan['unit']): SegmentWindow => ({
  kind: 'last',
  span: { amount, unit },
})

function all(...conditions: SegmentCondition[]): SegmentDefinition {
  return { version: 1, root: { kind: 'group', match: 'all', conditions } }
}

type NumberIs = 'equals' | 'atLeast' | 'atMost'

function number(field: string, is: NumberIs, value: number): SegmentCondition {
  return { kind: 'attribute', field, test: { type: 'number', is, value } }
}

function date(field: string, is: 'last' | 'earlier' | 'next', days: number): SegmentCondition {
  return {
    kind: 'attribute',
    field,
    test: { type: 'date', is, span: { amount: days, unit: 'day' } },
  }
}

type Times = { is: 'atLeast' | 'atMost'; times: number }

function did(names: string[], window: SegmentWindow, times: Times): SegmentCondition {
  return { kind: 'count', events: { names, where: [] }, window, ...times }
}

const atLeast = (times: number): Times => ({ is: 'atLeast', times })
const never: Times = { is: 'atMost', times: 0 }

const cartEvents = ['Product Added', 'Cart Viewed', 'Checkout Started']

/** Put something into a cart within the last thirty days, has left it for an hour, and has not ordered since. */
const cartAbandoners = all(
  did(cartEvents, last(30, 'day'), atLeast(1)),
  did(cartEvents, last(1, 'hour'), never),
  {
    kind: 'count',
    events: { names: ['Order Completed'], where: [] },
    window: ever,
    ...never,
    after: { events: { names: ['Product Added', 'Checkout Started'], where: [] }, which: 'last' },
  },
)

const browseAbandoners = all(
  did(['Product Viewed'], last(7, 'day'), atLeast(2)),
  did(['Product Viewed'], last(1, 'hour'), never),
  did([...cartEvents, 'Order Completed'], last(7, 'day'), never),
)

function orders(
  where: Extract<SegmentCondition, { kind: 'orders' }>['where'],
  window: SegmentWindow,
  { is, times }: Times,
): SegmentCondition {
  return { kind: 'orders', window, where, of: 'count', bounds: { is, value: String(times) } }
}

function reachedBy(channel: 'email' | 'sms' | 'whatsapp', field: 'email' | 'phone'): SegmentCondition {
  return {
    kind: 'group',
    match: 'all',
    conditions: [
      { kind: 'attribute', field, test: { type: 'presence', set: true } },
      { kind: 'consent', channel, purpose: 'marketing', state: 'given' },
    ],
  }
}

const unreachable: SegmentDefinition = {
  version: 1,
  root: {
    kind: 'group',
    match: 'none',
    conditions: [reachedBy('email', 'email'), reachedBy('sms', 'phone'), reachedBy('whatsapp', 'phone')],
  },
}

/** An answer to a survey on the scale from 0 to 10. */
function scored(from: number, to: number): SegmentDefinition {
  return all({
    kind: 'count',
    events: {
      names: ['Survey Answered'],
      where: [{ property: 'properties.score', test: { type: 'number', is: 'between', value: from, to } }],
    },
    window: last(180, 'day'),
    ...atLeast(1),
  })
}

export const readyMadeRules: readonly ReadyMade[] = [
  // Risk 3: silent for longer than one and a half of the own usual gap; 4: for longer than three.
  { key: 'atRisk', definition: all(number('orderCount', 'atLeast', 2), number('risk', 'equals', 3)) },
  {
    key: 'inactiveValuable',
    definition: all(number('risk', 'equals', 4), number('rfmMonetary', 'atLeast', 4)),
  },
  // By spending, as long as costs are not known to be in the orders.
  { key: 'profitable', definition: all(number('rfmMonetary', 'equals', 5)) },
  { key: 'cartAbandoners', definition: cartAbandoners },
  { key: 'browseAbandoners', definition: browseAbandoners },
  { key: 'newCustomers', definition: all(date('firstOrderAt', 'last', 30)) },
  { key: 'oneTimeBuyers', definition: all(number('orderCount', 'equals', 1)) },
  {
    key: 'loyal',
    definition: all(number('rfmFrequency', 'atLeast', 4), number('rfmRecency', 'atLeast', 3)),
  },
  {
    key: 'couponOnly',
    definition: all(
      orders([{ what: 'discounted', yes: true }], ever, atLeast(2)),
      orders([{ what: 'discounted', yes: false }], ever, never),
    ),
  },
  {
    key: 'frequentReturners',
    definition: all(orders([{ what: 'refunded', yes: true }], last(12, 'month'), atLeast(2))),
  },
  {
    key: 'birthdaySoon',
    definition: all({
      kind: 'attribute',
      field: 'birthday',
      test: { type: 'date', is: 'anniversary', days: 14 },
    }),
  },
  {
    key: 'winBack',
    definition: all(
      number('orderCount', 'atLeast', 1),
      date('lastOrderAt', 'earlier', 180),
      date('lastOrderAt', 'last', 540),
    ),
  },
  { key: 'nearNextPurchase', definition: all(date('nextOrderAt', 'next', 7)) },
  {
    key: 'vip',
    definition: all(
      number('rfmMonetary', 'equals', 5),
      number('rfmFrequency', 'equals', 5),
      number('rfmRecency', 'atLeast', 3),
    ),
  },
  { key: 'neverBought', definition: all(number('orderCount', 'equals', 0)) },
  { key: 'unreachable', definition: unreachable },
  { key: 'detractors', definition: scored(0, 6), needs: ['Survey Answered'] },
  { key: 'promoters', definition: scored(9, 10), needs: ['Survey Answered'] },
]

/** Those whose events the shop has. */
export function offeredRules(events: ReadonlySet<string>): { key: string; definition: SegmentDefinition }[] {
  return readyMadeRules
    .filter(({ needs = [] }) => needs.every((name) => events.has(name)))
    .map(({ key, definition }) => ({ key, definition }))
}
