/** Consent on the page of one customer: the ledger, and a statement written down by a person. */
import type { Actor } from '#/platform/actor.ts'
import type { App } from '#/platform/app.ts'
import { inTransaction } from '#/platform/db/index.ts'

import type { ConsentChannel, ConsentPurpose, ConsentState } from './consent.ts'
import { refuse } from './errors.ts'
import { recordConsents } from './record-consents.ts'
import { standing } from './standing.ts'
import { type CurrentConsent, findCurrentConsents, findLedger, type LedgerRow } from './store-consents.ts'

export async function readLedger(app: Pick<App, 'db'>, id: number): Promise<LedgerRow[]> {
  return findLedger(app.db, await standing(app.db, id))
}

export type HeardConsent = {
  id: number
  channel: ConsentChannel
  purpose: ConsentPurpose
  state: ConsentState
  /** ISO 8601; now when absent. */
  at?: string | undefined
  textVersion: string
  evidence: string
}

/** A statement cannot be made in the future; a minute is allowed for clocks. */
export async function hearConsent(
  app: Pick<App, 'db' | 'clock' | 'notices'>,
  actor: Actor,
  input: HeardConsent,
): Promise<CurrentConsent[]> {
  const now = app.clock.now()
  const at = input.at === undefined ? now : new Date(input.at)
  if (at.getTime() > now.getTime() + 60_000) throw refuse('consent_in_future')
  return inTransaction(app.db, async (tx) => {
    const customerId = await standing(tx, input.id)
    const { channel, purpose, state, textVersion } = input
    const source = actor.kind === 'key' ? 'api' : 'console'
    const said = { customerId, channel, purpose, state, textVersion, source, at } as const
    await recordConsents({ ...app, db: tx }, actor, [{ ...said, evidence: { note: input.evidence } }])
    return findCurrentConsents(tx, [customerId])
  })
}
