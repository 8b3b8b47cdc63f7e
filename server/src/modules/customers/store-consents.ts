/** The ledger of consents, which only grows, and what is in force. */
import { sql } from 'kysely'

import type { Db, Tx } from '#/platform/db/index.ts'

import type { ConsentChannel, ConsentPurpose, ConsentState } from './consent.ts'

export type NewConsent = {
  customerId: number
  channel: ConsentChannel
  purpose: ConsentPurpose
  state: ConsentState
  textVersion: string
  source: string
  evidence: Record<string, unknown>
  actorName: string
  at: Date
}

export type RecordedConsent = {
  customerId: number
  channel: ConsentChannel
  purpose: ConsentPurpose
  state: ConsentState
}

/** Appends statements; one already in the ledger is left out. Returns what changed what is in force. */
export async function insertConsents(
  tx: Tx,
  consents: readonly NewConsent[],
  now: Date,
): Promise<RecordedConsent[]> {
  if (consents.length === 0) return []
  const { rows } = await sql<RecordedConsent>`
    WITH added AS (
      INSERT INTO consents (customer_id, channel, purpose, state, text_version, source, evidence, actor_name, at, recorded_at)
      SELECT "customerId", channel, purpose, state, "textVersion", source, evidence, "actorName", at, ${now}::timestamptz
      FROM json_to_recordset(${JSON.stringify(consents)}::json) AS t ("customerId" int, channel text, purpose text,
        state text, "textVersion" text, source text, evidence jsonb, "actorName" text, at timestamptz)
      ORDER BY "customerId", channel, purpose, at
      ON CONFLICT (customer_id, channel, purpose, at, state, source) DO NOTHING
      RETURNING id, customer_id, channel, purpose, state, at
    ), newest AS (
      SELECT DISTINCT ON (a.customer_id, a.channel, a.purpose) a.* FROM added a
      ORDER BY a.customer_id, a.channel, a.purpose, a.at DESC, a.id DESC
    )
    INSERT INTO consent_states AS s (customer_id, channel, purpose, state, consent_id, at)
    SELECT coalesce(c.merged_into, c.id), n.channel, n.purpose, n.state, n.id, n.at
    FROM newest n JOIN customers c ON c.id = n.customer_id
    ORDER BY 1, 2, 3
    ON CONFLICT (customer_id, channel, purpose)
      DO UPDATE SET state = excluded.state, consent_id = excluded.consent_id, at = excluded.at
      WHERE (excluded.at, excluded.consent_id) > (s.at, s.consent_id)
    RETURNING customer_id AS "customerId", channel, purpose, state`.execute(tx)
  return rows
}

export type CurrentConsent = RecordedConsent & { at: Date; consentId: string }

export async function findCurrentConsents(
  db: Db | Tx,
  ids: readonly number[],
  about: { channel?: string; purpose?: string } = {},
): Promise<CurrentConsent[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<CurrentConsent>`
    SELECT customer_id AS "customerId", channel, purpose, state, at, consent_id AS "consentId" FROM consent_states
    WHERE customer_id = ANY(${[...ids]}::int[])
      AND (${about.channel ?? null}::text IS NULL OR channel = ${about.channel ?? null}::text)
      AND (${about.purpose ?? null}::text IS NULL OR purpose = ${about.purpose ?? null}::text)
    ORDER BY customer_id, channel, purpose`.execute(db)
  return rows
}

export type LedgerRow = Omit<NewConsent, 'customerId'> & { id: string; recordedAt: Date }

/** Every statement of a customer and of everyone merged into it, newest first; at most 500. */
export async function findLedger(db: Db | Tx, customerId: number): Promise<LedgerRow[]> {
  const { rows } = await sql<LedgerRow>`
    SELECT k.id, k.channel, k.purpose, k.state, k.text_version AS "textVersion", k.source, k.evidence,
      k.actor_name AS "actorName", k.at, k.recorded_at AS "recordedAt"
    FROM consents k
    WHERE k.customer_id = ${customerId} OR k.customer_id IN (SELECT id FROM customers WHERE merged_into = ${customerId})
    ORDER BY k.at DESC, k.id DESC LIMIT 500`.execute(db)
  return rows
}
