/** On the event store: each order's place in what its customer bought, as editions of the book and loose sheets beside them. */
import type { EventStore } from '#/platform/event-store/index.ts'

import { writeBuyers } from './reports-buyers.ts'
import { mapped, type Marked, merges, type Sheet, writtenOut } from './reports-marks.ts'
import { placeOf } from './reports-standing.ts'

/** What the book says of orders, without what was bought: whole rows lie far apart. */
const inBook = (orders: string): string => `(
    SELECT order_key, told, cancelled, received_at, said_at, placed FROM order_book WHERE order_key GLOBAL IN ${orders})`

function tellingsOf(orders: string): string {
  return `(SELECT * EXCEPT arrived FROM order_tellings WHERE order_key GLOBAL IN ${orders})`
}

/** The same with what was last told of each; the book holds where that is nothing newer. */
const besideTold = (orders: string): string => `${inBook(orders)} AS b
    LEFT ANY JOIN (
      SELECT order_key, max((told, received_at, said_at)) AS newest FROM ${tellingsOf(orders)} GROUP BY order_key) AS t ON t.order_key = b.order_key`
const holds = '(b.told, b.received_at, b.said_at) >= t.newest'

/** The orders of a sheet that are in the book: what it says of them, and which hold, as texts to ask by. */
type Settled = { rows: string; holding: string | null }

/** Asked once: each look goes through the whole book. Null without orders. */
export async function readSettled(
  store: EventStore,
  sheet: Sheet,
  { order }: Marked<'order'>,
): Promise<Settled | null> {
  if (order === null) return null
  const rows = await store.query<{ key: string; cancelled: number; placed: string; holding: number }>(
    `SELECT toString(b.order_key) AS key, b.cancelled AS cancelled, toString(toUnixTimestamp64Milli(b.placed)) AS placed, ${holds} AS holding
     FROM ${besideTold(order)} LIMIT ${writtenOut + 1}`,
    sheet,
  )
  if (rows.length > writtenOut) {
    return { rows: inBook(order), holding: `(SELECT b.order_key FROM ${besideTold(order)} WHERE ${holds})` }
  }
  const listed = rows.map(({ key, cancelled, placed }) => `(${key}, ${cancelled}, ${placed})`)
  const holding = rows.flatMap((row) => (row.holding ? [row.key] : []))
  return {
    rows: `(
      SELECT order_key, cancelled, fromUnixTimestamp64Milli(at, 'UTC') AS placed
      FROM values('order_key UInt64, cancelled UInt8, at Int64', ${[...listed, '(0, 0, 0)'].join(', ')}))`,
    holding: holding.length > 0 ? `(${holding.join(', ')})` : null,
  }
}

/** The orders a sheet takes up, put together from all that was told of them, as `orders` has it. */
function ordersTaken(orders: string, { rows, holding }: Settled): string {
  const fromBook =
    holding === null
      ? ''
      : `\n    UNION ALL\n    SELECT * FROM order_book WHERE order_key GLOBAL IN ${holding}`
  return `(
  WITH ${merges}
  SELECT * REPLACE (
    ${mapped} AS customer, max(told) OVER telling AS told, max(cancelled) OVER telling AS cancelled, min(placed) OVER telling AS placed)
  FROM (
    SELECT t.* REPLACE (t.cancelled OR b.cancelled AS cancelled, if(b.order_key = 0, t.placed, least(t.placed, b.placed)) AS placed)
    FROM ${tellingsOf(orders)} AS t LEFT ANY JOIN ${rows} AS b ON b.order_key = t.order_key${fromBook}) AS tellings
  WINDOW telling AS (PARTITION BY order_key)
  QUALIFY row_number() OVER (
    PARTITION BY order_key ORDER BY tellings.told DESC, tellings.received_at DESC, tellings.said_at DESC) = 1)`
}

const stepColumns = `customer, original_customer, order_key, store, placed, total, discount, goods, costed, cost, pieces, coupon, channel,
  country, city, category, product, products`

