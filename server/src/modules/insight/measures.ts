/** The measures of the shop, each defined once as data: unit, which way is better, what it is made of, its formula, and how far chance reaches. */
import type { MeasureName } from '@vefa/contract'

import { subtractAmounts } from '#/platform/money/money.ts'
import { decimalOf, divideHalfEven, unitsOf } from '#/platform/money/units.ts'

import type { Method } from './noise.ts'
import type { LinePart, PartName } from './parts.ts'

/** What is known of a group: parts of orders (`parts.ts`) and of what lies beside them. Amounts are exact decimals. */
export type Facts = {
  orders: number
  revenue: string
  squares: number
  customers: number
  repeaters: number
  repeaterRevenue: string
  median: number | null
  newCustomers: number
  newRevenue: string
  newSquares: number
  pieces: string
  discounts: string
  couponOrders: number
  goods: string
  costed: string
  cost: string
  /** Money given back in the period, whatever became of the orders. */
  refunded: string
  refunds: number
  refundSquares: number
  unnamedRevenue: string
  unnamedOrders: number
  unnamedSquares: number
  /** Customers of the period before, and those of them who ordered in this one. */
  base: number
  kept: number
  /** Customers not lost when the period began, and those lost in it. */
  exposed: number
  lost: number
  /** People seen on the site, and those of them who ordered. */
  visitors: number
  buyers: number
  /** Predicted money of the next year over the people predicted. */
  lifetimeSum: string
  lifetimeSquares: number
  lifetimePeople: number
}

export type FactName = keyof Facts
export type MeasureKind = 'money' | 'count' | 'share' | 'ratio'

export type Measure = {
  kind: MeasureKind
  good: 'up' | 'down' | null
  parts: readonly FactName[]
  value(facts: Facts): string | null
  /** How many orders or customers it rests on. */
  sample(facts: Facts): number
  method?(facts: Facts): Method
  /** Share of what it speaks of that the data covers. */
  covered?(facts: Facts): number | null
  /** For sorting rows, over the names of parts. */
  rank?: string
}

const count = (name: 'orders' | 'customers' | 'newCustomers', good: Measure['good'] = 'up'): Measure => ({
  kind: 'count',
  good,
  parts: [name],
  rank: name,
  value: (facts) => String(facts[name]),
  sample: (facts) => facts[name],
  method: (facts) => ({ kind: 'count', n: facts[name] }),
})

type ShareParts = { hits: FactName; n: FactName; good: Measure['good'] }

const share = ({ hits, n, good }: ShareParts): Measure => ({
  kind: 'share',
  good,
  parts: [hits, n],
  rank: `${hits} / ${n}`,
  value: (facts) => (Number(facts[n]) === 0 ? null : String(Number(facts[hits]) / Number(facts[n]))),
  sample: (facts) => Number(facts[n]),
  method: (facts) => ({ kind: 'share', hits: Number(facts[hits]), n: Number(facts[n]) }),
})

/** A share of money has no simple law of chance; none is claimed. */
const shareOfMoney = (part: FactName, whole: FactName, sample: FactName): Measure => ({
  kind: 'share',
  good: null,
  parts: [part, whole, sample],
  rank: `toFloat64(${part}) / toFloat64(${whole})`,
  value: (facts) => ratioOf(String(facts[part]), String(facts[whole])),
  sample: (facts) => Number(facts[sample]),
})

const revenue: Measure = {
  kind: 'money',
  good: 'up',
  parts: ['revenue', 'orders', 'squares'],
  rank: 'revenue',
  value: (facts) => facts.revenue,
  sample: ({ orders }) => orders,
  method: (facts) => ({ kind: 'sum', sum: Number(facts.revenue), squares: facts.squares }),
}

