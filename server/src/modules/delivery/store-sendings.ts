/** SQL of sendings: what goes out together, is paused, resumed and cancelled together. */
import { sql } from 'kysely'
import type { MessageState, Purpose } from '@vefa/contract'

import { type Db, tables, type Tx } from '#/platform/db/index.ts'

import type { DeliveryTables, SendingReason, SendingState } from './tables.ts'

export type Sending = {
  id: string
  reason: SendingReason
  templateVersionId: string
  purpose: Purpose
  tracked: boolean
}

export async function insertSending(db: Db | Tx, sending: Sending & { at: Date }): Promise<void> {
  await tables<DeliveryTables>(db)
    .insertInto('sendings')
    .values({
      id: sending.id,
      reason: JSON.stringify(sending.reason),
      template_version_id: sending.templateVersionId,
      channel: 'email',
      purpose: sending.purpose,
      tracked: sending.tracked,
      state: 'open',
      created_at: sending.at,
    })
    .execute()
}

/** Open sendings that have something due, or nothing waiting at all and so are to be finished. */
export async function dueSendings(db: Db | Tx, now: Date): Promise<Sending[]> {
  const { rows } = await sql<Sending>`
    SELECT id, reason, template_version_id AS "templateVersionId", purpose, tracked FROM sendings s
    WHERE state = 'open' AND (
      EXISTS (SELECT 1 FROM messages WHERE sending_id = s.id AND state = 'queued' AND due_at <= ${now})
      OR NOT EXISTS (SELECT 1 FROM messages WHERE sending_id = s.id AND state IN ('queued', 'claimed', 'sending')))
    ORDER BY id`.execute(db)
  return rows
}

/** When the next message of any open sending falls due; null when none waits. */
export async function nextDueAt(db: Db | Tx): Promise<Date | null> {
  const { rows } = await sql<{ at: Date | null }>`
    SELECT min(m.due_at) AS at FROM sendings s
    CROSS JOIN LATERAL (
      SELECT due_at FROM messages WHERE sending_id = s.id AND state = 'queued' ORDER BY due_at LIMIT 1
    ) m
    WHERE s.state = 'open'`.execute(db)
  return rows[0]?.at ?? null
}

/** Changes the state where it stands as expected; false when it does not. */
export async function moveSending(
  db: Db | Tx,
  id: string,
  change: { from: readonly SendingState[]; to: SendingState; finishedAt?: Date },
): Promise<boolean> {
  const { numUpdatedRows } = await tables<DeliveryTables>(db)
    .updateTable('sendings')
    .set({ state: change.to, ...(change.finishedAt && { finished_at: change.finishedAt }) })
    .where('id', '=', id)
    .where('state', 'in', change.from)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Messages claimed but not yet handed over go back, so that a pause holds at once. */
export async function releaseClaimed(db: Db | Tx, sendingId: string): Promise<void> {
  await tables<DeliveryTables>(db)
    .updateTable('messages')
    .set({ state: 'queued', claimed_until: null })
    .where('sending_id', '=', sendingId)
    .where('state', '=', 'claimed')
    .execute()
}

export async function cancelWaiting(db: Db | Tx, sendingId: string): Promise<void> {
  await tables<DeliveryTables>(db)
    .updateTable('messages')
    .set({ state: 'cancelled', claimed_until: null })
    .where('sending_id', '=', sendingId)
    .where('state', 'in', ['queued', 'claimed'])
    .execute()
}

/** Removes a sending nobody was written for; false when something has left or is leaving. */
export async function deleteUntouched(db: Tx, id: string): Promise<boolean> {
  const { numDeletedRows } = await tables<DeliveryTables>(db)
    .deleteFrom('sendings')
    .where('id', '=', id)
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('messages')
            .select(sql`1`.as('one'))
            .whereRef('messages.sending_id', '=', 'sendings.id')
            .where('messages.state', 'not in', ['queued', 'skipped']),
        ),
      ),
    )
    .executeTakeFirst()
  return numDeletedRows === 1n
}

/** Marks a sending done once nothing of it waits or is under way; true for the one caller that did. */
export async function finishSending(db: Db | Tx, id: string, at: Date): Promise<boolean> {
  const { rows } = await sql<{ id: string }>`
    UPDATE sendings SET state = 'done', finished_at = ${at}
    WHERE id = ${id} AND state = 'open' AND NOT EXISTS (
      SELECT 1 FROM messages WHERE sending_id = ${id} AND state IN ('queued', 'claimed', 'sending'))
    RETURNING id`.execute(db)
  return rows.length === 1
}

export type SendingCounts = {
  byState: { state: MessageState; reason: string; count: number }[]
  opened: number
  clicked: number
  unsubscribed: number
  robotOpens: number
  robotClicks: number
  repeated: number
}

export async function countMessages(db: Db | Tx, sendingId: string): Promise<SendingCounts> {
  const { rows } = await sql<
    Omit<SendingCounts, 'byState'> & { state: MessageState; reason: string; count: number }
  >`
    SELECT state, CASE WHEN state IN ('skipped', 'failed') THEN state_reason ELSE '' END AS reason,
      count(*)::int AS count, count(opened_at)::int AS opened, count(clicked_at)::int AS clicked,
      count(unsubscribed_at)::int AS unsubscribed,
      (count(*) FILTER (WHERE opened_at IS NULL AND robot_opened_at IS NOT NULL))::int AS "robotOpens",
      (count(*) FILTER (WHERE clicked_at IS NULL AND robot_clicked_at IS NOT NULL))::int AS "robotClicks",
      (count(*) FILTER (WHERE repeated))::int AS repeated
    FROM messages WHERE sending_id = ${sendingId} GROUP BY 1, 2`.execute(db)
  const sum = (name: 'opened' | 'clicked' | 'unsubscribed' | 'robotOpens' | 'robotClicks' | 'repeated') =>
    rows.reduce((total, row) => total + row[name], 0)
  return {
    byState: rows.map(({ state, reason, count }) => ({ state, reason, count })),
    opened: sum('opened'),
    clicked: sum('clicked'),
    unsubscribed: sum('unsubscribed'),
    robotOpens: sum('robotOpens'),
    robotClicks: sum('robotClicks'),
    repeated: sum('repeated'),
  }
}

/** Sendings opened since a moment with messages that failed for good; counted up to `most` each. */
export async function failedSendings(
  db: Db | Tx,
  { since, most }: { since: Date; most: number },
): Promise<{ id: string; count: number; since: Date }[]> {
  const { rows } = await sql<{ id: string; count: number; since: Date }>`
    SELECT s.id, f.count, s.created_at AS since
    FROM (SELECT id, created_at FROM sendings WHERE created_at >= ${since} ORDER BY created_at DESC LIMIT 50) s
    CROSS JOIN LATERAL (SELECT count(*)::int AS count FROM (
      SELECT FROM messages m WHERE m.sending_id = s.id AND m.state = 'failed' LIMIT ${most}) x) f
    WHERE f.count > 0 ORDER BY s.created_at DESC`.execute(db)
  return rows
}
