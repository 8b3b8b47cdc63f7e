/** The audit log: who changed what, with what stood before and after; written in the transaction of the change. */
import type { Actor } from '#/platform/actor.ts'
import type { App } from '#/platform/app.ts'
import { type Db, tables, type Tx } from '#/platform/db/index.ts'

import type { TeamTables } from './tables.ts'

export type AuditEntry = {
  /** verb.noun in the words of the room, e.g. `customer.update`. */
  action: string
  subject: { kind: string; id: string | number }
  before?: unknown
  after?: unknown
}

/** Writes one entry; secrets must not be among what stood before or after. */
export async function audit(
  app: Pick<App, 'clock'> & { db: Db | Tx },
  actor: Actor,
  entry: AuditEntry,
): Promise<void> {
  await tables<TeamTables>(app.db)
    .insertInto('audit_entries')
    .values({
      at: app.clock.now(),
      actor_kind: actor.kind,
      actor_id: actor.id,
      actor_name: actor.name,
      action: entry.action,
      subject_kind: entry.subject.kind,
      subject_id: String(entry.subject.id),
      before: asJson(entry.before),
      after: asJson(entry.after),
      ip: actor.ip ?? null,
    })
    .execute()
}

function asJson(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value)
}
