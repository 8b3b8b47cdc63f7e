/** Explorations kept under a name: listed, made, changed and removed by whom they belong to. */
import { audit, membersWith, personId } from '#/modules/team/index.ts'
import type { Actor } from '#/platform/actor.ts'
import type { App } from '#/platform/app.ts'
import { inTransaction } from '#/platform/db/index.ts'
import { newId } from '#/platform/ids.ts'

import { refuse } from './errors.ts'
import { placeOf } from './reach.ts'
import { nextDue, type Schedule } from './schedule.ts'
import {
  deleteExploration,
  type ExplorationRow,
  findExploration,
  insertExploration,
  type KeptQuestion,
  lockOwnExploration,
  saveExploration,
  selectExplorations,
} from './store-explorations.ts'

type Using = Pick<App, 'db' | 'clock'>

export type ExplorationDraft = {
  name: string
  question: KeptQuestion
  shared: boolean
  schedule: Schedule | null
}

export async function listExplorations(app: Using, actor: Actor) {
  const person = personId(actor)
  const rows = await selectExplorations(app.db, person)
  const names = await namesOf(app)
  return rows.map((row) => explorationOf(row, person, names))
}

/** @throws `exploration_not_found` when it is neither one's own nor shared */
export async function getExploration(app: Using, actor: Actor, id: string) {
  const person = personId(actor)
  const row = await findExploration(app.db, id, person)
  if (!row) throw refuse('exploration_not_found')
  return explorationOf(row, person, await namesOf(app))
}

/** @throws `reader_not_allowed`, `schedule_without_rolling` */
export async function createExploration(app: Using, actor: Actor, draft: ExplorationDraft) {
  const person = personId(actor)
  const now = app.clock.now()
  const nextSendAt = await checkSchedule(app, draft)
  const row: ExplorationRow = {
    ...draft,
    id: newId(now),
    ownerId: person,
    nextSendAt,
    lastSentAt: null,
    version: 1,
    updatedAt: now,
  }
  await inTransaction(app.db, async (tx) => {
    await insertExploration(tx, row)
    await audit({ ...app, db: tx }, actor, {
      action: 'exploration.create',
      subject: { kind: 'exploration', id: row.id },
      after: draft,
    })
  })
  return explorationOf(row, person, await namesOf(app))
}

type Changes = { [Key in keyof ExplorationDraft]?: ExplorationDraft[Key] | undefined }

/** @throws `exploration_not_found`, `exploration_changed`, `reader_not_allowed`, `schedule_without_rolling` */
export async function updateExploration(
  app: Using,
  actor: Actor,
  { id, version, ...changes }: Changes & { id: string; version: number },
) {
  const person = personId(actor)
  const row = await inTransaction(app.db, async (tx) => {
    const before = await lockOwnExploration(tx, id, person)
    if (!before) throw refuse('exploration_not_found')
    if (before.version !== version) throw refuse('exploration_changed')
    const draft = changed(draftOf(before), changes)
    const nextSendAt = await checkSchedule({ ...app, db: app.db }, draft)
    const after = { ...before, ...draft, nextSendAt, version: version + 1, updatedAt: app.clock.now() }
    await saveExploration(tx, after)
    await audit({ ...app, db: tx }, actor, {
      action: 'exploration.update',
      subject: { kind: 'exploration', id },
      before: draftOf(before),
      after: draft,
    })
    return after
  })
  return explorationOf(row, person, await namesOf(app))
}

/** @throws `exploration_not_found` when it is not one's own */
export async function removeExploration(app: Using, actor: Actor, id: string): Promise<void> {
  const person = personId(actor)
  await inTransaction(app.db, async (tx) => {
    const before = await lockOwnExploration(tx, id, person)
    if (!before) throw refuse('exploration_not_found')
    await deleteExploration(tx, id)
    await audit({ ...app, db: tx }, actor, {
      action: 'exploration.remove',
      subject: { kind: 'exploration', id },
      before: draftOf(before),
    })
  })
}

/** Those a report may be mailed to. */
export async function listReaders(app: Using): Promise<{ id: string; name: string }[]> {
  const readers = await membersWith(app, 'insight.read')
  return readers.map(({ id, name }) => ({ id, name }))
}

/** When it is due first; null for what is not mailed. */
async function checkSchedule(app: Using, { schedule, question }: ExplorationDraft): Promise<Date | null> {
  if (schedule === null) return null
  if (question.rolling === null) throw refuse('schedule_without_rolling')
  const readers = new Set((await membersWith(app, 'insight.read')).map(({ id }) => id))
  if (!schedule.to.every((id) => readers.has(id))) throw refuse('reader_not_allowed')
  const { zone } = await placeOf(app)
  return nextDue(schedule, app.clock.now(), zone)
}

function draftOf({ name, question, shared, schedule }: ExplorationRow): ExplorationDraft {
  return { name, question, shared, schedule }
}

function changed(before: ExplorationDraft, changes: Changes): ExplorationDraft {
  return {
    name: changes.name ?? before.name,
    question: changes.question ?? before.question,
    shared: changes.shared ?? before.shared,
    schedule: changes.schedule === undefined ? before.schedule : changes.schedule,
  }
}

async function namesOf(app: Using): Promise<Map<string, string>> {
  return new Map((await membersWith(app, 'insight.read')).map(({ id, name }) => [id, name]))
}

function explorationOf(row: ExplorationRow, person: string, names: ReadonlyMap<string, string>) {
  const { ownerId, nextSendAt, lastSentAt, updatedAt, ...rest } = row
  return {
    ...rest,
    own: ownerId === person,
    ownerName: names.get(ownerId) ?? '',
    nextSendAt: nextSendAt?.toISOString() ?? null,
    lastSentAt: lastSentAt?.toISOString() ?? null,
    updatedAt: updatedAt.toISOString(),
  }
}
