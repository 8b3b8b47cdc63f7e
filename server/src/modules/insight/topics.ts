/** What the audience answers count, said once as SQL: a key for each row of a source; '' where nothing is known. */
import { eventsOf, inDays, ordersEver, ordersOf } from './orders-text.ts'
import type { Reach } from './reach.ts'

export type TopicUnit = 'people' | 'orders' | 'events' | 'lines'
type Source = 'profiles' | 'orders' | 'lines' | 'gaps' | 'searches' | 'vainSearches' | 'visits'

export type TopicText = {
  source: Source
  unit: TopicUnit
  key: string
  /** Rows shown; the rest is others. */
  limit: number
  /** Sorted by the key instead of the count. */
  ordered?: true
}

const band = (value: string, edges: readonly number[]): string =>
  `multiIf(${[...edges]
    .reverse()
    .map((edge) => `${value} >= ${edge}, '${edge}'`)
    .join(', ')}, '')`

const consent = (channel: string): TopicText => ({
  source: 'profiles',
  unit: 'people',
  key: `toString(consents['${channel}/marketing'])`,
  limit: 5,
})

/** Age in whole years on the reference day, in bands as surveys have them. */
const age =
  "dateDiff('year', assumeNotNull(birthday), {reference:Date}) - (formatDateTime({reference:Date}, '%m%d') < formatDateTime(assumeNotNull(birthday), '%m%d'))"
const ageBands = ['18-24', '25-34', '35-44', '45-54', '55-64'].map((text) => {
  const [low, high] = text.split('-')
  return `${age} BETWEEN ${low} AND ${high}, '${text}'`
})

export const TOPICS = {
  known: { source: 'profiles', unit: 'people', key: "if(known, 'known', 'anonymous')", limit: 2 },
  gender: { source: 'profiles', unit: 'people', key: 'toString(gender)', limit: 6 },
  age: {
    source: 'profiles',
    unit: 'people',
    key: `multiIf(isNull(birthday), '', ${age} < 18, '0-17', ${ageBands.join(', ')}, '65+')`,
    limit: 7,
    ordered: true,
  },
  language: { source: 'profiles', unit: 'people', key: 'toString(language)', limit: 10 },
  orderCount: {
    source: 'profiles',
    unit: 'people',
    key: band('order_count', [0, 1, 2, 3, 5, 10]),
    limit: 6,
    ordered: true,
  },
  tenure: {
    source: 'profiles',
    unit: 'people',
    key: band(
      "dateDiff('day', first_seen_at, toDateTime64({reference:Date}, 3, 'UTC'))",
      [0, 30, 90, 180, 365, 730],
    ),
    limit: 6,
    ordered: true,
  },
  rfmClass: { source: 'profiles', unit: 'people', key: 'toString(rfm_class)', limit: 12 },
  city: { source: 'profiles', unit: 'people', key: 'toString(city_label)', limit: 500 },
  country: { source: 'profiles', unit: 'people', key: 'toString(country)', limit: 50 },
  reachable: {
    source: 'profiles',
    unit: 'people',
    key: "multiIf(email != '' AND phone != '', 'both', email != '', 'email', phone != '', 'phone', 'none')",
    limit: 4,
  },
  consentEmail: consent('email'),
  consentSms: consent('sms'),
  consentWhatsapp: consent('whatsapp'),
  consentPush: consent('push'),
  consentCall: consent('call'),
  category: { source: 'lines', unit: 'lines', key: 'toString(line_category)', limit: 20 },
  brand: { source: 'lines', unit: 'lines', key: 'toString(line_brand)', limit: 20 },
  product: {
    source: 'lines',
    unit: 'lines',
    key: "if(line_product = '', '', concat(toString(store), ':', line_product))",
    limit: 20,
  },
  basketSize: {
    source: 'orders',
    unit: 'orders',
    key: band('pieces', [1, 2, 3, 4, 5, 10, 20]),
    limit: 7,
    ordered: true,
  },
  orderValue: {
    source: 'orders',
    unit: 'orders',
    key: `if(total <= 0, '', toString(roundDown(toFloat64(total), [0, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 20000, 50000, 100000])))`,
    limit: 17,
  },
  weekdayHour: {
    source: 'orders',
    unit: 'orders',
    key: "concat(toString(toDayOfWeek(day)), '-', toString(toHour(toTimeZone(placed, {zone:String}))))",
    limit: 168,
  },
  month: { source: 'orders', unit: 'orders', key: 'toString(toMonth(day))', limit: 12 },
  season: {
    source: 'orders',
    unit: 'orders',
    key: "['winter', 'spring', 'summer', 'autumn'][intDiv(toMonth(day) % 12, 3) + 1]",
    limit: 4,
  },
  holiday: {
    source: 'orders',
    unit: 'orders',
    key: "arrayElement(arrayPushBack({span_keys:Array(String)}, 'ordinary'), if(arrayFirstIndex((f, t) -> day BETWEEN f AND t, {span_from:Array(Date)}, {span_to:Array(Date)}) AS nth = 0, length({span_keys:Array(String)}) + 1, nth))",
    limit: 20,
  },
  channel: { source: 'orders', unit: 'orders', key: 'toString(channel)', limit: 20 },
  coupon: { source: 'orders', unit: 'orders', key: "if(coupon = '', 'without', 'with')", limit: 2 },
  interval: {
    source: 'gaps',
    unit: 'orders',
    key: band('gap', [0, 1, 7, 14, 30, 60, 90, 180, 365]),
    limit: 9,
    ordered: true,
  },
  search: { source: 'searches', unit: 'events', key: 'lowerUTF8(trimBoth(query))', limit: 20 },
  searchWithout: { source: 'vainSearches', unit: 'events', key: 'lowerUTF8(trimBoth(query))', limit: 20 },
  campaign: { source: 'visits', unit: 'events', key: 'campaign', limit: 20 },
  referrer: { source: 'visits', unit: 'events', key: 'domainWithoutWWW(referrer)', limit: 20 },
  device: { source: 'visits', unit: 'events', key: 'toString(device)', limit: 6 },
} as const satisfies Record<string, TopicText>

