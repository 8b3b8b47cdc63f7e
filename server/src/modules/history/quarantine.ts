/** Events that could not be taken in: looked at, corrected, sent again, or given up. */
import type { Actor } from '#/platform/actor.ts'
import type { App } from '#/platform/app.ts'
import { inTransaction } from '#/platform/db/index.ts'
import { audit } from '#/modules/team/index.ts'

import { refuse } from './errors.ts'
import { origin } from './origin.ts'
import { insertIntake, signalIntake } from './store.ts'
import {
  decideQuarantined,
  findQuarantined,
  lockQuarantined,
  type Quarantined,
  selectQuarantined,
  updateQuarantinedBody,
} from './store-quarantine.ts'

type Using = Pick<App, 'db' | 'clock'>

export async function listQuarantined(
  app: Using,
  input: {
    state: string
    reason?: string | undefined
    name?: string | undefined
    cursor?: string | undefined
    limit: number
  },
) {
  const rows = await selectQuarantined(app.db, { ...input, before: input.cursor, limit: input.limit + 1 })
  const items = rows.slice(0, input.limit)
  return { items: items.map(shownOf), next: rows.length > input.limit ? (items.at(-1)?.id ?? null) : null }
}

/** @throws `quarantined_event_not_found` */
export async function getQuarantined(app: Using, { id }: { id: string }) {
  const row = await findQuarantined(app.db, id)
  if (!row) throw refuse('quarantined_event_not_found', { id })
  return { ...shownOf(row), body: row.body }
}

/** @throws `quarantined_event_not_found`, `quarantined_event_decided`, `event_not_json` */
export async function editQuarantined(app: Using, actor: Actor, input: { id: string; body: string }) {
  const body = tidy(input.body)
  return inTransaction(app.db, async (tx) => {
    const before = await lockQuarantined(tx, input.id)
    if (!before) throw refuse('quarantined_event_not_found', { id: input.id })
    if (before.state !== 'open') throw refuse('quarantined_event_decided', { id: input.id })
    await updateQuarantinedBody(tx, input.id, { body, by: actor.name })
    await audit({ ...app, db: tx }, actor, {
      action: 'event.edit',
      subject: { kind: 'quarantined_event', id: input.id },
      before: { body: before.body },
      after: { body },
    })
    return { ...shownOf({ ...before, edited_by: actor.name }), body }
  })
}

/** Checked here, so that what is sent again is at least an event's shape; the pipeline judges the rest. */
function tidy(body: string): string {
  try {
    const parsed = JSON.parse(body) as unknown
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return JSON.stringify(parsed)
  } catch {
    throw refuse('event_not_json')
  }
  throw refuse('event_not_json')
}

/** Puts events back into the intake as they are now, with their first arrival; those decided before are left. */
export async function replayQuarantined(app: Using, actor: Actor, { ids }: { ids: string[] }) {
  return inTransaction(app.db, async (tx) => {
    const rows = await decideQuarantined(tx, ids, { state: 'replayed', at: app.clock.now() })
    if (rows.length > 0) {
      await insertIntake(tx, rows.map(intakeOf))
      await signalIntake(tx)
    }
    await auditEach({ ...app, db: tx }, actor, { rows, action: 'event.replay' })
    return { count: rows.length }
  })
}

function intakeOf(row: Quarantined) {
  const from = origin.parse(row.origin)
  if (from.kind === 'room')
    return { body: `[${row.body}]`, origin: from, receivedAt: row.received_at, events: 1 }
  // A single event carries no type of its own when it came by the address of one.
  const typed = from.endpoint === 'batch' || from.endpoint === 'import'
  return {
    body: typed ? `{"batch":[${row.body}]}` : row.body,
    origin: from,
    receivedAt: row.received_at,
    events: 1,
  }
}

export async function dismissQuarantined(app: Using, actor: Actor, { ids }: { ids: string[] }) {
  return inTransaction(app.db, async (tx) => {
    const rows = await decideQuarantined(tx, ids, { state: 'dismissed', at: app.clock.now() })
    await auditEach({ ...app, db: tx }, actor, { rows, action: 'event.dismiss' })
    return { count: rows.length }
  })
}

async function auditEach(
  app: Parameters<typeof audit>[0],
  actor: Actor,
  given: { rows: readonly Quarantined[]; action: string },
): Promise<void> {
  const [first] = given.rows
  if (!first) return
  await audit(app, actor, {
    action: given.action,
    subject: { kind: 'quarantined_event', id: first.id },
    after: { ids: given.rows.map((row) => row.id) },
  })
}

type Shown = Omit<Quarantined, 'body'>

function shownOf(row: Shown) {
  const from = origin.parse(row.origin)
  return {
    id: row.id,
    receivedAt: row.received_at.toISOString(),
    name: row.event_name,
    reason: row.reason,
    detail: row.detail,
    state: row.state as 'open' | 'replayed' | 'dismissed',
    storeId: from.kind === 'api' ? from.storeId : null,
    endpoint: from.kind === 'api' ? from.endpoint : '',
    editedBy: row.edited_by,
    decidedAt: row.decided_at?.toISOString() ?? null,
  }
}
