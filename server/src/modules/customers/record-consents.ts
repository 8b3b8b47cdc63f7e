/** Writes statements of consent into the ledger and tells who listens what is in force now. */
import type { Actor } from '#/platform/actor.ts'
import type { App } from '#/platform/app.ts'
import { type Db, inTransaction, type Tx } from '#/platform/db/index.ts'
import { audit } from '#/modules/team/index.ts'

import type { ConsentDraft } from './consent.ts'
import { type ConsentChanged, noticeConsent } from './notices.ts'
import { insertConsents, type NewConsent } from './store-consents.ts'

type Caller = Pick<App, 'clock' | 'notices'> & { db: Db | Tx }

export type CustomerConsent = ConsentDraft & { customerId: number }

/**
 * Records statements in bulk. The same statement twice is one row; an older statement than the one in force is
 * kept in the ledger and changes nothing. One by a person or key leaves an audit entry.
 */
export async function recordConsents(
  app: Caller,
  actor: Actor,
  drafts: readonly CustomerConsent[],
): Promise<void> {
  await inTransaction(app.db, async (tx) => {
    const inside = { ...app, db: tx }
    await appendConsents(inside, drafts, actor.name)
    if (actor.kind === 'system') return
    for (const { customerId, ...said } of drafts) {
      await audit(inside, actor, {
        action: 'consent.record',
        subject: { kind: 'customer', id: customerId },
        after: said,
      })
    }
  })
}

/** The same inside a caller's transaction, without an audit entry. */
export async function appendConsents(
  app: Pick<App, 'clock' | 'notices'> & { db: Tx },
  drafts: readonly CustomerConsent[],
  actorName = '',
): Promise<void> {
  if (drafts.length === 0) return
  const changed = await insertConsents(
    app.db,
    drafts.map((draft) => asRow(draft, actorName)),
    app.clock.now(),
  )
  await app.notices.publish(app.db, noticeConsent, changed as ConsentChanged[])
}

function asRow(draft: CustomerConsent, actorName: string): NewConsent {
  const { customerId, channel, purpose, state, source, at } = draft
  return {
    customerId,
    channel,
    purpose,
    state,
    source,
    at,
    actorName,
    textVersion: draft.textVersion ?? '',
    evidence: draft.evidence ?? {},
  }
}
