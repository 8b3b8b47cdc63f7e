/** What measures are made of: sums and counts over orders, said once as SQL; and the queries that read them, by a dimension or not. */
import { inDays, ordersEver, ordersOf, ordersWithFirst } from './orders-text.ts'
import type { Reach } from './reach.ts'

/** `inner` is reckoned for each customer, `outer` over customers. `first`: needs the day of the first order. */
type PartText = { inner?: readonly string[]; outer: string; first?: true }

/**
 * Parts of a group of orders. Amounts are exact decimals; `…Squares` are sums of squared totals, for spread.
 * A part that can be added up over groups says so by `additive`.
 */
export const PARTS = {
  orders: { inner: ['count() AS n'], outer: 'toUInt32(sum(n))' },
  revenue: { inner: ['sum(total) AS spent'], outer: 'sum(spent)' },
  squares: { inner: ['sum(toFloat64(total) * toFloat64(total)) AS squared'], outer: 'sum(squared)' },
  customers: { outer: 'toUInt32(count())' },
  repeaters: { inner: ['count() AS n'], outer: 'toUInt32(countIf(n >= 2))' },
  repeaterRevenue: { inner: ['sum(total) AS spent', 'count() AS n'], outer: 'sumIf(spent, n >= 2)' },
  median: {
    inner: ['groupArray(toFloat64(total)) AS totals'],
    outer: 'quantileExactInclusiveArray(0.5)(totals)',
  },
  newCustomers: { inner: ['max(day = first) AS came'], outer: 'toUInt32(sum(came))', first: true },
  newRevenue: { inner: ['sumIf(total, day = first) AS brought'], outer: 'sum(brought)', first: true },
  newSquares: {
    inner: ['sumIf(toFloat64(total) * toFloat64(total), day = first) AS brought_squared'],
    outer: 'sum(brought_squared)',
    first: true,
  },
  pieces: { inner: ['sum(pieces) AS taken'], outer: 'sum(taken)' },
  discounts: { inner: ['sum(discount) AS forgone'], outer: 'sum(forgone)' },
  couponOrders: { inner: ["countIf(coupon != '') AS with_coupon"], outer: 'toUInt32(sum(with_coupon))' },
  goods: { inner: ['sum(goods) AS sold'], outer: 'sum(sold)' },
  costed: { inner: ['sum(costed) AS known'], outer: 'sum(known)' },
  cost: { inner: ['sum(cost) AS paid'], outer: 'sum(paid)' },
} as const satisfies Record<string, PartText>

export type PartName = keyof typeof PARTS

/** Parts of a group add up over groups unless they count people or order values. */
const notAdditive: ReadonlySet<PartName> = new Set([
  'customers',
  'repeaters',
  'repeaterRevenue',
  'median',
  'newCustomers',
])

export function isAdditive(parts: readonly PartName[]): boolean {
  return parts.every((part) => !notAdditive.has(part))
}

/** The key of a row for each dimension of orders, over the columns of `orders` with `day` and `first`. */
export const DIMENSIONS = {
  day: { key: 'toString(day)', ordered: true },
  week: { key: 'toString(toMonday(day))', ordered: true },
  month: { key: 'toString(toStartOfMonth(day))', ordered: true },
  weekday: { key: 'toString(toDayOfWeek(day))', ordered: true },
  hour: { key: "leftPad(toString(toHour(toTimeZone(placed, {zone:String}))), 2, '0')", ordered: true },
  store: { key: 'toString(store)' },
  channel: { key: 'toString(channel)' },
  city: { key: 'toString(city)' },
  country: { key: 'toString(country)' },
  coupon: { key: 'toString(coupon)' },
  customerKind: { key: "if(day = first, 'new', 'returning')", first: true },
  rfmClass: { key: 'toString(rfm_class)', profile: true },
} as const satisfies Record<string, DimensionText>

type DimensionText = { key: string; ordered?: true; first?: true; profile?: true }

export type OrderDimension = keyof typeof DIMENSIONS

export type PartsQuestion = {
  parts: readonly PartName[]
  reach: Reach
  /** A dimension by its name, or one of the caller's own. */
  by?: OrderDimension | DimensionText | undefined
  /** What rows are sorted by where the dimension has no order of its own: over the names of parts. */
  rank?: string | undefined
  limit?: number | undefined
}

/** One row of parts, or one for each key with `rows`, the number of keys there are. */
export function partsSql({ parts, reach, by, rank, limit }: PartsQuestion): string {
  const dimension: DimensionText | null = typeof by === 'string' ? DIMENSIONS[by] : (by ?? null)
  const needsFirst = dimension?.first ?? parts.some((part) => 'first' in PARTS[part])
  const source = sourceOf(reach, { first: needsFirst, profile: dimension?.profile ?? false })
  const inner = [...new Set(parts.flatMap(innerOf))]
  const columns = [...(dimension ? [`${dimension.key} AS key`] : []), 'customer', ...inner]
  const people = `SELECT ${columns.join(', ')}\n  FROM ${source}\n  GROUP BY ${dimension ? 'key, ' : ''}customer`
  const outer = parts.map((part) => `${PARTS[part].outer} AS ${part}`)
  if (!dimension) return `SELECT ${outer.join(', ')}\nFROM (${people})`
  return `SELECT key, ${outer.join(', ')}, toUInt32(count() OVER ()) AS rows
FROM (${people})
GROUP BY key
ORDER BY ${dimension.ordered ? 'key DESC' : `${rank ?? parts[0] ?? 'key'} DESC, key`}${limit === undefined ? '' : '\nLIMIT {limit:UInt32}'}`
}

