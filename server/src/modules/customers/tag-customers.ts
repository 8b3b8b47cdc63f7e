/** Tags given and taken, one by one and many at once; what was done to many can be taken back. */
import type { CustomerFilters } from '@vefa/contract'

import type { Actor } from '#/platform/actor.ts'
import type { App } from '#/platform/app.ts'
import { inTransaction, type Tx } from '#/platform/db/index.ts'
import { newId } from '#/platform/ids.ts'
import { enqueue } from '#/platform/jobs/index.ts'
import { tellLive } from '#/platform/live/index.ts'
import { audit } from '#/modules/team/index.ts'

import { refuse } from './errors.ts'
import { readFilters } from './list-customers.ts'
import { standing } from './standing.ts'
import { idsAfter } from './store-list.ts'
import {
  advanceTagging,
  applyTagging,
  finishTagging,
  findTagging,
  insertTagging,
  lockTagging,
  revertTagging,
  type Tagging,
} from './store-taggings.ts'
import { addTags, deleteTag, ensureTags, findTagByName, tagsOfCustomers, tidyTag } from './store-tags.ts'
import { taggingTask } from './tagging-task.ts'

type Caller = Pick<App, 'db' | 'clock'>

const pageSize = 2_000
/** The console offers undo for ten seconds; the answer may be slow. */
const undoSeconds = 10
const undoGraceSeconds = 5

export async function addTag(app: Caller, actor: Actor, input: { id: number; name: string }) {
  return inTransaction(app.db, async (tx) => {
    const customerId = await standing(tx, input.id)
    await addTags({ ...app, db: tx }, [{ customerId, name: input.name }])
    const subject = { kind: 'customer', id: customerId }
    await audit({ ...app, db: tx }, actor, { action: 'customer.tag', subject, after: { tag: input.name } })
    return plain(await tagsOfCustomers(tx, [customerId]))
  })
}

export async function removeTag(app: Caller, actor: Actor, input: { id: number; tagId: number }) {
  return inTransaction(app.db, async (tx) => {
    const customerId = await standing(tx, input.id)
    const tag = (await tagsOfCustomers(tx, [customerId])).find((one) => one.id === input.tagId)
    if (!tag) throw refuse('tag_not_found')
    await deleteTag(tx, customerId, input.tagId)
    const subject = { kind: 'customer', id: customerId }
    await audit({ ...app, db: tx }, actor, { action: 'customer.untag', subject, before: { tag: tag.name } })
    return plain(await tagsOfCustomers(tx, [customerId]))
  })
}

function plain(tags: readonly { id: number; name: string }[]): { id: number; name: string }[] {
  return tags.map(({ id, name }) => ({ id, name }))
}

export type TaggingInput = {
  tag: string
  action: 'add' | 'remove'
  /** Chosen customers, or everyone the filters hold for; one of both. */
  ids?: number[] | undefined
  filters?: CustomerFilters | undefined
}

/** Starts it as a job; `runTagging` does the work. */
export async function createTagging(app: Caller, actor: Actor, input: TaggingInput): Promise<{ id: string }> {
  if ((input.ids === undefined) === (input.filters === undefined)) throw refuse('tagging_needs_selection')
  return inTransaction(app.db, async (tx) => {
    const tagId = await tagFor(tx, input, app.clock.now())
    const id = newId(app.clock.now())
    const selection = input.ids
      ? { ids: [...new Set(input.ids)].sort((a, b) => a - b) }
      : { filters: input.filters }
    await insertTagging(tx, {
      id,
      tagId,
      action: input.action,
      selection,
      actorName: actor.name,
      at: app.clock.now(),
    })
    await enqueue(tx, taggingTask, { payload: { id }, options: { queue: 'taggings' } })
    await audit({ ...app, db: tx }, actor, {
      action: `customers.${input.action === 'add' ? 'tag' : 'untag'}`,
      subject: { kind: 'tagging', id },
      after: input,
    })
    return { id }
  })
}

async function tagFor(tx: Tx, input: TaggingInput, at: Date): Promise<number> {
  if (input.action === 'add' && tidyTag(input.tag)) await ensureTags(tx, [tidyTag(input.tag)], at)
  const tagId = await findTagByName(tx, input.tag)
  if (!tagId) throw refuse('tag_not_found')
  return tagId
}

/** Goes on where it stopped; an undone or finished one is left alone. Each page is one transaction. */
export async function runTagging(app: Caller, id: string, signal?: AbortSignal): Promise<void> {
  const goesOn = await inTransaction(app.db, (tx) => tagPage({ ...app, db: tx }, id))
  if (goesOn && !signal?.aborted) await runTagging(app, id, signal)
}

async function tagPage(app: Pick<App, 'clock'> & { db: Tx }, id: string): Promise<boolean> {
  const tagging = await lockTagging(app.db, id)
  if (!tagging || tagging.state === 'done' || tagging.state === 'undone') return false
  const ids = await pageOf(app, tagging)
  const changed = await applyTagging(app.db, { tagging, ids, at: app.clock.now() })
  const last = ids.at(-1)
  if (ids.length === pageSize && last !== undefined) {
    await advanceTagging(app.db, { id, changed, position: last })
  } else {
    const undoUntil = new Date(app.clock.now().getTime() + undoSeconds * 1000)
    await finishTagging(app.db, { id, changed, undoUntil })
  }
  await tellLive(app.db, { topic: `taggings:${id}` })
  return ids.length === pageSize
}

async function pageOf(app: Pick<App, 'clock'> & { db: Tx }, tagging: Tagging): Promise<number[]> {
  const { ids, filters } = tagging.selection
  if (ids) return ids.filter((id) => id > tagging.position).slice(0, pageSize)
  if (!filters) return []
  return idsAfter(app.db, await readFilters(app, filters), { after: tagging.position, limit: pageSize })
}

export async function readTagging(app: Caller, id: string): Promise<Tagging> {
  const tagging = await findTagging(app.db, id)
  if (!tagging) throw refuse('tagging_not_found')
  return tagging
}

/** Takes back exactly what was changed; possible while it runs and for ten seconds after. */
export async function undoTagging(app: Caller, actor: Actor, id: string): Promise<void> {
  await inTransaction(app.db, async (tx) => {
    const tagging = await lockTagging(tx, id)
    if (!tagging) throw refuse('tagging_not_found')
    const until = (tagging.undoUntil?.getTime() ?? Infinity) + undoGraceSeconds * 1000
    if (tagging.state === 'undone' || app.clock.now().getTime() > until) throw refuse('too_late_to_undo')
    await revertTagging(tx, tagging, app.clock.now())
    const subject = { kind: 'tagging', id }
    await audit({ ...app, db: tx }, actor, {
      action: 'customers.undo-tagging',
      subject,
      before: { changed: tagging.changed },
    })
  })
}
