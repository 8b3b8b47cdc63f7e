/** Keyset paging over rows ordered by a moment and an id, newest first: the cursor is the last row of the page before. */
import { Refusal } from './errors.ts'

export type TimeCursor = { at: Date; id: string }

const form = /^(\d{4}-\d\d-\d\dT[\d:.]{8,15}Z)_(\P{Cc}{1,300})$/u

/** Refuses `cursor_invalid` for anything this program did not write. */
export function readCursor(cursor: string | undefined): TimeCursor | undefined {
  if (cursor === undefined) return undefined
  const [, at = '', id = ''] = form.exec(cursor) ?? []
  const date = new Date(at)
  if (Number.isNaN(date.getTime())) throw new Refusal('cursor_invalid', 'invalid')
  return { at: date, id }
}

/** Cuts rows read with one more than the limit into a page; `next` is null on the last. */
export function cutPage<Row>(
  rows: readonly Row[],
  page: { limit: number; at(row: Row): Date; id(row: Row): string },
): { items: Row[]; next: string | null } {
  const items = rows.slice(0, page.limit)
  const last = items.at(-1)
  const more = rows.length > page.limit && last !== undefined
  return { items, next: more ? `${page.at(last).toISOString()}_${page.id(last)}` : null }
}
