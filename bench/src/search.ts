/** How soon people and orders are found among a million, by kinds of what people type, beside a look by number and a plain ILIKE. */
import type { Pool } from 'pg'

import { foldForSearch } from '../../server/src/platform/text/fold.ts'

import { cpuTimes } from './support/cpu.ts'
import { type Bench, type Figure, percentile } from './support/figures.ts'
import { startInstallation } from './support/installation.ts'
import { type BenchPerson, personAt } from './support/people.ts'
import { orderNumberOf, settle } from './support/settle.ts'

/** What is typed for a person; `find` says what has to be among the few shown: this very person, their order, or anything. */
type Kind = { name: string; find: 'person' | 'order' | 'any'; type: (person: BenchPerson) => string }

const kinds: readonly Kind[] = [
  { name: 'beginning of a name', find: 'any', type: ({ name }) => name.slice(0, name.indexOf(' ') + 3) },
  { name: 'whole name', find: 'any', type: ({ name }) => name },
  { name: 'first name alone (tens of thousands)', find: 'any', type: ({ name }) => name.split(' ')[0] ?? '' },
  { name: 'two letters', find: 'any', type: ({ name }) => name.slice(0, 2) },
  { name: 'mistyped name', find: 'any', type: ({ name }) => mistyped(name) },
  { name: 'turned round, no Turkish letters', find: 'any', type: turned },
  { name: 'e-mail', find: 'person', type: ({ email }) => email.toUpperCase() },
  { name: 'beginning of an e-mail', find: 'person', type: ({ email }) => email.slice(0, email.indexOf('@')) },
  { name: 'e-mail up to its second part', find: 'person', type: ({ email }) => email.slice(0, -5) },
  { name: 'mistyped e-mail', find: 'person', type: ({ email }) => email.replace('@posta', '@psota') },
  { name: 'telephone as people write it', find: 'person', type: ({ phone }) => spaced(phone) },
  { name: 'last seven digits', find: 'person', type: ({ phone }) => phone.slice(-7) },
  { name: 'last four digits (a hundred)', find: 'any', type: ({ phone }) => phone.slice(-4) },
  { name: 'order number', find: 'order', type: ({ id }) => orderNumberOf(id) },
  { name: 'order number without its sign', find: 'order', type: ({ id }) => orderNumberOf(id).slice(1) },
  { name: 'number in the shop', find: 'person', type: ({ userId }) => userId.toLowerCase() },
  { name: 'number at a marketplace', find: 'person', type: ({ marketplaceId }) => marketplaceId },
  { name: 'nobody', find: 'any', type: ({ id }) => `Qwxz Vbnm${id}` },
]

type Look = (path: string) => Promise<unknown>

/** `--customers N` (default 1,000,000), `--queries N` of each kind (default 100). */
export const search: Bench = async ({ numbers }) => {
  const count = numbers['customers'] ?? 1_000_000
  const queries = numbers['queries'] ?? 100
  const installation = await startInstallation()
  try {
    const { pool } = installation.stores
    const look = await signedIn(installation.url)
    const seconds = await settle(pool, count)
    // Every twelfth person has an order and a number at a marketplace.
    const people = Array.from({ length: queries }, (_, index) =>
      personAt(Math.floor(((index * 104_729 + 4_321) % count) / 12) * 12 + 3),
    )
    const settled: Figure = { name: `${count} customers written`, value: seconds, unit: 's' }
    const { pid = 0 } = installation.child
    const found = await measureKinds(look, people, pid)
    return [settled, ...found, ...(await measureBounds(look, pool, people))]
  } finally {
    await installation.stop()
  }
}

/** GET as the owner, as the console asks; throws for anything but an answer. */
async function signedIn(url: string): Promise<Look> {
  const owner = { name: 'Bench', email: 'owner@bench.vefa', password: 'as long as a song', shopName: 'Bench' }
  const place = { language: 'en', currency: 'TRY', timeZone: 'Europe/Istanbul' }
  const made = await fetch(`${url}/api/session/owner`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...owner, ...place }),
  })
  const cookie = made.headers.getSetCookie().map((line) => line.split(';')[0])
  return async (path) => {
    const answer = await fetch(`${url}${path}`, { headers: { cookie: cookie.join('; ') } })
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
    return answer.json()
  }
}

/** Times to the answer, and what an answer costs the installation, which counts even while others use the machine. */
async function measureKinds(look: Look, people: readonly BenchPerson[], server: number): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const kind of kinds) {
    const ask = async (person: BenchPerson): Promise<void> => {
      const typed = kind.type(person)
      const { items } = (await look(`/api/search?query=${encodeURIComponent(typed)}`)) as { items: Found[] }
      if (!isAmong(items, kind, person))
        throw new Error(`${kind.name}: "${typed}" did not find ${person.name}`)
    }
    for (const person of people.slice(0, 10)) await ask(person)
    const before = await cpuTimes(server)
    const times = await timed(kind.name, people, ask)
    const after = await cpuTimes(server)
    const spent = after.server + after.database - before.server - before.database
    const cpu: Figure = { name: `${kind.name}, CPU`, value: (spent / people.length) * 1000, unit: 'ms' }
    figures.push(...times.map((figure) => ({ ...figure, atMost: 50 })), cpu)
  }
  return figures
}

type Found = { kind: 'customer' | 'order'; id: string; title: string }

function isAmong(items: readonly Found[], { find }: Kind, person: BenchPerson): boolean {
  if (find === 'any') return true
  if (find === 'order') return items.some(({ title }) => title === orderNumberOf(person.id))
  return items.some(({ kind, id }) => kind === 'customer' && id === String(person.id))
}

/** What a look through the same door costs at least, and what searching without preparation costs the database. */
async function measureBounds(look: Look, pool: Pool, people: readonly BenchPerson[]): Promise<Figure[]> {
  const byNumber = await timed('bound: one person by number', people, async ({ id }) => {
    await look(`/api/customers/${id}`)
  })
  const byKey = await timed('bound: primary key, no HTTP', people, async ({ id }) => {
    await pool.query('SELECT id, name, email, phone FROM customers WHERE id = $1', [id])
  })
  const plain = await timed('peer: ILIKE on name, e-mail, phone', people.slice(0, 5), async ({ email }) => {
    const anywhere = 'name ILIKE $1 OR email ILIKE $1 OR phone ILIKE $1'
    await pool.query(`SELECT id, name FROM customers WHERE ${anywhere} LIMIT 8`, [`%${email.slice(0, -5)}%`])
  })
  return [...byNumber, ...byKey, ...plain]
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
    { name: `${name}, p95`, value: percentile(times, 0.95), unit: 'ms' },
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
