/** On the event store: what can be asked of this shop: event names, their properties, values seen most. */
import type { EventStore } from '#/platform/event-store/index.ts'

/** Names of the last 400 days, the most frequent first. */
export async function eventNames(store: EventStore, now: Date): Promise<string[]> {
  const rows = await store.query<{ name: string }>(
    `SELECT name FROM events WHERE time >= fromUnixTimestamp64Milli({since:Int64})
     GROUP BY name ORDER BY count() DESC, name LIMIT 200`,
    { since: now.getTime() - 400 * 86_400_000 },
  )
  return rows.map((row) => row.name)
}

const sampleSize = 100

/** Properties beside the typed ones, from some events of each name. */
export async function propertiesOf(
  store: EventStore,
  names: readonly string[],
): Promise<Map<string, string[]>> {
  if (names.length === 0) return new Map()
  const parts = names.map(
    (_, index) => `(SELECT name, properties FROM events WHERE name = {n${index}:String} LIMIT ${sampleSize})`,
  )
  const rows = await store.query<{ name: string; properties: string[] }>(
    `SELECT name, arraySort(groupUniqArrayArray(60)(JSONExtractKeys(properties))) AS properties
     FROM (${parts.join(' UNION ALL ')}) GROUP BY name`,
    Object.fromEntries(names.map((name, index) => [`n${index}`, name])),
  )
  return new Map(rows.map((row) => [row.name, row.properties]))
}

const most = 50

/** Fields of profiles whose values are worth offering, as the column or list they are read from. */
const fieldColumns: Record<string, string> = {
  language: 'language',
  country: 'country',
  region: 'region',
  city: 'city',
  district: 'district',
  gender: 'gender',
  company: 'company',
  source: 'source',
  rfmClass: 'rfm_class',
  tags: 'arrayJoin(tags)',
}

export type SeenValue = {
  /** Under the search fold. */
  value: string
  /** Somebody who has it, so that it can be shown as written. */
  customer: number
}

/** The values of a field most people have, containing a text (folded); nothing for fields that are not worth listing. */
export async function fieldValues(
  store: EventStore,
  asked: { field: string; text: string },
): Promise<SeenValue[]> {
  const own = asked.field.startsWith('attributes.')
  const name = asked.field.slice('attributes.'.length)
  const expression = own
    ? 'arrayJoin(arrayConcat([texts[{name:String}]], lists[{name:String}]))'
    : Object.hasOwn(fieldColumns, asked.field) && fieldColumns[asked.field]
  if (!expression) return []
  return store.query<SeenValue>(
    `SELECT value, min(customer) AS customer FROM (
       SELECT toString(${expression}) AS value, customer FROM profiles FINAL WHERE NOT gone)
     WHERE value <> '' AND (empty({text:String}) OR position(value, {text:String}) > 0)
     GROUP BY value ORDER BY count() DESC, value LIMIT ${most}`,
    { text: asked.text, ...(own && { name }) },
  )
}

const propertyColumns: Record<string, string> = {
  product: 'arrayJoin(arrayConcat([product_id], line_products))',
  category: 'arrayJoin(arrayConcat([toString(category)], arrayMap(one -> toString(one), line_categories)))',
  brand: 'arrayJoin(arrayConcat([toString(brand)], arrayMap(one -> toString(one), line_brands)))',
  coupon: 'coupon',
  query: 'query',
  channel: 'channel',
  campaign: 'campaign',
  currency: 'currency',
  country: 'country',
  city: 'city',
  device: 'device',
}

const looked = 200_000

/** The values of a property seen most in some of the newest months' events. */
export async function propertyValues(
  store: EventStore,
  asked: { property: string; text: string; now: Date },
): Promise<string[]> {
  const own = asked.property.startsWith('properties.')
  const name = asked.property.slice('properties.'.length)
  const expression = own
    ? 'JSONExtractString(properties, {name:String})'
    : Object.hasOwn(propertyColumns, asked.property) && propertyColumns[asked.property]
  if (!expression) return []
  const rows = await store.query<{ seen: string }>(
    `SELECT seen FROM (
       SELECT toString(${expression}) AS seen FROM events
       WHERE time >= fromUnixTimestamp64Milli({since:Int64}) LIMIT ${looked})
     WHERE seen <> '' AND (empty({text:String}) OR positionCaseInsensitiveUTF8(seen, {text:String}) > 0)
     GROUP BY seen ORDER BY count() DESC, seen LIMIT ${most}`,
    { text: asked.text, since: asked.now.getTime() - 90 * 86_400_000, ...(own && { name }) },
  )
  return rows.map((row) => row.seen)
}
