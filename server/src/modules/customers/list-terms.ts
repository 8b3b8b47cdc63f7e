/** Owns what a list of customers can be asked: filters in words of the room, sorts, and the cursor between pages. */
import { refuse } from './errors.ts'

export type AttributeFilter = {
  name: string
  is: 'equals' | 'contains' | 'atLeast' | 'atMost' | 'set' | 'unset'
  value: string
}

/** A text is answered by chosen customers, by words of the index, or by the beginning of the name. */
export type TextFilter =
  | { by: 'ids'; ids: readonly number[] }
  | { by: 'words'; tsquery: string }
  | { by: 'name'; start: string }

/** Only members of a segment: by number where they are few, else by bits from customer 0 on. */
export type SegmentFilter = { ids: readonly number[] } | { bits: Buffer }

export type ListFilters = {
  text?: TextFilter | undefined
  who: 'known' | 'anonymous' | 'all'
  classes?: readonly string[] | undefined
  tags?: readonly number[] | undefined
  consent?: { channel: string; purpose: string; state: string } | undefined
  city?: string | undefined
  country?: string | undefined
  language?: string | undefined
  source?: string | undefined
  ordersFrom?: number | undefined
  ordersTo?: number | undefined
  spentFrom?: string | undefined
  spentTo?: string | undefined
  lastOrderFrom?: string | undefined
  lastOrderTo?: string | undefined
  attributes?: readonly AttributeFilter[] | undefined
  segment?: SegmentFilter | undefined
  /** Days of `lastOrder…` begin and end in it. */
  timeZone: string
}

export type SortName = 'seen' | 'name' | 'spent' | 'orders' | 'lastOrder' | 'since' | 'city'

export type ListOrder = { sort: SortName; direction: 'asc' | 'desc' }

/** The last row of a page: its sort value as the database writes it, null where it has none, and its number. */
export type Position = { key: string | null; id: number }

export function writeCursor({ key, id }: Position): string {
  return Buffer.from(JSON.stringify([key, id])).toString('base64url')
}

export function readCursor(cursor: string): Position {
  try {
    const [key, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as unknown[]
    const valued = key === null || (typeof key === 'string' && !key.includes('\u0000'))
    if (valued && Number.isInteger(id)) return { key, id: Number(id) }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  throw refuse('cursor_unknown')
}
