/** How soon a person is found among a million by ten kinds of what people type, beside a bare look by primary key and a plain ILIKE. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { Pool } from 'pg'

import { findCustomers } from '../../server/src/modules/customers/index.ts'
import { systemActor } from '../../server/src/platform/actor.ts'
import { createDb, createPool, type Db, migrateDatabase } from '../../server/src/platform/db/index.ts'
import { startEngines } from '../../server/src/platform/engines/index.ts'
import { createLog } from '../../server/src/platform/log.ts'
import { foldForSearch } from '../../server/src/platform/text/fold.ts'

import { type Bench, type Figure, percentile } from './support/figures.ts'
import { type BenchPerson, personAt, settle } from './support/people.ts'

const migrations = new URL('../../server/migrations/database', import.meta.url).pathname

/** What is typed for a person; `must` says that this very person has to be among the ten shown. */
type Kind = { name: string; must: boolean; type: (person: BenchPerson) => string }

export const kinds: readonly Kind[] = [
  { name: 'e-mail', must: true, type: ({ email }) => email.toUpperCase() },
  { name: 'beginning of an e-mail', must: true, type: ({ email }) => email.slice(0, email.indexOf('@')) },
  { name: 'telephone as people write it', must: true, type: ({ phone }) => spaced(phone) },
  { name: 'last seven digits', must: true, type: ({ phone }) => phone.slice(-7) },
  { name: 'number in the shop', must: true, type: ({ userId }) => userId },
  { name: 'whole name', must: false, type: ({ name }) => name },
  { name: 'first name alone (tens of thousands)', must: false, type: ({ name }) => name.split(' ')[0] ?? '' },
  { name: 'two letters', must: false, type: ({ name }) => name.slice(0, 2) },
  { name: 'words turned round, without Turkish letters', must: false, type: turned },
  { name: 'mistyped name', must: false, type: ({ name }) => mistyped(name) },
  { name: 'mistyped e-mail', must: true, type: ({ email }) => email.replace('@posta', '@psota') },
  { name: 'nobody', must: false, type: ({ id }) => `Qwxz Vbnm${id}` },
]

/** `--customers N` (default 1,000,000), `--queries N` of each kind (default 200). */
export const search: Bench = async ({ numbers }) => {
  const count = numbers['customers'] ?? 1_000_000
  const queries = numbers['queries'] ?? 200
  const home = await mkdtemp(join(tmpdir(), 'vefa-bench-'))
  const engines = await startEngines({ home, log: createLog('warn') })
  const pool = createPool(engines.databaseUrl, 2)
  try {
    await migrateDatabase(pool, migrations)
    const seconds = await settle(pool, count)
    const people = Array.from({ length: queries }, (_, index) => personAt((index * 104_729 + 4_321) % count))
    const found = await measureKinds(createDb(pool), people)
    const settled: Figure = { name: `${count} customers written`, value: seconds, unit: 's' }
    return [settled, ...found, ...(await measureBounds(pool, people))]
  } finally {
    await pool.end()
    await engines.stop()
    await rm(home, { recursive: true, force: true })
  }
}

async function measureKinds(db: Db, people: readonly BenchPerson[]): Promise<Figure[]> {
  const figures: Figure[] = []
  const actor = systemActor('bench')
  for (const kind of kinds) {
    const look = async (person: BenchPerson): Promise<void> => {
      const found = await findCustomers({ db }, actor, { query: kind.type(person), limit: 10 })
      if (kind.must && !found.some(({ id }) => id === person.id)) {
        throw new Error(`${kind.name}: "${kind.type(person)}" did not find ${person.name}`)
      }
    }
    for (const person of people.slice(0, 10)) await look(person)
    figures.push(...(await timed(kind.name, people, look)))
  }
  return figures.map((figure) => ({ ...figure, atMost: 50 }))
}

/** What the database needs at least, and what searching without preparation costs. */
async function measureBounds(pool: Pool, people: readonly BenchPerson[]): Promise<Figure[]> {
  const byKey = await timed('bound: by primary key', people, async ({ id }) => {
    await pool.query('SELECT id, name, email, phone FROM customers WHERE id = $1', [id])
  })
  const plain = await timed('bound: plain ILIKE on the name', people.slice(0, 5), async ({ name }) => {
    await pool.query('SELECT id, name FROM customers WHERE name ILIKE $1 LIMIT 10', [`%${mistyped(name)}%`])
  })
  return [...byKey, ...plain]
}

async function timed(
  name: string,
  people: readonly BenchPerson[],
  look: (person: BenchPerson) => Promise<void>,
): Promise<Figure[]> {
  const times: number[] = []
  for (const person of people) {
    const start = performance.now()
    await look(person)
    times.push(performance.now() - start)
  }
  return [
    { name: `${name}, p50`, value: percentile(times, 0.5), unit: 'ms' },
    { name: `${name}, p99`, value: percentile(times, 0.99), unit: 'ms' },
  ]
}

/** +905321234567 → 0532 123 45 67 */
function spaced(phone: string): string {
  const digits = phone.slice(3)
  return `0${digits.slice(0, 3)} ${digits.slice(3, 6)} ${digits.slice(6, 8)} ${digits.slice(8)}`
}

function turned({ name }: BenchPerson): string {
  return foldForSearch(name.split(' ').reverse().join(' '))
}

/** Two letters in the middle of the last word change places. */
function mistyped(name: string): string {
  const at = name.lastIndexOf(' ') + 2
  return `${name.slice(0, at)}${name[at + 1] ?? ''}${name[at] ?? ''}${name.slice(at + 2)}`
}