/** The columns of a step that are the order's own. */
function stepsOf(orders: string): string {
  const main = 'indexOf(line_values, arrayMax(line_values))'
  return `(SELECT customer, original_customer, order_key, store, placed, total, discount, goods, costed, cost, pieces, coupon, channel,
    country, city, toString(arrayElement(line_categories, ${main})) AS category,
    arrayElement(line_products, ${main}) AS product,
    arrayDistinct(arrayMap(one -> sipHash64(one), arrayFilter((one, worth) -> one != '' AND worth > 0, line_products,
      arrayResize(line_values, length(line_products))))) AS products
  FROM ${orders})`
}

const lineColumns = `customer, original_customer, order_key, store, day, product, title, category, brand, quantity, value, cost,
  opens_order, opens_paid, opens_product, opens_category, opens_brand`

function linesOf(orders: string): string {
  const as = (column: string): string => `arrayResize(${column}, length(line_values))`
  return `(SELECT ${lineColumns} FROM (
    SELECT customer, original_customer, order_key, store, toDate(placed, {zone:String}) AS day, line_values, ${as('line_products')} AS products,
      ${as('line_titles')} AS titles, ${as('line_categories')} AS categories, ${as('line_brands')} AS brands,
      ${as('line_quantities')} AS quantities, ${as('line_costs')} AS costs
    FROM ${orders})
  ARRAY JOIN products AS product, titles AS title, categories AS category, brands AS brand, quantities AS quantity,
    line_values AS value, costs AS cost, arrayMap(nth -> nth = 1, arrayEnumerate(products)) AS opens_order,
    arrayMap((nth, worth) -> nth = 1 AND worth > 0, arrayEnumerateUniq(products, arrayMap(worth -> worth > 0, line_values)), line_values) AS opens_paid,
    arrayMap(nth -> nth = 1, arrayEnumerateUniq(products)) AS opens_product,
    arrayMap(nth -> nth = 1, arrayEnumerateUniq(categories)) AS opens_category,
    arrayMap(nth -> nth = 1, arrayEnumerateUniq(brands)) AS opens_brand)`
}

/**
 * What stands of the customers of a sheet and was not told of anew, under the customers it counts for now: of the rows the
 * sheet replaces.
 */
function standing(table: 'order_steps' | 'order_lines', { order, customer, replaced }: Contents): string {
  const columns = table === 'order_steps' ? stepColumns : lineColumns
  const conditions = [
    'edition = {edition:UInt32}',
    ...(table === 'order_steps' ? ['scope = 0'] : []),
    `customer GLOBAL IN ${customer}`,
    `${placeOf('customer', 'sheet')} GLOBAL IN ${replaced}`,
    ...(order === null ? [] : [`order_key GLOBAL NOT IN ${order}`]),
  ]
  return `(WITH ${merges} SELECT ${columns.replace('customer', `${mapped} AS customer`)}
    FROM (SELECT * FROM ${table} WHERE ${conditions.join(' AND ')}))`
}

const placeColumns = [
  'day',
  'nth',
  'previous_day',
  'next_day',
  'first_day',
  'first_store',
  'first_channel',
  'first_coupon',
  'first_category',
  'first_product',
  'orders_ever',
  'spent_ever',
  'coupon_orders_ever',
]

/** Otherwise whole arrays of lines are sorted, and what is made of them afterwards: three times the work. */
const beforeSorting = 'SETTINGS query_plan_execute_functions_after_sorting = 0'

const ofCustomer = 'PARTITION BY scope, customer ORDER BY placed, order_key'
const past = `past AS (${ofCustomer} ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)`
const around = `around AS (${ofCustomer} ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)`

