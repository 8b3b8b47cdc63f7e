/** A town of made-up people, the same for the same numbers, written straight into the tables as the customers room writes them. */
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

import type { Pool } from 'pg'
import { from as copyFrom } from 'pg-copy-streams'

import { asVector, proseWords, searchWords } from '../../../server/src/modules/customers/search-words.ts'
import { foldForSearch } from '../../../server/src/platform/text/fold.ts'

const firstNames =
  'Ayşe Fatma Emine Hatice Zeynep Elif Meryem Şerife Sultan Zehra Hanife Merve Havva Esra Özlem Büşra Gülsüm Songül Kübra Çiğdem Mehmet Mustafa Ahmet Ali Hüseyin Hasan İbrahim İsmail Osman Yusuf Murat Ömer Ramazan Halil Süleyman Abdullah Mahmut Recep Salih Fatih Kadir Emre Hakan Adem Kemal Yaşar Bekir Musa Metin Orhan Şükrü Işıl Irmak İpek Deniz Umut Ezgi Selin Tuğba Gözde'.split(
    ' ',
  )
const stems =
  'Kara Ak Öz Yıl Demir Taş Güneş Er Şen Çelik Kılıç Aydın Gök Yavuz Bay Tek Dur Koç Sarı Bulut Doğan Kurt Aslan Işık Çetin Yalçın Tunç Ateş Şahin Polat'.split(
    ' ',
  )
const endings = ' oğlu soy taş kan han türk alp dağ er demir bay gül men maz lı ay tekin göz kaya'.split(' ')
const cities =
  'İstanbul Ankara İzmir Bursa Antalya Konya Adana Gaziantep Şanlıurfa Kocaeli Mersin Diyarbakır Iğdır Muğla Eskişehir'.split(
    ' ',
  )

export type BenchPerson = {
  id: number
  name: string
  email: string
  phone: string
  userId: string
  city: string
}

/** Person number `index`, from 0. */
export function personAt(index: number): BenchPerson {
  const spread = (index * 2_654_435_761) % 4_294_967_296
  const first = firstNames[spread % firstNames.length] ?? ''
  const stem = stems[Math.floor(spread / 64) % stems.length] ?? ''
  const last = `${stem}${endings[Math.floor(spread / 4096) % endings.length] ?? ''}`
  const name = `${first} ${last}`
  return {
    id: index + 1,
    name,
    email: `${foldForSearch(name).replaceAll(' ', '.')}${index}@posta${index % 7}.com`,
    phone: `+90${530 + (index % 30)}${String((index * 7_919) % 10_000_000).padStart(7, '0')}`,
    userId: `M-${100_000 + index}`,
    city: cities[spread % cities.length] ?? '',
  }
}

/** Writes `count` people with three identities each; returns seconds. */
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
  await restore()
  await pool.query('VACUUM (ANALYZE) customers, identities, customer_words')
  return (performance.now() - start) / 1000
}

/** Indexes are built after the rows, which is many times faster; the same ones, as the migrations wrote them. */
async function withoutIndexes(pool: Pool): Promise<() => Promise<void>> {
  const { rows } = await pool.query<{ name: string; text: string }>(
    `SELECT indexname AS name, indexdef AS text FROM pg_indexes
     WHERE tablename IN ('customers', 'identities', 'customer_words') AND indexname NOT LIKE '%_pkey'`,
  )
  for (const { name } of rows) await pool.query(`DROP INDEX ${name}`)
  return async () => {
    await pool.query(`SET maintenance_work_mem = '256MB'`)
    for (const { text } of rows) await pool.query(text)
  }
}

function* customerLines(count: number, words: Set<string>): Generator<string> {
  for (let index = 0; index < count; index += 1) {
    const person = personAt(index)
    const searchable = { name: person.name, company: null, city: person.city, district: null }
    for (const word of proseWords(searchable)) words.add(word)
    const vector = asVector(searchWords({ ...searchable, identities: identitiesOf(person) }))
    const day = `2026-${String((index % 11) + 1).padStart(2, '0')}-${String((index % 28) + 1).padStart(2, '0')}T08:00:00Z`
    const who = [person.id, 't', person.name, person.email, person.phone, person.city, 'TR', 'tr', day]
    const rest = [foldForSearch(person.name), vector, 'bench', day, day, index % 9, (index % 9) * 250]
    yield `${[...who, ...rest].join('\t')}\n`
  }
}

function* identityLines(count: number): Generator<string> {
  const day = '2026-01-05T08:00:00Z'
  for (let index = 0; index < count; index += 1) {
    const person = personAt(index)
    for (const { kind, value } of identitiesOf(person)) {
      const scope = kind === 'user' ? '1' : ''
      yield `${[value, kind, scope, person.id, person.id, day, day].join('\t')}\n`
    }
  }
}

function identitiesOf(person: BenchPerson): { kind: string; value: string }[] {
  return [
    { kind: 'email', value: person.email },
    // Numbers repeat after ten million; beyond that they would not be unique.
    { kind: 'phone', value: person.phone },
    { kind: 'user', value: person.userId },
  ]
}

async function copy(pool: Pool, given: { into: string; lines: Iterable<string> }): Promise<void> {
  const client = await pool.connect()
  try {
    await pipeline(Readable.from(given.lines), client.query(copyFrom(`COPY ${given.into} FROM STDIN`)))
  } finally {
    client.release()
  }
}
