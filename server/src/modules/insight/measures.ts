/** The measures of the shop, each defined once: how it is read from a period's facts, what it rests on, and what is noise. */
import { subtractAmounts } from '#/platform/money/money.ts'
import { decimalOf, divideHalfEven, unitsOf } from '#/platform/money/units.ts'

import { normalUpper } from './distributions.ts'
import { type Interval, twoProportionTest, welchTest, wilsonInterval } from './intervals.ts'
import type { KeyFigures } from './reports.ts'

export type PeriodFacts = KeyFigures & { newCustomers: number; refunded: string; refunds: number }

export type MeasureKind = 'money' | 'count' | 'share' | 'ratio'
export type Verdict = 'up' | 'down' | 'noise'

/** Two-sided chance below which a change is more than noise. */
const significance = 0.05
/** Fewer than this many on either side and nothing is said. */
const leastToCompare = 8

type Measure = {
  kind: MeasureKind
  value(facts: PeriodFacts): string | null
  sample(facts: PeriodFacts): number
  interval?(facts: PeriodFacts): Interval | null
  /** Two-sided p of the difference between two periods; absent where it has no meaning. */
  chance?(now: PeriodFacts, before: PeriodFacts): number
}

const count = (value: number): string => String(value)

/** Orders and customers come at random, one by one: the difference of two Poisson counts. */
function chanceOfCounts(now: number, before: number): number {
  return now + before === 0 ? 1 : twoSided((now - before) / Math.sqrt(now + before))
}

/** A sum of randomly many orders: its variance is about the sum of the squared totals (compound Poisson). */
function chanceOfRevenue(now: PeriodFacts, before: PeriodFacts): number {
  const spread = Math.sqrt(now.squares + before.squares)
  return spread === 0 ? 1 : twoSided(Number(subtractAmounts(now.revenue, before.revenue)) / spread)
}

function chanceOfAverage(now: PeriodFacts, before: PeriodFacts): number {
  return welchTest(meanOf(now), meanOf(before))?.p ?? 1
}

function meanOf({ orders, revenue, squares }: PeriodFacts) {
  const mean = Number(revenue) / orders
  const variance = Math.max(0, (squares - orders * mean * mean) / (orders - 1))
  return { mean, variance, n: orders }
}

function twoSided(z: number): number {
  return 2 * normalUpper(Math.abs(z))
}

const repeat = ({ repeaters, customers }: PeriodFacts) => ({ hits: repeaters, n: customers })

/** In the order they are shown. `revenue` and all shares speak of customers with a name; `unnamedRevenue` of the others. */
export const MEASURES = {
  revenue: {
    kind: 'money',
    value: ({ revenue }) => revenue,
    sample: ({ orders }) => orders,
    chance: chanceOfRevenue,
  },
  orders: {
    kind: 'count',
    value: ({ orders }) => count(orders),
    sample: ({ orders }) => orders,
    chance: (now, before) => chanceOfCounts(now.orders, before.orders),
  },
  customers: {
    kind: 'count',
    value: ({ customers }) => count(customers),
    sample: ({ customers }) => customers,
    chance: (now, before) => chanceOfCounts(now.customers, before.customers),
  },
  averageOrder: {
    kind: 'money',
    value: ({ revenue, orders }) =>
      orders === 0 ? null : decimalOf(divideHalfEven(unitsOf(revenue), BigInt(orders))),
    sample: ({ orders }) => orders,
    chance: chanceOfAverage,
  },
  medianOrder: {
    kind: 'money',
    value: ({ median }) => (median === null ? null : median.toFixed(4)),
    sample: ({ orders }) => orders,
  },
  repeatRate: {
    kind: 'share',
    value: ({ repeaters, customers }) => (customers === 0 ? null : String(repeaters / customers)),
    sample: ({ customers }) => customers,
    interval: (facts) => (facts.customers === 0 ? null : wilsonInterval(repeat(facts))),
    chance: (now, before) => twoProportionTest(repeat(now), repeat(before)).p,
  },
  repeaterRevenueShare: {
    kind: 'share',
    value: ({ revenue, repeaterRevenue, orders }) =>
      orders === 0 ? null : String(Number(unitsOf(repeaterRevenue)) / Number(unitsOf(revenue))),
    sample: ({ customers }) => customers,
  },
  ordersPerCustomer: {
    kind: 'ratio',
    value: ({ orders, customers }) => (customers === 0 ? null : String(orders / customers)),
    sample: ({ customers }) => customers,
  },
  newCustomers: {
    kind: 'count',
    value: ({ newCustomers }) => count(newCustomers),
    sample: ({ newCustomers }) => newCustomers,
    chance: (now, before) => chanceOfCounts(now.newCustomers, before.newCustomers),
  },
  refunds: { kind: 'money', value: ({ refunded }) => refunded, sample: ({ refunds }) => refunds },
  unnamedRevenue: {
    kind: 'money',
    value: ({ unnamedRevenue }) => unnamedRevenue,
    sample: ({ unnamedOrders }) => unnamedOrders,
  },
} satisfies Record<string, Measure>

export type MeasureName = keyof typeof MEASURES

export type Figure = {
  measure: MeasureName
  kind: MeasureKind
  value: string | null
  sample: number
  interval: Interval | null
  before: string | null
  verdict: Verdict | null
}

export function figuresFrom(now: PeriodFacts, before: PeriodFacts | null): Figure[] {
  return (Object.keys(MEASURES) as MeasureName[]).map((name) => {
    const measure: Measure = MEASURES[name]
    return {
      measure: name,
      kind: measure.kind,
      value: measure.value(now),
      sample: measure.sample(now),
      interval: measure.interval?.(now) ?? null,
      before: before && measure.value(before),
      verdict: before && verdictOf(measure, now, before),
    }
  })
}

function verdictOf(measure: Measure, now: PeriodFacts, before: PeriodFacts): Verdict | null {
  if (!measure.chance || Math.min(measure.sample(now), measure.sample(before)) < leastToCompare) return null
  const [value, past] = [measure.value(now), measure.value(before)]
  if (value === null || past === null) return null
  if (measure.chance(now, before) >= significance) return 'noise'
  return Number(value) > Number(past) ? 'up' : 'down'
}
