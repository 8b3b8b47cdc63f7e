/** Fills an installation with the town in bulk: people as the customers room writes them, and an order for every fourth. */
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

import type { Pool } from 'pg'
import { from as copyFrom } from 'pg-copy-streams'

import { asVector, proseWords, searchWords } from '../../../server/src/modules/customers/search-words.ts'
import { foldForSearch } from '../../../server/src/platform/text/fold.ts'

import { identitiesOf, personAt } from './people.ts'

const ordersEach = 4

/** The number of the order that every fourth person placed. */
export function orderNumberOf(customerId: number): string {
  return `#S${5_000_000 + Math.ceil(customerId / ordersEach)}`
}

/** Writes `count` people with three or four identities each and a fourth as many orders; returns seconds. */
export async function settle(pool: Pool, count: number): Promise<number> {
  const start = performance.now()
  const words = new Set<string>()
  const restore = await withoutIndexes(pool)
  await copy(pool, {
    into: 'customers (id, known, name, email, phone, city, country, language, profile_at, name_folded, search, source, first_seen_at, last_seen_at, order_count, spent)',
    lines: customerLines(count, words),
  })
  await copy(pool, {
    into: 'identities (value, kind, scope, customer_id, original_customer_id, first_seen_at, last_seen_at)',
    lines: identityLines(count),
  })
  await copy(pool, { into: 'customer_words (word)', lines: [...words].map((word) => `${word}\n`) })
  await pool.query(orders, [Math.floor(count / ordersEach)])
  await restore()
  await pool.query('VACUUM (ANALYZE) customers, identities, customer_words, orders')
  return (performance.now() - start) / 1000
}

const orders = `
  INSERT INTO orders (store_id, external_id, number, customer_id, original_customer_id, placed_at, placed_on, status,
    currency, subtotal, discount, shipping, tax, total, refunded, reporting_total, source, created_at, updated_at)
  SELECT 1, n, '#S' || (5000000 + n), n * ${ordersEach}, n * ${ordersEach}, at, at::date, 'delivered',
    'TRY', 250, 0, 0, 0, 250, 0, 250, 'bench', at, at
  FROM generate_series(1, $1::int) n CROSS JOIN LATERAL (SELECT timestamptz '2026-01-01' + n * interval '1 minute' / 10) t (at)`

/**
 * Indexes are built and references checked after the rows, which is many times faster; the same ones, as the
 * migrations wrote them. Two at a time.
 */
async function withoutIndexes(pool: Pool): Promise<() => Promise<void>> {
  const filled = `ARRAY['customers', 'identities', 'customer_words', 'orders']`
  const { rows: references } = await pool.query<{ owner: string; name: string; text: string }>(
    `SELECT conrelid::regclass AS owner, conname AS name, pg_get_constraintdef(oid) AS text FROM pg_constraint
     WHERE contype = 'f' AND conrelid::regclass::text = ANY(${filled})`,
  )
  const { rows: indexes } = await pool.query<{ name: string; text: string }>(
    `SELECT indexname AS name, indexdef AS text FROM pg_indexes
     WHERE tablename = ANY(${filled}) AND indexname NOT LIKE '%_pkey' AND indexname NOT LIKE '%_key'
     ORDER BY indexdef LIKE '%USING gin%' DESC`,
  )
  for (const { owner, name } of references) await pool.query(`ALTER TABLE ${owner} DROP CONSTRAINT ${name}`)
  for (const { name } of indexes) await pool.query(`DROP INDEX ${name}`)
  return async () => {
    const waiting = indexes.map(({ text }) => text)
    await Promise.all([inTurn(pool, waiting), inTurn(pool, waiting)])
    for (const { owner, name, text } of references) {
      await pool.query(`ALTER TABLE ${owner} ADD CONSTRAINT ${name} ${text}`)
    }
  }
}

async function inTurn(pool: Pool, waiting: string[]): Promise<void> {
  for (let text = waiting.shift(); text; text = waiting.shift()) await pool.query(text)
}

function* customerLines(count: number, words: Set<string>): Generator<string> {
  const prose = new Map<string, { folded: string; words: string[] }>()
  for (let index = 0; index < count; index += 1) {
    const person = personAt(index)
    const { name, city } = person
    const searchable = { name, company: null, city, district: null }
    const place = `${name}\t${city}`
    const said = prose.get(place) ?? { folded: foldForSearch(name), words: proseWords(searchable) }
    prose.set(place, said)
    for (const word of said.words) words.add(word)
    const nobody = { name: null, company: null, city: null, district: null }
    const vector = asVector([
      ...new Set([...said.words, ...searchWords({ ...nobody, identities: identitiesOf(person) })]),
    ])
    const day = `2026-${String((index % 11) + 1).padStart(2, '0')}-${String((index % 28) + 1).padStart(2, '0')}T08:00:00Z`
    const who = [person.id, 't', name, person.email, person.phone, city, 'TR', 'tr', day]
    const rest = [said.folded, vector, 'bench', day, day, index % 9, (index % 9) * 250]
    yield `${[...who, ...rest].join('\t')}\n`
  }
}

function* identityLines(count: number): Generator<string> {
  const day = '2026-01-05T08:00:00Z'
  for (let index = 0; index < count; index += 1) {
    const person = personAt(index)
    for (const { kind, scope, value } of identitiesOf(person)) {
      yield `${[value, kind, scope, person.id, person.id, day, day].join('\t')}\n`
    }
  }
}

async function copy(pool: Pool, given: { into: string; lines: Iterable<string> }): Promise<void> {
  const client = await pool.connect()
  try {
    await pipeline(
      Readable.from(together(given.lines)),
      client.query(copyFrom(`COPY ${given.into} FROM STDIN`)),
    )
  } finally {
    client.release()
  }
}

/** A chunk for each line would cost more than the line. */
function* together(lines: Iterable<string>): Generator<string> {
  let chunk: string[] = []
  for (const line of lines) {
    chunk.push(line)
    if (chunk.length < 500) continue
    yield chunk.join('')
    chunk = []
  }
  yield chunk.join('')
}
