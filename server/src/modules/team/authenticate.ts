/** Who is calling: a person by session cookie, or a key. Read anew for every request, so that disabling and revoking work at once. */
import type { Role } from '@vefa/contract'
import { z } from 'zod'

import { type Actor, stranger } from '#/platform/actor.ts'
import type { App } from '#/platform/app.ts'
import type { Authenticate } from '#/platform/http/index.ts'
import { hashToken } from '#/platform/ids.ts'

import { actorOfKey, actorOfPerson } from './actors.ts'
import { askAuth } from './auth-call.ts'
import { type Auth, createAuth } from './auth.ts'
import { refuse } from './errors.ts'
import { keyIn } from './key-header.ts'
import { selectUsableKey, touchKey, type UsableKey } from './store-keys.ts'

const signedIn = z.object({
  id: z.string(),
  name: z.string(),
  role: z.string().transform((role) => role as Role),
  language: z.enum(['tr', 'en']),
  disabledAt: z.date().nullish(),
})

/**
 * Finds the caller from `Authorization: Bearer KEY`, `Basic KEY:` or the session cookie; a stranger when there is none.
 * The returned function throws `key_invalid` for a key that is unknown or revoked.
 */
export function authenticate(app: App): Authenticate {
  const auth = createAuth(app)
  return async (headers, ip) => {
    const key = keyIn(headers.get('authorization'))
    if (key === null) return actorOfSession(auth, headers, ip)
    const row = await useKey(app, key)
    if (!row) throw refuse('key_invalid')
    return actorOfKey(row, { ip, language: row.language })
  }
}

async function actorOfSession(auth: Auth, headers: Headers, ip: string): Promise<Actor> {
  if (!headers.get('cookie')?.includes('session_token=')) return { ...stranger, ip }
  const session = await askAuth(auth.api.getSession({ headers, query: { disableRefresh: true } }))
  if (!session) return { ...stranger, ip }
  const user = signedIn.parse(session.user)
  return user.disabledAt ? { ...stranger, ip } : actorOfPerson(user, ip)
}

/** How long a key found good is taken as good in the event intake without asking again, in milliseconds. */
const trustedFor = 2_000
const trustedAtMost = 10_000

type Trusted = { keyId: string; storeId: number; until: number }
const trusted = new WeakMap<object, Map<string, Trusted>>()

/**
 * The key of an event sender: scope intake or api. Null when it is unknown or revoked, or no store exists.
 * Answers are kept for two seconds, so that a busy sender costs no query per request.
 */
export async function authenticateIntake(
  app: Pick<App, 'db' | 'clock' | 'secrets'>,
  writeKey: string,
): Promise<{ keyId: string; storeId: number } | null> {
  const hash = hashToken(writeKey)
  const known = trusted.get(app.secrets) ?? new Map<string, Trusted>()
  trusted.set(app.secrets, known)
  const before = known.get(hash)
  if (before && before.until > performance.now()) return { keyId: before.keyId, storeId: before.storeId }
  known.delete(hash)
  const row = await useKey(app, writeKey)
  if (!row || row.storeId === null) return null
  if (known.size >= trustedAtMost) known.clear()
  known.set(hash, { keyId: row.id, storeId: row.storeId, until: performance.now() + trustedFor })
  return { keyId: row.id, storeId: row.storeId }
}

/** Writes down the use of a key at most once a minute. */
async function useKey(app: Pick<App, 'db' | 'clock'>, key: string): Promise<UsableKey | undefined> {
  const row = await selectUsableKey(app.db, hashToken(key))
  const now = app.clock.now()
  const stale = row && (!row.lastUsedAt || now.getTime() - row.lastUsedAt.getTime() > 60_000)
  if (row && stale) await touchKey(app.db, row.id, now)
  return row
}
