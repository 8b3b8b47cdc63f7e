/** Where people are signed in, as the sign-in library keeps it. */
import { type Db, tables, type Tx } from '#/platform/db/index.ts'

import type { TeamTables } from './tables.ts'

export type SessionRow = {
  id: string
  token: string
  ip: string | null
  userAgent: string | null
  createdAt: Date
  seenAt: Date
}

/** Sessions of a person that have not run out, the newest first. */
export async function selectSessions(db: Db, userId: string, now: Date): Promise<SessionRow[]> {
  return tables<TeamTables>(db)
    .selectFrom('sessions')
    .select([
      'id',
      'token',
      'ip_address as ip',
      'user_agent as userAgent',
      'created_at as createdAt',
      'updated_at as seenAt',
    ])
    .where('user_id', '=', userId)
    .where('expires_at', '>', now)
    .orderBy('created_at', 'desc')
    .limit(100)
    .execute()
}

/** Ends one session of a person; false when it is not theirs. */
export async function deleteSession(db: Db | Tx, userId: string, id: string): Promise<boolean> {
  const result = await tables<TeamTables>(db)
    .deleteFrom('sessions')
    .where('id', '=', id)
    .where('user_id', '=', userId)
    .executeTakeFirst()
  return result.numDeletedRows > 0n
}

/** Ends the session that was opened with this token. */
export async function deleteSessionOf(db: Db | Tx, token: string): Promise<void> {
  await tables<TeamTables>(db).deleteFrom('sessions').where('token', '=', token).execute()
}

/** Ends every session of a person; answers how many there were. */
export async function deleteSessions(db: Db | Tx, userId: string): Promise<number> {
  const result = await tables<TeamTables>(db)
    .deleteFrom('sessions')
    .where('user_id', '=', userId)
    .executeTakeFirst()
  return Number(result.numDeletedRows)
}
