/** What the audience answers count, said once as SQL: a key for each row of a source; '' where nothing is known. */
import { eventsOf, inDays, linesOf, ordersOf } from './orders-text.ts'
import type { Reach } from './reach.ts'

export type TopicUnit = 'people' | 'orders' | 'events' | 'lines'
type Source = 'profiles' | 'orders' | 'lines' | 'searches' | 'visits'

export type TopicText = {
  source: Source
  unit: TopicUnit
  /** What rows are counted by. Texts of keys are made afterwards, once for each value. */
  by: string
  /** Over `value`; without it the value is the key. */
  key?: string
  /** Of the source, only these rows. */
  where?: string
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
  by: `consents['${channel}/marketing']`,
  limit: 5,
})

/** Age in whole years on the reference day, in bands as surveys have them. */
const age =
  "dateDiff('year', assumeNotNull(value), {reference:Date}) - (formatDateTime({reference:Date}, '%m%d') < formatDateTime(assumeNotNull(value), '%m%d'))"
const ageBands = ['18-24', '25-34', '35-44', '45-54', '55-64'].map((text) => {
  const [low, high] = text.split('-')
  return `${age} BETWEEN ${low} AND ${high}, '${text}'`
})

const couponKey = "if(value, 'without', 'with')"
const seasonKey = "['winter', 'spring', 'summer', 'autumn'][intDiv(value % 12, 3) + 1]"
const itemKey = "if(position(value, ':') = length(value), '', value)"

export const TOPICS = {
  known: {
    source: 'profiles',
    unit: 'people',
    by: 'known',
    key: "if(value, 'known', 'anonymous')",
    limit: 2,
  },
  gender: { source: 'profiles', unit: 'people', by: 'gender', limit: 6 },
  age: {
    source: 'profiles',
    unit: 'people',
    by: 'birthday',
    key: `multiIf(isNull(value), '', ${age} < 18, '0-17', ${ageBands.join(', ')}, '65+')`,
    limit: 7,
    ordered: true,
  },
  language: { source: 'profiles', unit: 'people', by: 'language', limit: 10 },
  orderCount: {
    source: 'profiles',
    unit: 'people',
    by: 'order_count',
    key: band('value', [0, 1, 2, 3, 5, 10]),
    limit: 6,
    ordered: true,
  },
  tenure: {
    source: 'profiles',
    unit: 'people',
    by: "dateDiff('day', first_seen_at, toDateTime64({reference:Date}, 3, 'UTC'))",
    key: band('value', [0, 30, 90, 180, 365, 730]),
    limit: 6,
    ordered: true,
  },
  rfmClass: { source: 'profiles', unit: 'people', by: 'rfm_class', limit: 12 },
  city: { source: 'profiles', unit: 'people', by: 'city_label', limit: 500 },
  country: { source: 'profiles', unit: 'people', by: 'country', limit: 50 },
  reachable: {
    source: 'profiles',
    unit: 'people',
    by: "2 * (email != '') + (phone != '')",
    key: "['none', 'phone', 'email', 'both'][value + 1]",
    limit: 4,
  },
  consentEmail: consent('email'),
  consentSms: consent('sms'),
  consentWhatsapp: consent('whatsapp'),
  consentPush: consent('push'),
  consentCall: consent('call'),
  category: { source: 'lines', unit: 'lines', by: 'category', limit: 20 },
  brand: { source: 'lines', unit: 'lines', by: 'brand', limit: 20 },
  product: {
    source: 'lines',
    unit: 'lines',
    by: 'item',
    key: itemKey,
    limit: 20,
  },
  basketSize: {
    source: 'orders',
    unit: 'orders',
    by: 'pieces',
    key: band('value', [1, 2, 3, 4, 5, 10, 20]),
    limit: 7,
    ordered: true,
  },
  orderValue: {
    source: 'orders',
    unit: 'orders',
    by: 'if(total <= 0, -1, roundDown(toFloat64(total), [0, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 20000, 50000, 100000]))',
    key: "if(value < 0, '', toString(value))",
    limit: 17,
  },
  weekdayHour: {
    source: 'orders',
    unit: 'orders',
    by: 'toDayOfWeek(day) * 24 + toHour(toTimeZone(placed, {zone:String}))',
    key: "concat(toString(intDiv(value, 24)), '-', toString(value % 24))",
    limit: 168,
  },
  month: { source: 'orders', unit: 'orders', by: 'toMonth(day)', key: 'toString(value)', limit: 12 },
  season: {
    source: 'orders',
    unit: 'orders',
    by: 'toMonth(day)',
    key: seasonKey,
    limit: 4,
  },
  holiday: {
    source: 'orders',
    unit: 'orders',
    by: 'day',
    key: "arrayElement(arrayPushBack({span_keys:Array(String)}, 'ordinary'), if(arrayFirstIndex((f, t) -> value BETWEEN f AND t, {span_from:Array(Date)}, {span_to:Array(Date)}) AS nth = 0, length({span_keys:Array(String)}) + 1, nth))",
    limit: 20,
  },
  channel: { source: 'orders', unit: 'orders', by: 'channel', limit: 20 },
  coupon: {
    source: 'orders',
    unit: 'orders',
    by: "coupon = ''",
    key: couponKey,
    limit: 2,
  },
  interval: {
    source: 'orders',
    unit: 'orders',
    // Days since the order before, whenever that was.
    by: 'toUInt16(day - previous_day)',
    where: 'nth > 1',
    key: band('value', [0, 1, 7, 14, 30, 60, 90, 180, 365]),
    limit: 9,
    ordered: true,
  },
  search: { source: 'searches', unit: 'events', by: 'query', key: 'lowerUTF8(trimBoth(value))', limit: 20 },
  searchWithout: {
    source: 'searches',
    unit: 'events',
    by: 'query',
    key: 'lowerUTF8(trimBoth(value))',
    where: 'results = 0',
    limit: 20,
  },
  campaign: { source: 'visits', unit: 'events', by: 'campaign', limit: 20 },
  referrer: { source: 'visits', unit: 'events', by: 'referrer', key: 'domainWithoutWWW(value)', limit: 20 },
  device: { source: 'visits', unit: 'events', by: 'device', limit: 6 },
} as const satisfies Record<string, TopicText>

