/** Attempts counted in windows, in the database, so that several web processes count together. */
import { sql } from 'kysely'

import { type Db, tables } from '#/platform/db/index.ts'

import type { TeamTables } from './tables.ts'

/** Adds one to the count of a key, beginning anew when its window has ended; answers with the count so far. */
export async function countAttempt(
  db: Db,
  given: { key: string; now: Date; windowEndsAt: Date },
): Promise<{ count: number; endsAt: Date }> {
  const row = await tables<TeamTables>(db)
    .insertInto('rate_limits')
    .values({ key: given.key, count: 1, window_ends_at: given.windowEndsAt })
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet({
        count: sql`CASE WHEN rate_limits.window_ends_at <= ${given.now} THEN 1 ELSE rate_limits.count + 1 END`,
        window_ends_at: sql`CASE WHEN rate_limits.window_ends_at <= ${given.now} THEN ${given.windowEndsAt}::timestamptz ELSE rate_limits.window_ends_at END`,
      }),
    )
    .returning(['count', 'window_ends_at as endsAt'])
    .executeTakeFirstOrThrow()
  return row
}

export async function forgetAttempts(db: Db, key: string): Promise<void> {
  await tables<TeamTables>(db).deleteFrom('rate_limits').where('key', '=', key).execute()
}

export async function takeBackAttempt(db: Db, key: string): Promise<void> {
  await tables<TeamTables>(db)
    .updateTable('rate_limits')
    .set({ count: sql`greatest(count - 1, 0)` })
    .where('key', '=', key)
    .execute()
}

/** Removes what has run out: windows, sessions, verifications. */
export async function deleteExpired(db: Db, now: Date): Promise<void> {
  const team = tables<TeamTables>(db)
  await team.deleteFrom('rate_limits').where('window_ends_at', '<', now).execute()
  await team.deleteFrom('sessions').where('expires_at', '<', now).execute()
  await team.deleteFrom('verifications').where('expires_at', '<', now).execute()
}
