/** What measures are made of: sums and counts over orders, said once as SQL; and the queries that read them, by a dimension or not. */
import { eventsOf, isLatest, linesOf, ordersOf } from './orders-text.ts'
import type { Reach } from './reach.ts'

/** Conditions on an order: the first and the last of its customer within the group, and within all the customer bought. */
type Places = { opens: string; closes: string; debut: string }

/** How each part is reckoned over the orders of a group. */
type PartText = (places: Places) => string

const plain = (text: string) => (): string => text
const squared = 'toFloat64(total) * toFloat64(total)'
const newToday = 'day = first_day'

/** Amounts are exact decimals; `…Squares` are sums of squared totals, for spread. */
export const PARTS = {
  orders: plain('toUInt32(count())'),
  revenue: plain('sum(total)'),
  squares: plain(`sum(${squared})`),
  customers: ({ opens }) => `toUInt32(countIf(${opens}))`,
  repeaters: ({ opens, closes }) => `toUInt32(countIf(${opens}) - countIf(${opens} AND ${closes}))`,
  repeaterRevenue: ({ opens, closes }) => `sum(total) - sumIf(total, ${opens} AND ${closes})`,
  median: plain('quantileExactInclusive(0.5)(toFloat64(total))'),
  newCustomers: ({ debut }) => `toUInt32(countIf(${debut}))`,
  newRevenue: plain(`sumIf(total, ${newToday})`),
  newSquares: plain(`sumIf(${squared}, ${newToday})`),
  pieces: plain('sum(o.pieces)'),
  discounts: plain('sum(discount)'),
  couponOrders: plain("toUInt32(countIf(coupon != ''))"),
  goods: plain('sum(o.goods)'),
  costed: plain('sum(o.costed)'),
  cost: plain('sum(o.cost)'),
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

/** The key of a row for each dimension of orders; `span` is that of orders placed near each other, of a day. */
export const DIMENSIONS = {
  day: { key: 'toString(day)', ordered: true, span: (day) => day },
  week: { key: 'toString(toMonday(day))', ordered: true, span: (day) => `toMonday(${day})` },
  month: { key: 'toString(toStartOfMonth(day))', ordered: true, span: (day) => `toStartOfMonth(${day})` },
  weekday: { key: 'toString(toDayOfWeek(day))', ordered: true },
  hour: { key: "leftPad(toString(toHour(toTimeZone(placed, {zone:String}))), 2, '0')", ordered: true },
  store: { key: 'toString(store)' },
  channel: { key: 'toString(channel)' },
  city: { key: 'toString(city)' },
  country: { key: 'toString(country)' },
  coupon: { key: 'toString(coupon)' },
  customerKind: { key: `if(${newToday}, 'new', 'returning')` },
  rfmClass: { key: 'toString(rfm_class)', profile: true },
} as const satisfies Record<string, DimensionText>

type DimensionText = { key: string; ordered?: true; profile?: true; span?: (day: string) => string }

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
  if (!dimension || dimension.span) return nearSql({ parts, reach, dimension, limit })
  const rows = parts.some((part) => part === 'repeaters' || part === 'repeaterRevenue')
    ? repeatersSql({ parts, reach, dimension })
    : scatteredSql({ parts, reach, dimension })
  return `SELECT *, toUInt32(count() OVER ()) AS rows
FROM (${rows})
ORDER BY ${dimension.ordered ? 'key DESC' : `${rank ?? parts[0] ?? 'key'} DESC, key`}${limit === undefined ? '' : '\nLIMIT {limit:UInt32}'}`
}

type Grouped = { parts: readonly PartName[]; reach: Reach; dimension: DimensionText }

type Near = Omit<Grouped, 'dimension'> & { dimension: DimensionText | null; limit: number | undefined }

/** Of a period or its steps, whose orders follow one another: people are counted by their first order in each. */
function nearSql({ parts, reach, dimension, limit }: Near): string {
  const columns = nearColumns(parts, nearPlaces(reach, dimension?.span))
  if (!dimension?.span) return `SELECT ${columns}\nFROM ${ordersOf(reach)} AS o`
  return `SELECT toString(span) AS key, * EXCEPT span, toUInt32(count() OVER ()) AS rows
FROM (
  SELECT ${dimension.span('day')} AS span, ${columns}
  FROM ${ordersOf(reach)} AS o
  GROUP BY span)
ORDER BY key DESC${limit === undefined ? '' : '\nLIMIT {limit:UInt32}'}`
}

function nearColumns(parts: readonly PartName[], places: Places): string {
  return parts.map((part) => `${PARTS[part](places)} AS ${part}`).join(', ')
}

function nearPlaces({ from, to }: Reach, span?: (day: string) => string): Places {
  const opens = [
    'nth = 1',
    from && 'previous_day < {from:Date}',
    span && `${span('previous_day')} != ${span('day')}`,
  ]
  const closes = [isLatest, to && 'next_day > {to:Date}', span && `${span('next_day')} != ${span('day')}`]
  const anyOf = (conditions: (string | undefined)[]): string => `(${conditions.filter(Boolean).join(' OR ')})`
  return { opens: anyOf(opens), closes: anyOf(closes), debut: 'nth = 1' }
}

