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
  'query',
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
  'properties',
  'context',
] as const

export type EventColumn = (typeof eventColumns)[number]

export type Line = {
  product: string
  title: string
  category: string
  brand: string
  quantity: string
  value: string
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

/** Ends with a line break. Times go as seconds with decimals, which the store reads without parsing a calendar. */
export function eventLine({ name, customer, time, receivedAt, standard: of, lines }: RowParts): string {
  const values = [
    name,
    customer,
    customer,
    seconds(time),
    seconds(receivedAt),
    of.message_id ?? '',
    of.type ?? 'track',
    of.source ?? '',
    Number(of.store ?? 0),
    of.anonymous_id ?? '',
    of.session ?? '',
    of.order_id ?? '',
    of.cart_id ?? '',
    of.product_id ?? '',
    of.category ?? '',
    of.brand ?? '',
    of.coupon ?? '',
    of.query ?? '',
    of.value ?? '0',
    of.currency ?? '',
    of.reporting_value ?? '0',
    of.quantity ?? '0',
    of.channel ?? '',
    of.message ?? '',
    of.campaign ?? '',
    of.url ?? '',
    of.referrer ?? '',
    of.country ?? '',
    of.city ?? '',
    of.device ?? '',
    lines.map((line) => line.product),
    lines.map((line) => line.title),
    lines.map((line) => line.category),
    lines.map((line) => line.brand),
    lines.map((line) => line.quantity),
    lines.map((line) => line.value),
    of.properties ?? '{}',
    of.context ?? '{}',
  ]
  return `${JSON.stringify(values)}\n`
}

function seconds(milliseconds: number): string {
  const whole = Math.floor(milliseconds / 1000)
  return `${whole}.${String(milliseconds - whole * 1000).padStart(3, '0')}`
}