/** In the order they are shown. All but `unnamedRevenue` speak of customers with a name. */
export const MEASURES: Record<MeasureName, Measure> = {
  revenue,
  newRevenue: {
    ...revenue,
    parts: ['newRevenue', 'newSquares', 'newCustomers'],
    rank: 'newRevenue',
    value: (facts) => facts.newRevenue,
    sample: ({ newCustomers }) => newCustomers,
    method: (facts) => ({ kind: 'sum', sum: Number(facts.newRevenue), squares: facts.newSquares }),
  },
  returningRevenue: {
    ...revenue,
    parts: ['revenue', 'squares', 'orders', 'newRevenue', 'newSquares'],
    rank: 'revenue - newRevenue',
    value: (facts) => subtractAmounts(facts.revenue, facts.newRevenue),
    sample: ({ orders }) => orders,
    method: (facts) => ({
      kind: 'sum',
      sum: Number(subtractAmounts(facts.revenue, facts.newRevenue)),
      squares: facts.squares - facts.newSquares,
    }),
  },
  newRevenueShare: shareOfMoney('newRevenue', 'revenue', 'orders'),
  orders: count('orders'),
  customers: count('customers'),
  newCustomers: count('newCustomers'),
  returningCustomers: {
    kind: 'count',
    good: 'up',
    parts: ['customers', 'newCustomers'],
    rank: 'customers - newCustomers',
    value: ({ customers, newCustomers }) => String(customers - newCustomers),
    sample: ({ customers, newCustomers }) => customers - newCustomers,
    method: ({ customers, newCustomers }) => ({ kind: 'count', n: customers - newCustomers }),
  },
  averageOrder: {
    kind: 'money',
    good: 'up',
    parts: ['revenue', 'orders', 'squares'],
    rank: 'toFloat64(revenue) / orders',
    value: (facts) =>
      facts.orders === 0 ? null : decimalOf(divideHalfEven(unitsOf(facts.revenue), BigInt(facts.orders))),
    sample: ({ orders }) => orders,
    method: (facts) => ({
      kind: 'mean',
      sum: Number(facts.revenue),
      squares: facts.squares,
      n: facts.orders,
    }),
  },
  medianOrder: {
    kind: 'money',
    good: 'up',
    parts: ['median', 'orders'],
    rank: 'median',
    value: ({ median, orders }) => (median === null || orders === 0 ? null : median.toFixed(4)),
    sample: ({ orders }) => orders,
  },
  ordersPerCustomer: {
    kind: 'ratio',
    good: 'up',
    parts: ['orders', 'customers'],
    rank: 'orders / customers',
    value: ({ orders, customers }) => (customers === 0 ? null : String(orders / customers)),
    sample: ({ customers }) => customers,
  },
  pieces: {
    kind: 'count',
    good: 'up',
    parts: ['pieces', 'orders'],
    rank: 'pieces',
    value: ({ pieces }) => pieces,
    sample: ({ orders }) => orders,
  },
  repeatRate: share({ hits: 'repeaters', n: 'customers', good: 'up' }),
  repeaterRevenueShare: { ...shareOfMoney('repeaterRevenue', 'revenue', 'customers'), good: 'up' },
  retention: share({ hits: 'kept', n: 'base', good: 'up' }),
  churn: share({ hits: 'lost', n: 'exposed', good: 'down' }),
  conversion: share({ hits: 'buyers', n: 'visitors', good: 'up' }),
  lifetimeValue: {
    kind: 'money',
    good: 'up',
    parts: ['lifetimeSum', 'lifetimeSquares', 'lifetimePeople'],
    value: ({ lifetimeSum, lifetimePeople }) =>
      lifetimePeople === 0 ? null : decimalOf(divideHalfEven(unitsOf(lifetimeSum), BigInt(lifetimePeople))),
    sample: ({ lifetimePeople }) => lifetimePeople,
    method: (facts) => ({
      kind: 'mean',
      sum: Number(facts.lifetimeSum),
      squares: facts.lifetimeSquares,
      n: facts.lifetimePeople,
    }),
  },
  margin: {
    kind: 'money',
    good: 'up',
    parts: ['costed', 'cost', 'goods', 'orders'],
    rank: 'costed - cost',
    value: (facts) => (Number(facts.costed) === 0 ? null : subtractAmounts(facts.costed, facts.cost)),
    sample: ({ orders }) => orders,
    covered: coveredCosts,
  },
  marginRate: {
    kind: 'share',
    good: 'up',
    parts: ['costed', 'cost', 'goods', 'orders'],
    rank: 'toFloat64(costed - cost) / toFloat64(costed)',
    value: (facts) => ratioOf(subtractAmounts(facts.costed, facts.cost), facts.costed),
    sample: ({ orders }) => orders,
    covered: coveredCosts,
  },
  discounts: {
    kind: 'money',
    good: 'down',
    parts: ['discounts', 'orders'],
    rank: 'discounts',
    value: ({ discounts }) => discounts,
    sample: ({ orders }) => orders,
  },
  couponShare: share({ hits: 'couponOrders', n: 'orders', good: 'down' }),
  refunds: {
    kind: 'money',
    good: 'down',
    parts: ['refunded', 'refunds', 'refundSquares'],
    value: ({ refunded }) => refunded,
    sample: ({ refunds }) => refunds,
    method: (facts) => ({ kind: 'sum', sum: Number(facts.refunded), squares: facts.refundSquares }),
  },
  refundShare: { ...shareOfMoney('refunded', 'revenue', 'orders'), good: 'down' },
  unnamedRevenue: {
    kind: 'money',
    good: null,
    parts: ['unnamedRevenue', 'unnamedOrders', 'unnamedSquares'],
    value: ({ unnamedRevenue }) => unnamedRevenue,
    sample: ({ unnamedOrders }) => unnamedOrders,
    method: (facts) => ({ kind: 'sum', sum: Number(facts.unnamedRevenue), squares: facts.unnamedSquares }),
  },
}