export type TopicName = keyof typeof TOPICS

/**
 * Rows of topics of one source with their counts, the unknown among them under ''; `all` is the sum over every key. The
 * source is read once for all of them.
 */
export function topicsSql(names: readonly TopicName[], reach: Reach): string {
  const limits = names.map((name) => TOPICS[name].limit + 1)
  const parts = names.flatMap((name, index) => {
    const { where }: TopicText = TOPICS[name]
    return where ? [{ place: index + 1, where }] : []
  })
  const values = valuesSql(names, {
    source: sourceText(TOPICS[names[0] ?? 'known'].source, reach),
    counts: ['count() AS n', ...parts.map(({ place }) => `countIf(w${place}) AS n${place}`)].join(', '),
    more: parts.map(({ place, where }) => `, ${where} AS w${place}`).join(''),
  })
  const rows = `multiIf(${parts.map(({ place }) => `which = ${place}, n${place}, `).join('')}n)`
  return `SELECT ${listed(names.map((name) => `'${name}'`))}[which] AS topic, key, toUInt32(n) AS count, toUInt32(every) AS all
FROM (
  SELECT which, key, sum(m) AS n, sum(n) OVER (PARTITION BY which) AS every,
    row_number() OVER (PARTITION BY which ORDER BY key = '' DESC, n DESC, key) AS place
  FROM (SELECT which, ${keyText(names)} AS key, ${parts.length > 0 ? rows : 'n'} AS m FROM (${values}) WHERE m > 0)
  GROUP BY which, key)
WHERE place <= ${listed(limits)}[which]
ORDER BY which, place`
}

function listed(values: readonly (string | number)[]): string {
  return `[${values.join(', ')}]`
}

/**
 * Counts by the values of each topic by itself: a row each, which says in `which` (from 1) whose value it is. Topics by the
 * same values are counted once.
 */
function valuesSql(
  names: readonly TopicName[],
  { source, counts, more = '' }: { source: string; counts: string; more?: string },
): string {
  const values = valuesOf(names)
  const columns = values.map((_, index) => `v${index}`)
  // grouping() has a bit for each column that is not grouped by, the last column's the lowest.
  const masks = values.map((_, index) => 2 ** values.length - 1 - 2 ** (values.length - 1 - index))
  const places = values.map((_, index) => index + 1)
  const topics = values.map((by) =>
    listed(names.flatMap((name, index) => (TOPICS[name].by === by ? [index + 1] : []))),
  )
  return `SELECT *, arrayJoin(${listed(topics)}[grouped]) AS which
  FROM (
    SELECT ${columns.join(', ')}, ${counts}, transform(grouping(${columns.join(', ')}), ${listed(masks)}, ${listed(places)}, 0) AS grouped
    FROM (SELECT ${values.map((by, index) => `${by} AS v${index}`).join(', ')}${more} FROM ${source})
    GROUP BY GROUPING SETS (${columns.map((column) => `(${column})`).join(', ')}))`
}

/** What topics are counted by, each once; the first is the column v0. */
function valuesOf(names: readonly TopicName[]): string[] {
  return [...new Set(names.map((name) => TOPICS[name].by))]
}