export type TopicName = keyof typeof TOPICS

/** Rows of a topic with their count, the unknown among them under ''; `all` is the sum over every key. */
export function topicSql(name: TopicName, reach: Reach): string {
  const { source, key, limit }: TopicText = TOPICS[name]
  return `SELECT key, toUInt32(n) AS count, toUInt32(sum(n) OVER ()) AS all
FROM (SELECT ${key} AS key, count() AS n FROM ${sourceText(source, reach)} GROUP BY key)
ORDER BY key = '' DESC, n DESC, key LIMIT ${limit + 1}`
}

/** People of the whole shop, or where days or a store are named those who ordered then and there. */
export function profilesOf(reach: Reach): string {
  const ordered = reach.from || reach.to || reach.storeId !== undefined
  const conditions = [
    'NOT gone',
    reach.people?.text,
    ordered && `customer IN (SELECT customer FROM ${ordersOf(reach)})`,
  ].filter(Boolean)
  return `(SELECT * FROM profiles FINAL WHERE ${conditions.join(' AND ')})`
}

function sourceText(source: Source, reach: Reach): string {
  if (source === 'profiles') return profilesOf(reach)
  if (source === 'orders') return ordersOf(reach)
  if (source === 'lines') return linesOf(ordersOf(reach))
  if (source === 'gaps') return gapsOf(reach)
  if (source === 'visits') return `(SELECT * FROM ${eventsOf(reach, ['Page Viewed'])} WHERE ${inDays(reach)})`
  const vain = source === 'vainSearches' ? ' AND results = 0' : ''
  return `(SELECT * FROM ${eventsOf(reach, ['Products Searched'])} WHERE query != ''${vain} AND ${inDays(reach)})`
}

export function linesOf(orders: string): string {
  return `(SELECT customer, store, line.1 AS line_product, line.2 AS line_category, line.3 AS line_brand FROM ${orders}
    ARRAY JOIN arrayZip(arrayResize(line_products, length(line_values)), arrayResize(line_categories, length(line_values)),
      arrayResize(line_brands, length(line_values))) AS line)`
}

/** Days between an order of the period and the one before it, whenever that was. */
function gapsOf(reach: Reach): string {
  return `(SELECT dateDiff('day', before, day) AS gap FROM (
    SELECT day, lagInFrame(day) OVER past AS before, row_number() OVER past AS nth FROM ${ordersEver(reach)}
    WINDOW past AS (PARTITION BY customer ORDER BY placed, order_key ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW))
  WHERE nth > 1 AND ${inDays(reach)})`
}

/** Topics of people and of what they bought, by which a segment is compared with everybody else. */
export const COMPARED = {
  profiles: ['gender', 'age', 'language', 'country', 'city', 'orderCount', 'rfmClass', 'reachable'],
  orders: ['channel', 'coupon', 'season'],
  lines: ['category', 'brand', 'product'],
} as const satisfies Record<'profiles' | 'orders' | 'lines', readonly TopicName[]>

/** Keys compared at most, the greatest first: rarer ones say little. */
const mostKeys = 300

/** For each key: how many of the segment and of the rest have it; of profiles also how many have any. */
export function comparedSql(name: TopicName, reach: Reach, inside: string): string {
  const { source, key }: TopicText = TOPICS[name]
  return `SELECT key, toUInt32(groupBitmapIf(customer, inside)) AS hits, toUInt32(groupBitmapIf(customer, NOT inside)) AS rest_hits,
  toUInt32(sum(hits) OVER ()) AS n, toUInt32(sum(rest_hits) OVER ()) AS rest_n
FROM (SELECT customer, ${inside} AS inside, ${key} AS key FROM ${sourceText(source, { ...reach, people: null })})
WHERE key != '' GROUP BY key ORDER BY hits + rest_hits DESC, key LIMIT ${mostKeys}`
}

/** People of the segment and of the rest who ordered at all, of whom those who ordered something are a share. */
export function buyersSql(reach: Reach, inside: string): string {
  return `SELECT toUInt32(groupBitmapIf(customer, inside)) AS n, toUInt32(groupBitmapIf(customer, NOT inside)) AS rest_n
FROM (SELECT customer, ${inside} AS inside FROM ${ordersOf({ ...reach, people: null })})`
}