/** Each order under all stores and under its own, with its place there. */
function insertSteps(steps: string): string {
  const first = (column: string): string => `first_value(${column}) OVER past AS first_${column}`
  return `INSERT INTO order_steps (edition, sheet, scope, ${stepColumns}, ${placeColumns.join(', ')}, own_gap)
SELECT {edition:UInt32}, {sheet:UInt32}, scope, ${stepColumns}, ${placeColumns.join(', ')},
  if(orders_ever < 2, 0, quantileExactInclusiveIf(0.5)(toInt32(day - previous_day), nth > 1) OVER around)
FROM (
  SELECT scope, ${stepColumns}, day, row_number() OVER past AS nth, lagInFrame(day, 1) OVER past AS previous_day,
    leadInFrame(day, 1, toDate('2149-06-06')) OVER around AS next_day,
    ${['day', 'store', 'channel', 'coupon', 'category', 'product'].map(first).join(', ')},
    count() OVER around AS orders_ever, sum(total) OVER around AS spent_ever, countIf(coupon != '') OVER around AS coupon_orders_ever
  FROM (SELECT *, arrayJoin(arrayDistinct([toUInt16(0), store])) AS scope, toDate(placed, {zone:String}) AS day FROM ${steps})
  WINDOW ${past}, ${around})
WINDOW ${around}
${beforeSorting}`
}

function insertLines(lines: string): string {
  return `INSERT INTO order_lines (edition, sheet, ${lineColumns}) SELECT {edition:UInt32}, {sheet:UInt32}, ${lineColumns} FROM ${lines}`
}

type Contents = Marked<'order' | 'customer' | 'replaced'> & { settled: Settled | null }

/** Writes the orders of the customers a sheet is marked with. */
export async function writeSheet(store: EventStore, sheet: Sheet, contents: Contents): Promise<void> {
  const { order, customer, settled } = contents
  if (customer === null) return
  const taken =
    order &&
    settled &&
    `(SELECT * FROM ${ordersTaken(order, settled)} WHERE told AND NOT cancelled AND customer > 0)`
  const all = (columns: string, told: string | null, stood: string): string =>
    `(${told ? `SELECT ${columns} FROM ${told} UNION ALL ` : ''}SELECT ${columns} FROM ${stood})`
  await Promise.all([
    store.command(
      insertSteps(all(stepColumns, taken && stepsOf(taken), standing('order_steps', contents))),
      sheet,
    ),
    store.command(
      insertLines(all(lineColumns, taken && linesOf(taken), standing('order_lines', contents))),
      sheet,
    ),
  ])
}

/** Orders put in order at once; more would hold too much in memory. */
const perSlice = 500_000

/** Writes the book as it stands as an edition. */
export async function writeEdition(store: EventStore, edition: number, zone: string): Promise<void> {
  const [book] = await store.query<{ orders: string; last: number }>(
    'SELECT count() AS orders, max(customer) AS last FROM order_book',
  )
  const last = book?.last ?? 0
  const width = Math.ceil((last + 1) / (Math.floor(Number(book?.orders ?? 0) / perSlice) + 1))
  const named = `(SELECT * FROM order_book WHERE told AND NOT cancelled AND customer BETWEEN {from:UInt32} AND {to:UInt32})`
  for (let from = 1; from <= last; from += width) {
    const slice = { edition, sheet: 0, zone, from, to: from + width - 1 }
    await store.command(insertSteps(stepsOf(named)), slice)
    await store.command(insertLines(linesOf(named)), slice)
  }
  await writeBuyers(store, edition)
}

/** Removes editions before one, whole. */
export async function forgetEditions(store: EventStore, before: number): Promise<void> {
  const rows = await store.query<{ table: string; id: string }>(
    `SELECT DISTINCT table, partition_id AS id FROM system.parts
     WHERE database = currentDatabase() AND table IN ('order_steps', 'order_lines', 'order_buyers', 'order_marks') AND active
       AND toUInt32(splitByChar('-', partition_id)[1]) < {before:UInt32}`,
    { before },
  )
  for (const { table, id } of rows) {
    await store.command(`ALTER TABLE ${table} DROP PARTITION ID '${id.replaceAll(/[^\d-]/g, '')}'`)
  }
}
