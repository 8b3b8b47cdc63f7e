/** Rows of the event store's table `events`, and many of them as columns of JSONCompactColumns. */

/** The order of the values in a row. */
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
    string | undefined
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

/** Values in the order of {@link eventColumns}; the last two are texts of JSON already. */
export type EventRow = readonly unknown[]

/** Times go as seconds with decimals, which the store reads without parsing a calendar. */
export function eventRow({ name, customer, time, receivedAt, standard: of, lines }: RowParts): EventRow {
  return [
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
    each(lines, (line) => line.product),
    each(lines, (line) => line.title),
    each(lines, (line) => line.category),
    each(lines, (line) => line.brand),
    each(lines, (line) => line.quantity),
    each(lines, (line) => line.value),
    costsOf(lines),
    object(of.properties),
    object(of.context),
  ]
}

const nothing: readonly never[] = []

function each<Value>(lines: readonly Line[], read: (line: Line) => Value): readonly Value[] {
  return lines.length === 0 ? nothing : lines.map(read)
}

/** Nothing at all where no cost is known, as in most events. */
function costsOf(lines: readonly Line[]): readonly (string | null)[] {
  return lines.some((line) => line.cost !== undefined) ? lines.map((line) => line.cost ?? null) : nothing
}

export type Columns = { names: string[]; body: string }

/** What nobody says goes unsaid, but for these, whose defaults are not what is empty. */
const alwaysSaid: ReadonlySet<string> = new Set(['discount', 'properties', 'context'])
const amounts: ReadonlySet<string> = new Set(['value', 'reporting_value', 'quantity'])
const asTheyAre: ReadonlySet<string> = new Set(['properties', 'context'])

/**
 * Columns one after another, which the store reads at half of what rows cost it. The two texts of JSON go as objects, of
 * which it keeps the text: escaped they would be written and read twice.
 */
export function columnsOf(rows: readonly EventRow[]): Columns {
  const columns = eventColumns.map((name): Column => ({
    name,
    said: alwaysSaid.has(name),
    empty: amounts.has(name) ? '0' : '',
    values: [],
  }))
  for (const row of rows) spread(row, columns)
  const said = columns.filter((column) => column.said)
  const bodies = said.map(({ name, values }) =>
    asTheyAre.has(name) ? `[${values.join(',')}]` : JSON.stringify(values),
  )
  return { names: said.map(({ name }) => name), body: `[${bodies.join(',')}]` }
}

type Column = { name: string; said: boolean; empty: string; values: unknown[] }

/** Row by row with a bare counter: half of what going through all rows for each column costs. */
function spread(row: EventRow, columns: readonly Column[]): void {
  for (let place = 0; place < columns.length; place += 1) {
    const column = columns[place]
    if (!column) continue
    const value = row[place]
    column.values.push(value)
    if (!column.said) column.said = value !== column.empty && value !== nothing && value !== null
  }
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