/** Of keys whose orders lie apart. */
function scatteredSql({ parts, reach, dimension }: Grouped): string {
  const counted: Partial<Record<PartName, string>> = {
    customers: 'toUInt32(groupBitmap(customer))',
    newCustomers: `toUInt32(groupBitmapIf(customer, ${newToday}))`,
  }
  const columns = parts.map((part) => `${counted[part] ?? PARTS[part](nearPlaces(reach))} AS ${part}`)
  return `SELECT ${dimension.key} AS key, ${columns.join(', ')}
  FROM ${sourceOf(reach, dimension)} AS o
  GROUP BY key`
}

/** Those who came again within a key are known only when each of its people has been counted. */
function repeatersSql({ parts, reach, dimension }: Grouped): string {
  const ofPeople: Partial<Record<PartName, string>> = {
    orders: 'toUInt32(sum(n))',
    revenue: 'sum(spent)',
    customers: 'toUInt32(count())',
    repeaters: 'toUInt32(countIf(n >= 2))',
    repeaterRevenue: 'sumIf(spent, n >= 2)',
  }
  const columns = parts.map((part) => `${ofPeople[part] ?? 'NULL'} AS ${part}`)
  return `SELECT key, ${columns.join(', ')}
  FROM (
    SELECT ${dimension.key} AS key, customer, count() AS n, sum(total) AS spent
    FROM ${sourceOf(reach, dimension)}
    GROUP BY key, customer)
  GROUP BY key`
}

function sourceOf(reach: Reach, { profile }: DimensionText): string {
  if (!profile) return ordersOf(reach)
  return `(SELECT o.*, p.rfm_class FROM ${ordersOf(reach)} AS o
    LEFT ANY JOIN (SELECT customer, rfm_class FROM profiles FINAL) AS p ON p.customer = o.customer)`
}

/** Parts of lines, for dimensions of what was sold; money is that of the lines, and `orders` counts them. */
export const LINE_PARTS = {
  revenue: plainLine('sum(value)'),
  squares: plainLine('sum(toFloat64(value) * toFloat64(value))'),
  orders: (opens) => `toUInt32(countIf(${opens}))`,
  customers: plainLine('toUInt32(groupBitmap(customer))'),
  pieces: plainLine('sum(quantity)'),
  goods: plainLine('sum(value)'),
  costed: plainLine('sumIf(value, isNotNull(l.cost))'),
  cost: plainLine('sum(ifNull(l.cost, toDecimal64(0, 4)))'),
} as const satisfies Record<string, (opens: string) => string>

function plainLine(text: string) {
  return (): string => text
}

export type LinePart = keyof typeof LINE_PARTS

export type LineDimension = 'category' | 'brand' | 'product'

/** One row for each category, brand or product; of products the key is the store and its id, and the label a title. */
export function linePartsSql(given: {
  parts: readonly LinePart[]
  reach: Reach
  by: LineDimension
  rank: string
}): string {
  const { parts, reach, by, rank } = given
  const product = by === 'product'
  const columns = parts.map((part) => `${LINE_PARTS[part](`opens_${by}`)} AS ${part}`)
  return `SELECT toString(sold) AS key, ${product ? 'label' : "''"} AS label, * EXCEPT (sold${product ? ', label' : ''}), toUInt32(count() OVER ()) AS rows
FROM (
  SELECT ${product ? 'item AS sold, toString(anyLast(title)) AS label' : `${by} AS sold`}, ${columns.join(', ')}
  FROM ${linesOf(reach)} AS l
  GROUP BY sold)
ORDER BY ${rank} DESC, key
LIMIT {limit:UInt32}`
}

/** The same over all lines, as one row. */
export function lineTotalSql(parts: readonly LinePart[], reach: Reach): string {
  return `SELECT ${parts.map((part) => `${LINE_PARTS[part]('opens_order')} AS ${part}`).join(', ')}
FROM ${linesOf(reach)} AS l`
}

/** By these somebody was seen on the site. */
export const visitNames = ['Page Viewed', 'Product Viewed']

/**
 * The parts of a period with its first and last day, and the money given back in it. Beside `prior`, the days before it,
 * also who of these came again, and how many people were seen on the site and how many of them ordered.
 */
export function periodSql(parts: readonly PartName[], reach: Reach, prior: boolean): string {
  const people = prior
    ? {
        orders: `, toUInt32(countIf(previous_day >= {prior_from:Date} AND previous_day < {from:Date})) AS kept, groupBitmapState(customer) AS ordering`,
        events: ', groupBitmapStateIf(customer, NOT refund AND customer > 0) AS seeing',
        both: ` EXCEPT (ordering, seeing), toUInt32(bitmapCardinality(seeing)) AS visitors, toUInt32(bitmapAndCardinality(seeing, ordering)) AS buyers`,
      }
    : { orders: '', events: '', both: '' }
  return `SELECT *${people.both}
FROM (
  SELECT ${nearColumns(parts, nearPlaces(reach))}, toString(min(day)) AS first, toString(max(day)) AS last${people.orders}
  FROM ${ordersOf(reach)} AS o) AS o
CROSS JOIN (
  SELECT sumIf(reporting_value, refund) AS refunded, toUInt32(countIf(refund)) AS refunds,
    sumIf(toFloat64(reporting_value) * toFloat64(reporting_value), refund) AS refundSquares${people.events}
  FROM (
    SELECT customer, reporting_value, name = 'Order Refunded' AS refund
    FROM ${eventsOf(reach, ['Order Refunded', ...(prior ? visitNames : [])])})) AS e`
}