function innerOf(part: PartName): readonly string[] {
  const text: PartText = PARTS[part]
  return text.inner ?? []
}

function sourceOf(reach: Reach, needs: { first: boolean; profile: boolean }): string {
  const orders = needs.first ? ordersWithFirst(reach) : ordersOf(reach)
  if (!needs.profile) return orders
  return `(SELECT o.*, p.rfm_class FROM ${orders} AS o
    LEFT ANY JOIN (SELECT customer, rfm_class FROM profiles FINAL) AS p ON p.customer = o.customer)`
}

/** Parts that rest on first orders alone, and so need no look at the others. */
const FIRST_PARTS = {
  newCustomers: 'toUInt32(count())',
  newRevenue: 'sum(brought)',
  newSquares: 'sum(brought_squared)',
} as const

export type FirstPart = keyof typeof FIRST_PARTS

export function isFirstPart(part: PartName): part is FirstPart {
  return part in FIRST_PARTS
}

/** The same parts as above of customers whose first day fell in the reach, in one pass; by steps of that day or not. */
export function firstPartsSql(
  parts: readonly FirstPart[],
  reach: Reach,
  step?: 'day' | 'week' | 'month',
): string {
  const columns = parts.map((part) => `${FIRST_PARTS[part]} AS ${part}`)
  const key = step ? `${DIMENSIONS[step].key} AS key, ` : ''
  return `SELECT ${key}${columns.join(', ')}
FROM (
  SELECT customer, min(day) AS first, sumArgMin(total, day) AS brought,
    sumArgMin(toFloat64(total) * toFloat64(total), day) AS brought_squared
  FROM ${ordersEver(reach)} GROUP BY customer)
ARRAY JOIN [first] AS day
WHERE ${inDays(reach)}${step ? '\nGROUP BY key' : ''}`
}

/** Parts of lines, for dimensions of what was sold; money is that of the lines, and `orders` counts them. */
export const LINE_PARTS = {
  revenue: 'sum(line.2)',
  squares: 'sum(toFloat64(line.2) * toFloat64(line.2))',
  orders: 'toUInt32(uniqExact(order_key))',
  customers: 'toUInt32(groupBitmap(customer))',
  pieces: 'sum(line.3)',
  goods: 'sum(line.2)',
  costed: 'sumIf(line.2, isNotNull(line.4))',
  cost: 'sum(ifNull(line.4, toDecimal64(0, 4)))',
} as const

export type LinePart = keyof typeof LINE_PARTS

const lineKeys = { category: 'line_categories', brand: 'line_brands', product: 'line_products' } as const

export type LineDimension = keyof typeof lineKeys

/** One row for each category, brand or product; of products the key is the store and its id, and the label a title. */
export function linePartsSql(given: {
  parts: readonly LinePart[]
  reach: Reach
  by: LineDimension
  rank: string
}): string {
  const { parts, reach, by, rank } = given
  const product = by === 'product'
  const lengths = (column: string): string => `arrayResize(${column}, length(line_values))`
  const zipped = [
    lengths(lineKeys[by]),
    'line_values',
    lengths('line_quantities'),
    lengths('line_costs'),
    ...(product ? [lengths('line_titles')] : []),
  ]
  const key = product ? "concat(toString(store), ':', sold)" : 'toString(sold)'
  return `SELECT ${key} AS key, ${product ? 'title' : "''"} AS label, * EXCEPT (sold${product ? ', title, store' : ''}), toUInt32(count() OVER ()) AS rows
FROM (
  SELECT line.1 AS sold${product ? ', store, anyLast(line.5) AS title' : ''}, ${parts.map((part) => `${LINE_PARTS[part]} AS ${part}`).join(', ')}
  FROM ${ordersOf(reach)} ARRAY JOIN arrayZip(${zipped.join(', ')}) AS line
  GROUP BY sold${product ? ', store' : ''})
ORDER BY ${rank} DESC, key
LIMIT {limit:UInt32}`
}

/** The same over all lines, as one row. */
export function lineTotalSql(parts: readonly LinePart[], reach: Reach): string {
  const zipped =
    'arrayZip(line_values, line_values, arrayResize(line_quantities, length(line_values)), arrayResize(line_costs, length(line_values)))'
  return `SELECT ${parts.map((part) => `${LINE_PARTS[part]} AS ${part}`).join(', ')}
FROM ${ordersOf(reach)} ARRAY JOIN ${zipped} AS line`
}

/** Customers of the period before and of this one, and those of both. */
export function keptSql(reach: Reach): string {
  return `SELECT toUInt32(countIf(was)) AS base, toUInt32(countIf(was AND is)) AS kept FROM (
  SELECT customer, max(day BETWEEN {before_from:Date} AND {before_to:Date}) AS was, max(${inDays(reach)}) AS is
  FROM ${ordersEver(reach)} GROUP BY customer)`
}