/** The key of a row of `valuesSql`. */
function keyText(names: readonly TopicName[]): string {
  const values = valuesOf(names)
  const keys = names.map((name, index) => {
    const { by, key = 'value' }: TopicText = TOPICS[name]
    return `which = ${index + 1}, toString(${key.replaceAll(/\bvalue\b/g, `v${values.indexOf(by)}`)})`
  })
  return `multiIf(${keys.join(', ')}, '')`
}

/** Topics that are read together: those of one source. */
export function togetherOf<Name extends TopicName>(names: readonly Name[]): Name[][] {
  const sources = [...new Set(names.map((name) => TOPICS[name].source))]
  return sources.map((source) => names.filter((name) => TOPICS[name].source === source))
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
  if (source === 'lines') return linesOf(reach)
  if (source === 'visits') return `(SELECT * FROM ${eventsOf(reach, ['Page Viewed'])} WHERE ${inDays(reach)})`
  return `(SELECT * FROM ${eventsOf(reach, ['Products Searched'])} WHERE query != '' AND ${inDays(reach)})`
}

/** Topics of people, by which a segment is compared with everybody else. */
export const COMPARED = [
  'gender',
  'age',
  'language',
  'country',
  'city',
  'orderCount',
  'rfmClass',
  'reachable',
] as const satisfies readonly TopicName[]

/** Topics of what people bought, compared by sets of those who ever did (`Standing.buyers`): their kinds and keys there. */
const BOUGHT = {
  channel: { kind: 'channel', key: 'value' },
  coupon: { kind: 'coupon', key: couponKey.replace('value', 'toUInt8OrZero(value)') },
  season: { kind: 'month', key: seasonKey.replace('value', 'toUInt8OrZero(value)') },
  category: { kind: 'category', key: 'value' },
  brand: { kind: 'brand', key: 'value' },
  product: { kind: 'item', key: itemKey },
} as const satisfies Partial<Record<TopicName, { kind: string; key: string }>>

/** Keys compared at most, the greatest first: rarer ones say little. */
const mostKeys = 300

/** For each key of topics of people: how many of the segment and of the rest have it, and how many have any. */
export function comparedSql(names: readonly TopicName[], reach: Reach, inside: string): string {
  const values = valuesSql(names, {
    source: sourceText('profiles', { ...reach, people: null }),
    counts: 'countIf(inside) AS i, countIf(NOT inside) AS r',
    more: `, ${inside} AS inside`,
  })
  return `SELECT ${listed(names.map((name) => `'${name}'`))}[which] AS topic, key, toUInt32(hits) AS hits, toUInt32(rest_hits) AS rest_hits,
  toUInt32(every) AS n, toUInt32(rest_every) AS rest_n
FROM (
  SELECT which, key, sum(i) AS hits, sum(r) AS rest_hits, sum(hits) OVER (PARTITION BY which) AS every,
    sum(rest_hits) OVER (PARTITION BY which) AS rest_every
  FROM (SELECT which, ${keyText(names)} AS key, i, r FROM (${values}))
  WHERE key != '' GROUP BY which, key)
ORDER BY which, hits + rest_hits DESC, key LIMIT ${mostKeys} BY which`
}

/**
 * For each key of topics of what was bought: how many of the segment and of the rest ever did; and how many bought at all, as
 * a topic 'any' with one key.
 */
export function boughtSql({ standing, storeId }: Reach, inside: string): string {
  const sets = `(SELECT kind, value, buyers FROM ${standing.buyers}${storeId === undefined ? '' : ' WHERE store = {storeId:UInt16}'})`
  const topics = Object.entries(BOUGHT)
  const pick = (what: (one: { topic: string; kind: string; key: string }) => string, other: string): string =>
    `multiIf(${topics.map(([topic, one]) => `kind = '${one.kind}', ${what({ topic, ...one })}`).join(', ')}, ${other})`
  return `WITH (
  SELECT groupBitmapState(customer) FROM (
    SELECT arrayJoin(bitmapToArray(groupBitmapMergeState(buyers))) AS customer FROM ${sets} WHERE kind = 'any')
  WHERE ${inside}) AS members
SELECT topic, key, toUInt32(bitmapAndCardinality(people, members)) AS hits, toUInt32(bitmapCardinality(people) - hits) AS rest_hits
FROM (
  SELECT topic, key, groupBitmapMergeState(buyers) AS people
  FROM (SELECT ${pick(({ topic }) => `'${topic}'`, "'any'")} AS topic, ${pick(({ key }) => key, "'all'")} AS key, buyers FROM ${sets})
  WHERE key != '' GROUP BY topic, key)
ORDER BY indexOf(${listed(topics.map(([topic]) => `'${topic}'`))}, topic), hits + rest_hits DESC, key LIMIT ${mostKeys} BY topic`
}
