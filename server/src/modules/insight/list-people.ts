/** The people behind a class, a cell of the RFM grid, a cohort or a state of churn, by number, page by page. */
import type { PeopleOf } from '@vefa/contract'

import { customersByIds, customersOfClass } from '#/modules/customers/index.ts'
import type { App } from '#/platform/app.ts'

import { refuse } from './errors.ts'
import { churnScene } from './read-churn.ts'
import { reachOf } from './reach.ts'
import { readChurnPeople } from './reports-churn.ts'
import { readClassPeople } from './reports-profiles.ts'
import { readCohortPeople } from './reports-retention.ts'

type Using = Pick<App, 'db' | 'eventStore' | 'clock'>

/** Numbers in order after the one given, and how many people there are in all. */
type Found = { ids: number[]; people: number }
type Walk = { after: number; limit: number }

/** @throws `cursor_invalid`, `people_not_named` when what is asked for is not said whole */
export async function listPeople(
  app: Using,
  input: PeopleOf & { cursor?: string | undefined; limit: number },
) {
  const after = readCursor(input.cursor)
  const { ids, people } = await findPeople(app, input, { after, limit: input.limit + 1 })
  const shown = ids.slice(0, input.limit)
  const known = new Map((await customersByIds(app, shown)).map((person) => [person.id, person]))
  return {
    items: shown.map((customerId) => {
      const person = known.get(customerId)
      return {
        customerId,
        name: person?.name ?? '',
        email: person?.email ?? null,
        city: person?.city ?? null,
        orderCount: person?.orderCount ?? 0,
        spent: person?.spent ?? '0',
        lastOrderAt: person?.lastOrderAt?.toISOString() ?? null,
      }
    }),
    next: ids.length > input.limit ? String(shown.at(-1)) : null,
    people,
  }
}

async function findPeople(app: Using, of: PeopleOf, walk: Walk): Promise<Found> {
  if (of.kind === 'cohort') return findCohort(app, of, walk)
  if (of.kind === 'churn') return findChurned(app, of, walk)
  const { kind, key, recency, frequencyMonetary } = of
  if (kind === 'class' && key === undefined) throw refuse('people_not_named')
  if (kind === 'cell' && (recency === undefined || frequencyMonetary === undefined))
    throw refuse('people_not_named')
  const asked = kind === 'class' ? { rfmClass: key } : { recency, frequencyMonetary }
  if (of.segmentId === undefined) return customersOfClass(app, asked, walk)
  const reach = await reachOf(app, { segmentId: of.segmentId })
  return foundOf(await readClassPeople(app.eventStore, reach, { ...asked, ...walk }))
}

async function findCohort(app: Using, of: PeopleOf, walk: Walk): Promise<Found> {
  if (of.by === undefined || of.key === undefined) throw refuse('people_not_named')
  const reach = await reachOf(app, { storeId: of.storeId, segmentId: of.segmentId })
  const question = { reach, by: of.by, key: of.key, month: of.month, ...walk }
  return foundOf(await readCohortPeople(app.eventStore, question))
}

async function findChurned(app: Using, of: PeopleOf, walk: Walk): Promise<Found> {
  if (of.key === undefined) throw refuse('people_not_named')
  const reach = await reachOf(app, { storeId: of.storeId, segmentId: of.segmentId })
  const { scene } = await churnScene(app, reach)
  if (!scene) return { ids: [], people: 0 }
  return foundOf(await readChurnPeople(app.eventStore, scene, { state: of.key, ...walk }))
}

function foundOf(rows: readonly { customer: number; people: number }[]): Found {
  return { ids: rows.map((row) => row.customer), people: rows[0]?.people ?? 0 }
}

function readCursor(cursor: string | undefined): number {
  if (cursor === undefined) return 0
  if (!/^\d{1,10}$/.test(cursor)) throw refuse('cursor_invalid')
  return Number(cursor)
}
