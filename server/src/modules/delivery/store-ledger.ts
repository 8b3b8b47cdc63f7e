/** SQL of the send ledger: making rows, claiming them, handing over, and what became of each. */
import { sql } from 'kysely'

import { type Db, tables, type Tx } from '#/platform/db/index.ts'

import type { DeliveryTables } from './tables.ts'

/** Seconds a claim holds unless renewed. Counted by the database, since the program's clock may be moved (demo, tests). */
const leaseSeconds = 30

export type Claimed = { id: string; customerId: number; attempts: number; createdAt: Date }

export type NewMessage = { id: string; customerId: number }

/** Adds messages in bulk; a person already in the sending is left as is. */
export async function insertMessages(
  db: Db | Tx,
  messages: readonly NewMessage[],
  given: { sendingId: string; dueAt: Date; at: Date },
): Promise<void> {
  if (messages.length === 0) return
  await sql`
    INSERT INTO messages (id, sending_id, customer_id, original_customer_id, state, due_at, created_at)
    SELECT id, ${given.sendingId}, customer, customer, 'queued', ${given.dueAt}, ${given.at}
    FROM unnest(${messages.map((message) => message.id)}::uuid[], ${messages.map((message) => message.customerId)}::int[]) AS t (id, customer)
    ON CONFLICT DO NOTHING`.execute(db)
}

/** Takes the next due messages of an open sending for this worker; others skip them. Nothing has left yet. */
export async function claimMessages(
  db: Db | Tx,
  sendingId: string,
  given: { now: Date; limit: number },
): Promise<Claimed[]> {
  const { rows } = await sql<Claimed>`
    UPDATE messages SET state = 'claimed', claimed_until = now() + make_interval(secs => ${leaseSeconds})
    WHERE id IN (
      SELECT id FROM messages
      WHERE sending_id = ${sendingId} AND state = 'queued' AND due_at <= ${given.now}
        AND EXISTS (SELECT 1 FROM sendings WHERE id = ${sendingId} AND state = 'open')
      ORDER BY due_at, id LIMIT ${given.limit} FOR UPDATE SKIP LOCKED)
    RETURNING id, customer_id AS "customerId", attempts, created_at AS "createdAt"`.execute(db)
  return rows
}

/** Written before the mail leaves; false when the claim is gone (paused, cancelled, unsubscribed, taken by another). */
export async function handOver(db: Db | Tx, id: string): Promise<boolean> {
  const { rows } = await sql<{ id: string }>`
    UPDATE messages SET state = 'sending', attempts = attempts + 1,
      claimed_until = now() + make_interval(secs => ${leaseSeconds})
    WHERE id = ${id} AND state = 'claimed' RETURNING id`.execute(db)
  return rows.length === 1
}

/** Keeps the claims of a living worker; what a dead one held runs out. */
export async function renewClaims(db: Db | Tx, ids: readonly string[]): Promise<void> {
  await sql`
    UPDATE messages SET claimed_until = now() + make_interval(secs => ${leaseSeconds})
    WHERE id = ANY(${ids}::uuid[]) AND state IN ('claimed', 'sending')`.execute(db)
}

/** Puts back what dead workers held. What had been handed over may have arrived: it goes again, marked `repeated`. */
export async function recoverClaims(db: Db | Tx): Promise<number> {
  const { numAffectedRows } = await sql`
    UPDATE messages SET repeated = repeated OR state = 'sending', state = 'queued', claimed_until = NULL
    WHERE state IN ('claimed', 'sending') AND claimed_until < now()`.execute(db)
  return Number(numAffectedRows ?? 0n)
}

export type SentRow = { id: string; address: string; subject: string; response: string }

/** Returns the ids that were marked; `from` is `sending` for mails handed over, `claimed` for those kept in the mailbox. */
export async function markSent(
  db: Db | Tx,
  sent: readonly SentRow[],
  given: { from: 'claimed' | 'sending'; at: Date },
): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    UPDATE messages m SET state = 'sent', state_reason = '', sent_at = ${given.at}, claimed_until = NULL,
      address = s.address, subject = s.subject, provider_response = s.response,
      attempts = CASE WHEN ${given.from} = 'claimed' THEN m.attempts + 1 ELSE m.attempts END
    FROM unnest(${sent.map((row) => row.id)}::uuid[], ${sent.map((row) => row.address)}::text[],
      ${sent.map((row) => row.subject)}::text[], ${sent.map((row) => row.response)}::text[])
      AS s (id, address, subject, response)
    WHERE m.id = s.id AND m.state = ${given.from} RETURNING m.id`.execute(db)
  return new Set(rows.map((row) => row.id))
}

/** Nothing leaves for these; `reason` says why. */
export async function markSkipped(db: Db | Tx, ids: readonly string[], reason: string): Promise<void> {
  if (ids.length === 0) return
  await tables<DeliveryTables>(db)
    .updateTable('messages')
    .set({ state: 'skipped', state_reason: reason, claimed_until: null })
    .where('id', 'in', ids)
    .where('state', 'in', ['queued', 'claimed'])
    .execute()
}

export type Failure = { id: string; address: string; reason: string; response: string }

export async function markFailed(db: Db | Tx, failure: Failure): Promise<void> {
  await tables<DeliveryTables>(db)
    .updateTable('messages')
    .set({
      state: 'failed',
      state_reason: failure.reason,
      address: failure.address,
      provider_response: failure.response,
      claimed_until: null,
    })
    .where('id', '=', failure.id)
    .where('state', 'in', ['claimed', 'sending'])
    .execute()
}

/** Back into the queue for another try. */
export async function putBack(
  db: Db | Tx,
  ids: readonly string[],
  given: { dueAt: Date; reason: string; response: string },
): Promise<void> {
  if (ids.length === 0) return
  await tables<DeliveryTables>(db)
    .updateTable('messages')
    .set({
      state: 'queued',
      due_at: given.dueAt,
      state_reason: given.reason,
      provider_response: given.response,
      claimed_until: null,
    })
    .where('id', 'in', ids)
    .where('state', 'in', ['claimed', 'sending'])
    .execute()
}

/** Marketing messages still waiting for people who may not get them any more; in the transaction of their refusal. */
export async function skipWaitingOf(
  db: Db | Tx,
  customerIds: readonly number[],
  reason: string,
): Promise<void> {
  await sql`
    UPDATE messages m SET state = 'skipped', state_reason = ${reason}, claimed_until = NULL
    FROM sendings s
    WHERE s.id = m.sending_id AND s.purpose = 'marketing'
      AND m.customer_id = ANY(${customerIds}::int[]) AND m.state IN ('queued', 'claimed')`.execute(db)
}

/** Two customers became one: their messages count for the winner, and of two waiting in one sending one goes. */
export async function followMerge(db: Db | Tx, merge: { winner: number; loser: number }): Promise<void> {
  await sql`
    UPDATE messages m SET state = 'skipped', state_reason = 'merged', claimed_until = NULL
    WHERE m.customer_id = ${merge.loser} AND m.state IN ('queued', 'claimed') AND EXISTS (
      SELECT 1 FROM messages w WHERE w.customer_id = ${merge.winner} AND w.sending_id = m.sending_id)`.execute(
    db,
  )
  await sql`UPDATE messages SET customer_id = ${merge.winner} WHERE customer_id = ${merge.loser}`.execute(db)
}

export async function undoMerge(db: Db | Tx, merge: { winner: number; loser: number }): Promise<void> {
  await sql`
    UPDATE messages SET customer_id = ${merge.loser}
    WHERE customer_id = ${merge.winner} AND original_customer_id = ${merge.loser}`.execute(db)
}
