/** The filters of the list as SQL conditions on `customers c`. */
import { type RawBuilder, sql } from 'kysely'

import { hasWords } from './store-search.ts'
import type { AttributeFilter, ListFilters, SegmentFilter, TextFilter } from './list-terms.ts'

type Condition = RawBuilder<unknown>

/** Everything asked must hold; customers merged into others never appear. */
export function conditionOf(filters: ListFilters): Condition {
  const { timeZone } = filters
  const when = <Value>(value: Value | undefined, build: (value: Value) => Condition): Condition[] =>
    value === undefined || value === '' ? [] : [build(value)]
  return sql.join(
    [
      sql`c.merged_into IS NULL`,
      ...(filters.who === 'all' ? [] : [filters.who === 'known' ? sql`c.known` : sql`NOT c.known`]),
      ...when(filters.text, textCondition),
      ...when(filters.classes, (classes) => sql`c.rfm_class = ANY(${[...classes]}::text[])`),
      ...(filters.tags ?? []).map(tagCondition),
      ...when(filters.consent, consentCondition),
      ...when(filters.city, (city) => sql`c.city COLLATE "tr-x-icu" = ${city}`),
      ...when(filters.country, (country) => sql`c.country = ${country.toUpperCase()}`),
      ...when(filters.language, (language) => sql`c.language = ${language}`),
      ...when(filters.source, (source) => sql`c.source = ${source}`),
      ...when(filters.ordersFrom, (count) => sql`c.order_count >= ${count}`),
      ...when(filters.ordersTo, (count) => sql`c.order_count <= ${count}`),
      ...when(filters.spentFrom, (amount) => sql`c.spent >= ${amount}::numeric`),
      ...when(filters.spentTo, (amount) => sql`c.spent <= ${amount}::numeric`),
      ...when(
        filters.lastOrderFrom,
        (day) => sql`c.last_order_at >= (${day}::timestamp AT TIME ZONE ${timeZone})`,
      ),
      ...when(
        filters.lastOrderTo,
        (day) => sql`c.last_order_at < ((${day}::date + 1)::timestamp AT TIME ZONE ${timeZone})`,
      ),
      ...(filters.attributes ?? []).map(attributeCondition),
      ...when(filters.segment, segmentCondition),
    ],
    sql` AND `,
  )
}

function textCondition(text: TextFilter): Condition {
  if (text.by === 'ids') return sql`c.id = ANY(${[...text.ids]}::int[])`
  if (text.by === 'words') return hasWords(text.tsquery)
  return sql`c.name_folded >= ${text.start} COLLATE "C" AND c.name_folded < ${`${text.start}\u{10FFFF}`} COLLATE "C" AND c.name_folded <> ''`
}

function tagCondition(tagId: number): Condition {
  return sql`c.id IN (SELECT customer_id FROM customer_tags WHERE tag_id = ${tagId})`
}

/** Looking into bits costs a fraction of a microsecond for a row; but where few are met, too many rows are looked at. */
function segmentCondition(segment: SegmentFilter): Condition {
  if ('ids' in segment) return sql`c.id = ANY(${`{${segment.ids.join(',')}}`}::int[])`
  const { bits } = segment
  return sql`CASE WHEN c.id < ${bits.length * 8} THEN get_bit(${bits}::bytea, c.id) = 1 ELSE false END`
}

function consentCondition(asked: { channel: string; purpose: string; state: string }): Condition {
  const state = sql`SELECT customer_id FROM consent_states s
    WHERE s.customer_id = c.id AND s.channel = ${asked.channel} AND s.purpose = ${asked.purpose}`
  return asked.state === 'none'
    ? sql`NOT EXISTS (${state})`
    : sql`EXISTS (${state} AND s.state = ${asked.state})`
}

const decimalText = /^-?\d{1,15}(\.\d{1,10})?$/

function attributeCondition({ name, is, value }: AttributeFilter): Condition {
  const field = sql`c.attributes -> ${name}::text`
  const plain = sql`c.attributes ->> ${name}::text`
  if (is === 'set') return sql`(${field}) IS NOT NULL`
  if (is === 'unset') return sql`(${field}) IS NULL`
  if (is === 'equals') return sql`(${plain} = ${value} OR ${field} @> ${JSON.stringify([value])}::jsonb)`
  if (is === 'contains')
    return sql`strpos(lower(${plain} COLLATE "tr-x-icu"), lower(${value} COLLATE "tr-x-icu")) > 0`
  const sign = is === 'atLeast' ? sql`>=` : sql`<=`
  if (!decimalText.test(value)) return sql`${plain} ${sign} ${value} COLLATE "C"`
  return sql`(CASE WHEN jsonb_typeof(${field}) = 'number' THEN (${plain})::numeric ${sign} ${value}::numeric END)`
}