export const measureList = Object.keys(MEASURES) as MeasureName[]

function coveredCosts({ costed, goods }: Facts): number | null {
  const covered = ratioOf(costed, goods)
  return covered === null ? null : Number(covered)
}

function ratioOf(part: string, whole: string): string | null {
  const of = Number(unitsOf(whole))
  return of === 0 ? null : String(Number(unitsOf(part)) / of)
}

const empty: Facts = {
  orders: 0,
  revenue: '0',
  squares: 0,
  customers: 0,
  repeaters: 0,
  repeaterRevenue: '0',
  median: null,
  newCustomers: 0,
  newRevenue: '0',
  newSquares: 0,
  pieces: '0',
  discounts: '0',
  couponOrders: 0,
  goods: '0',
  costed: '0',
  cost: '0',
  refunded: '0',
  refunds: 0,
  refundSquares: 0,
  unnamedRevenue: '0',
  unnamedOrders: 0,
  unnamedSquares: 0,
  base: 0,
  kept: 0,
  exposed: 0,
  lost: 0,
  visitors: 0,
  buyers: 0,
  lifetimeSum: '0',
  lifetimeSquares: 0,
  lifetimePeople: 0,
}

/** Facts of which some are known; the others are nothing. */
export function factsOf(known: Partial<Facts>): Facts {
  return { ...empty, ...known }
}

/** Parts of orders a measure is made of. */
export function orderParts(names: readonly MeasureName[]): PartName[] {
  const parts = names.flatMap((name) => MEASURES[name].parts)
  return [...new Set(parts)].filter((part): part is PartName => !beside.has(part))
}

const beside: ReadonlySet<FactName> = new Set<FactName>([
  'refunded',
  'refunds',
  'refundSquares',
  'unnamedRevenue',
  'unnamedOrders',
  'unnamedSquares',
  'base',
  'kept',
  'exposed',
  'lost',
  'visitors',
  'buyers',
  'lifetimeSum',
  'lifetimeSquares',
  'lifetimePeople',
])

/** Parts of lines; only for measures that lines carry. */
export function lineParts(name: MeasureName): LinePart[] {
  return MEASURES[name].parts.filter((part): part is LinePart => part !== 'orders' || name === 'orders')
}
