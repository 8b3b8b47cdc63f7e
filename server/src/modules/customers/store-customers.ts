/** The rows of customers: numbered, inserted, locked and changed in bulk. */
import { sql } from 'kysely'

import type { Db, Tx } from '#/platform/db/index.ts'

import { emptyProfile, type Profile, type ProfileField, profileFields } from './profile.ts'

const columnOf = (field: ProfileField): string =>
  field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

const columns: readonly { field: ProfileField; column: string }[] = profileFields.map((field) => ({
  field,
  column: columnOf(field),
}))

const profileColumns = sql.join(columns.map(({ column }) => sql.ref(column)))

export type StoredCustomer = {
  id: number
  mergedInto: number | null
  known: boolean
  profile: Profile
  profileAt: Date
  attributes: Record<string, unknown>
  firstSeenAt: Date
  lastSeenAt: Date | null
  source: string
}

/** The part of a row that statements change; rewritten whole. */
export type CustomerChange = Omit<StoredCustomer, 'mergedInto'> & {
  nameFolded: string
  search: string | null
}

/** Numbers for new customers, so that their identities and merges can be written beside them. */
export async function takeNumbers(tx: Tx, count: number): Promise<number[]> {
  if (count === 0) return []
  const { rows } = await sql<{ id: number }>`
    SELECT nextval(s.name)::int AS id
    FROM (SELECT pg_get_serial_sequence('customers', 'id')::regclass AS name OFFSET 0) s, generate_series(1, ${count}::int)`.execute(
    tx,
  )
  return rows.map((row) => row.id)
}

export async function insertCustomers(tx: Tx, rows: readonly CustomerChange[], now: Date): Promise<void> {
  if (rows.length === 0) return
  await sql`
    INSERT INTO customers (id, known, ${profileColumns}, profile_at, attributes, name_folded, search, source,
      first_seen_at, last_seen_at, created_at, updated_at)
    OVERRIDING SYSTEM VALUE
    SELECT id, known, ${profileColumns}, profile_at, attributes, name_folded, search::tsvector, source,
      first_seen_at, last_seen_at, ${now}::timestamptz, ${now}::timestamptz
    FROM ${changeRows(rows)}`.execute(tx)
}

/** Writes whole rows; the words to search by only where they are given. The caller holds the locks. */
export async function updateCustomers(tx: Tx, rows: readonly CustomerChange[], now: Date): Promise<void> {
  if (rows.length === 0) return
  const assignments = sql.join(columns.map(({ column }) => sql`${sql.ref(column)} = t.${sql.ref(column)}`))
  await sql`
    UPDATE customers c SET known = t.known, ${assignments}, profile_at = t.profile_at, attributes = t.attributes,
      name_folded = t.name_folded, search = coalesce(t.search::tsvector, c.search),
      first_seen_at = t.first_seen_at, last_seen_at = t.last_seen_at, updated_at = ${now}
    FROM ${changeRows(rows)} WHERE c.id = t.id`.execute(tx)
}

function changeRows(rows: readonly CustomerChange[]) {
  const body = JSON.stringify(rows.map(jsonRow))
  return sql`json_to_recordset(${body}::json) AS t (id int, known boolean,
    name text, first_name text, last_name text, email text, phone text, language text, time_zone text,
    country text, region text, city text, district text, postal_code text, address text, gender text, birthday date,
    company text, profile_at timestamptz, attributes jsonb, name_folded text, search text, source text,
    first_seen_at timestamptz, last_seen_at timestamptz)`
}

function jsonRow(row: CustomerChange): Record<string, unknown> {
  const fields = columns.map(({ field, column }) => [column, row.profile[field]] as const)
  return {
    ...Object.fromEntries(fields.filter(([, value]) => value !== null)),
    id: row.id,
    known: row.known,
    profile_at: row.profileAt,
    attributes: row.attributes,
    name_folded: row.nameFolded,
    search: row.search,
    source: row.source,
    first_seen_at: row.firstSeenAt,
    last_seen_at: row.lastSeenAt,
  }
}

type CustomerRow = Record<string, string | null> & {
  id: number
  merged_into: number | null
  known: boolean
  profile_at: Date
  attributes: Record<string, unknown>
  first_seen_at: Date
  last_seen_at: Date | null
  source: string
}

/** Locks in order of number, so that two batches wait for each other instead of locking each other. */
export async function lockCustomers(tx: Tx, ids: readonly number[]): Promise<StoredCustomer[]> {
  return readRows(tx, ids, sql`ORDER BY id FOR NO KEY UPDATE`)
}

export async function readCustomers(db: Db | Tx, ids: readonly number[]): Promise<StoredCustomer[]> {
  return readRows(db, ids, sql``)
}

async function readRows(
  db: Db | Tx,
  ids: readonly number[],
  ending: ReturnType<typeof sql>,
): Promise<StoredCustomer[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<CustomerRow>`
    SELECT id, merged_into, known, ${profileColumns}, profile_at, attributes, first_seen_at, last_seen_at, source
    FROM customers WHERE id = ANY(${[...ids]}::int[]) ${ending}`.execute(db)
  return rows.map(customerOf)
}

function customerOf(row: CustomerRow): StoredCustomer {
  const profile = { ...emptyProfile }
  for (const { field, column } of columns) profile[field] = row[column] ?? null
  return {
    id: row.id,
    mergedInto: row.merged_into,
    known: row.known,
    profile,
    profileAt: row.profile_at,
    attributes: row.attributes,
    firstSeenAt: row.first_seen_at,
    lastSeenAt: row.last_seen_at,
    source: row.source,
  }
}

/** New words of prose for the dictionary; known ones cost a look into an index. */
export async function addWords(tx: Db | Tx, words: readonly string[]): Promise<void> {
  if (words.length === 0) return
  await sql`
    INSERT INTO customer_words (word)
    SELECT word FROM unnest(${[...words]}::text[]) AS t (word) ORDER BY word COLLATE "C"
    ON CONFLICT DO NOTHING`.execute(tx)
}

/** The customer each number counts for today; numbers nobody has are left out. */
export async function findStanding(
  db: Db | Tx,
  ids: readonly number[],
): Promise<{ id: number; into: number }[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<{ id: number; into: number }>`
    SELECT id, coalesce(merged_into, id) AS into FROM customers WHERE id = ANY(${[...ids]}::int[])`.execute(
    db,
  )
  return rows
}
