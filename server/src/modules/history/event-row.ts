/** A row of the event store's table `events` as one line of JSONCompactEachRow. */

/** The order of the values in a line. */
export const eventColumns = [
  'name',
  'customer',
  'original_customer',
  'time',
  'received_at',
  'message_id',
  'type',
  'source',
  'store',
  'anonymous_id',
  'session',
  'order_id',
  'cart_id',
  'product_id',
  'category',
  'brand',
  'coupon',
  'discount',
  'query',
  'results',
  'value',
  'currency',
  'reporting_value',
  'quantity',
  'channel',
  'message',
  'campaign',
  'url',
  'referrer',
  'country',
  'city',
  'device',
  'line_products',
  'line_titles',
  'line_categories',
  'line_brands',
  'line_quantities',
  'line_values',
  'line_costs',
  'properties',
  'context',
] as const

type EventColumn = (typeof eventColumns)[number]

export type Line = {
  product: string
  title: string
  category: string
  brand: string
  quantity: string
  value: string
  /** Of the whole line; absent where nobody said it. */
  cost?: string
}

/** Typed properties of an event; what is absent is '' or 0 in the store. */
export type Standard = Partial<
  Record<
    Exclude<
      EventColumn,
      `line_${string}` | 'name' | 'customer' | 'original_customer' | 'time' | 'received_at'
    >,
    string
  >
>

export type RowParts = {
  name: string
  customer: number
  /** Milliseconds since 1970. */
  time: number
  receivedAt: number
  standard: Standard
  lines: readonly Line[]
}

/**
 * Ends with a line break. Times go as seconds with decimals, which the store reads without parsing a calendar; the two
 * last columns as objects, of which it keeps the text: escaped texts of JSON would be written and read twice.
 */
export function eventLine({ name, customer, time, receivedAt, standard: of, lines }: RowParts): string {
  const values = [
    name,
    customer,
    customer,
    seconds(time),
    seconds(receivedAt),
    text(of.message_id),
    text(of.type),
    text(of.source),
    Number(number(of.store)),
    text(of.anonymous_id),
    text(of.session),
    text(of.order_id),
    text(of.cart_id),
    text(of.product_id),
    text(of.category),
    text(of.brand),
    text(of.coupon),
    number(of.discount),
    text(of.query),
    of.results === undefined ? null : Number(of.results),
    number(of.value),
    text(of.currency),
    number(of.reporting_value),
    number(of.quantity),
    text(of.channel),
    text(of.message),
    text(of.campaign),
    text(of.url),
    text(of.referrer),
    text(of.country),
    text(of.city),
    text(of.device),
    lines.map((line) => line.product),
    lines.map((line) => line.title),
    lines.map((line) => line.category),
    lines.map((line) => line.brand),
    lines.map((line) => line.quantity),
    lines.map((line) => line.value),
    costsOf(lines),
  ]
  return `${JSON.stringify(values).slice(0, -1)},${object(of.properties)},${object(of.context)}]\n`
}

/** Nothing at all where no cost is known, as in most events. */
function costsOf(lines: readonly Line[]): (string | null)[] {
  return lines.some((line) => line.cost !== undefined) ? lines.map((line) => line.cost ?? null) : []
}

function seconds(milliseconds: number): string {
  const whole = Math.floor(milliseconds / 1000)
  return `${whole}.${String(milliseconds - whole * 1000).padStart(3, '0')}`
}

function text(value: string | undefined): string {
  return value ?? ''
}

function number(value: string | undefined): string {
  return value ?? '0'
}

function object(value: string | undefined): string {
  return value ?? '{}'
}
