/** Where a page of a list ends: the sorting value and the row's number, opaque to callers. */
import { z } from 'zod'

import { refuse } from './errors.ts'

export type Position = { value: string; id: string }

const position = z.tuple([z.string().max(300), z.string().regex(/^\d{1,19}$/)])

/** @throws `cursor_invalid` */
export function readCursor(cursor: string | undefined): Position | null {
  if (cursor === undefined) return null
  const text = Buffer.from(cursor, 'base64url').toString('utf8')
  const parsed = position.safeParse(jsonOrNull(text))
  if (!parsed.success || parsed.data[0].includes('\u0000')) throw refuse('cursor_invalid')
  return { value: parsed.data[0], id: parsed.data[1] }
}

function writeCursor({ value, id }: Position): string {
  return Buffer.from(JSON.stringify([value, id])).toString('base64url')
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

/** One row more than asked was read; its being there says that there is a next page. */
export function pageOf<Row>(
  rows: readonly Row[],
  limit: number,
  positionOf: (row: Row) => Position,
): { rows: Row[]; next: string | null } {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return { rows: shown, next: last && rows.length > limit ? writeCursor(positionOf(last)) : null }
}
