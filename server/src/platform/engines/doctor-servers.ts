/** Examines the PostgreSQL and the ClickHouse somebody else runs: is it there, does it let us in, is it fit for us. */
import { ClickHouseLogLevel, createClient } from '@clickhouse/client'
import { Client } from 'pg'

import { codeOf, type Finding, finding, reasonOf } from './finding.ts'

const leastDatabase = 15
const leastEventStore = 25
const neededExtensions = ['pg_trgm', 'unaccent']
/** How long a server may take to answer (ms). */
const patience = 5000

/** What a PostgreSQL says of itself and of what we may do there. */
export type Facts = {
  version: string
  names: string[]
  encoding: string
  user: string
  turkish: boolean
  mayCreate: boolean
}

const questions = `SELECT current_setting('server_version') AS version, current_setting('server_encoding') AS encoding,
  current_user::text AS "user", EXISTS (SELECT FROM pg_collation WHERE collname = 'tr-x-icu') AS turkish,
  has_database_privilege(current_database(), 'CREATE')
    AND coalesce(has_schema_privilege(current_schema(), 'CREATE'), false) AS "mayCreate",
  (SELECT array_agg(name::text) FROM pg_available_extensions) AS names`

export async function examineDatabase(url: string): Promise<Finding[]> {
  const place = placeOf(url, /^postgres(ql)?:$/)
  if (!place) return [finding('error', 'database.url_invalid', {})]
  const client = new Client({ connectionString: url, connectionTimeoutMillis: patience })
  // A server that hangs up afterwards is no finding of its own.
  client.on('error', () => undefined)
  try {
    await client.connect()
    const { rows } = await client.query<Facts>(questions)
    return rows.flatMap(judgeDatabase)
  } catch (error) {
    return [databaseFailure(error, place)]
  } finally {
    await client.end().catch(() => undefined)
  }
}

export function judgeDatabase({ version, names, encoding, user, turkish, mayCreate }: Facts): Finding[] {
  const least = leastDatabase
  if (Number.parseInt(version, 10) < least) return [finding('error', 'database.too_old', { version, least })]
  return [
    finding('ok', 'database.reachable', { version }),
    ...neededExtensions.map((extension) =>
      names.includes(extension)
        ? finding('ok', 'database.extension', { extension })
        : finding('error', 'database.extension_missing', { extension }),
    ),
    ...(encoding === 'UTF8' ? [] : [finding('error', 'database.encoding', { encoding })]),
    ...(turkish ? [] : [finding('error', 'database.icu_missing', {})]),
    ...(mayCreate ? [] : [finding('error', 'database.right_missing', { user })]),
  ]
}

type Place = { host: string; user: string; database: string }

function databaseFailure(error: unknown, place: Place): Finding {
  const code = codeOf(error)
  const { host, user, database } = place
  if (code === '28P01') return finding('error', 'database.password_wrong', { user })
  if (code === '28000') return finding('error', 'database.not_let_in', { user, reason: reasonOf(error) })
  if (code === '3D000') return finding('error', 'database.missing', { database })
  if (code === '42501') return finding('error', 'database.right_missing', { user })
  const way = wayOf(code)
  if (way) return finding('error', `database.${way}`, { host })
  return finding('error', 'database.unreachable', { reason: reasonOf(error) })
}

export async function examineEventStore(url: string): Promise<Finding[]> {
  const place = placeOf(url, /^https?:$/)
  if (!place) return [finding('error', 'event_store.url_invalid', {})]
  const log = { level: ClickHouseLogLevel.OFF }
  const client = createClient({ url, request_timeout: patience, log })
  try {
    const result = await client.query({ query: 'SELECT version() AS version', format: 'JSONEachRow' })
    const version = (await result.json<{ version: string }>())[0]?.version ?? ''
    const least = leastEventStore
    if (!(Number.parseInt(version, 10) >= least))
      return [finding('error', 'event_store.too_old', { version, least })]
    return [finding('ok', 'event_store.reachable', { version })]
  } catch (error) {
    return [eventStoreFailure(error, place)]
  } finally {
    await client.close()
  }
}

/** ClickHouse says wrong user and wrong password with the same words, by 516 or (older) 192 and 193. */
function eventStoreFailure(error: unknown, { host, user, database }: Place): Finding {
  const code = codeOf(error)
  if (/^(516|192|193)$/.test(code)) return finding('error', 'event_store.password_wrong', { user })
  if (code === '81') return finding('error', 'event_store.missing', { database })
  const way = wayOf(code)
  if (way) return finding('error', `event_store.${way}`, { host })
  return finding('error', 'event_store.unreachable', { reason: reasonOf(error) })
}

/** Where an address leads; undefined when it is none of this kind. */
function placeOf(url: string, protocol: RegExp): Place | undefined {
  const parsed = URL.parse(url)
  if (!parsed || !protocol.test(parsed.protocol) || parsed.hostname === '') return undefined
  const database = decodeURIComponent(parsed.pathname.slice(1))
  return { host: parsed.host, user: decodeURIComponent(parsed.username), database }
}

function wayOf(code: string): 'refused' | 'host_unknown' | undefined {
  if (code === 'ECONNREFUSED') return 'refused'
  return code === 'ENOTFOUND' || code === 'EAI_AGAIN' ? 'host_unknown' : undefined
}
