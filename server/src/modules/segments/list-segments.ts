/** Segments as people read them: the list, and one whole with who uses it. */
import type { App } from '#/platform/app.ts'
import { foldForSearch } from '#/platform/text/fold.ts'

import { type UseFinder, usesOf } from './archive-segment.ts'
import { refuse } from './errors.ts'
import { shopCalendar } from './shop-calendar.ts'
import { findSegment } from './store.ts'
import {
  findPeopleWeekAgo,
  type ListedSegment,
  listSegmentRows,
  type SegmentPosition,
  type SegmentSort,
} from './store-list.ts'
import { findWaiting } from './store-rounds.ts'

export type ListInput = {
  cursor?: string | undefined
  limit: number
  text?: string | undefined
  archived: boolean
  sort: SegmentSort
}

type Using = Pick<App, 'db' | 'clock'>

/** @throws `segment_cursor_unknown` */
export async function listSegments(app: Using, input: ListInput) {
  const { now, today } = await shopCalendar(app)
  const rows = await listSegmentRows(app.db, {
    sort: input.sort,
    archived: input.archived,
    text: foldForSearch(input.text ?? ''),
    after: input.cursor === undefined ? null : readCursor(input.cursor),
    today,
    limit: input.limit + 1,
  })
  const shown = rows.slice(0, input.limit)
  const last = shown.at(-1)
  const settled = await isSettled(app, now)
  return {
    items: shown.map((row) => summaryOf(row, settled ? now : null)),
    next: rows.length > input.limit && last ? writeCursor(last) : null,
  }
}

/** @throws `segment_not_found` */
export async function getSegment(app: Using & { finders: readonly UseFinder[] }, id: string) {
  const segment = await findSegment(app.db, id)
  if (!segment) throw refuse('segment_not_found', { id })
  const { now, today } = await shopCalendar(app)
  const { definition, problem, version } = segment
  const [peopleWeekAgo, usedBy, settled] = await Promise.all([
    findPeopleWeekAgo(app.db, id, today),
    usesOf(app, id, app.finders),
    isSettled(app, now),
  ])
  const summary = summaryOf({ ...segment, peopleWeekAgo }, settled ? now : null)
  return { ...summary, definition, problem, version, usedBy }
}

/** Whether nothing waits to be looked at, so that what is ready is right at this very moment. */
async function isSettled(app: Using, now: Date): Promise<boolean> {
  const { work, dueAt } = await findWaiting(app.db)
  return !work && (dueAt === null || dueAt > now)
}

function summaryOf(row: Omit<ListedSegment, 'key'>, rightNow: Date | null) {
  const { id, name, note, state, readyMade, people, peopleWeekAgo, createdBy } = row
  const asOf = state === 'ready' && rightNow ? rightNow : row.asOf
  return {
    id,
    name,
    note,
    state,
    readyMade,
    people,
    peopleWeekAgo,
    createdBy,
    asOf: asOf?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  }
}

function writeCursor({ key, id }: ListedSegment): string {
  return Buffer.from(JSON.stringify([key, id])).toString('base64url')
}

const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/u

function readCursor(cursor: string): SegmentPosition {
  const text = Buffer.from(cursor, 'base64url').toString('utf8')
  const [, key = '', id = ''] = /^\["((?:[^"\\]|\\.)*)","([^"]*)"\]$/su.exec(text) ?? []
  if (!uuid.test(id) || key.includes('\\u0000')) throw refuse('segment_cursor_unknown')
  return { key: JSON.parse(`"${key}"`) as string, id }
}
