/** What questions over everybody ask of a profile: gathered for many customers at once, attributes sorted by their type. */
import type { App } from '#/platform/app.ts'
import type { Db, Tx } from '#/platform/db/index.ts'

import { type AttributeType, coerceAttribute, typeOfValue } from './attributes.ts'
import { findDefinitions } from './store-attributes.ts'
import { findCurrentConsents } from './store-consents.ts'
import { readSegmentRows, type SegmentRow } from './store-segments.ts'
import { tagsOfCustomers } from './store-tags.ts'

/** Texts as people wrote them; money as decimal text in the reporting currency. */
export type SegmentProfile = Omit<SegmentRow, 'attributes'> & {
  tags: string[]
  /** `channel/purpose` → what is in force. */
  consents: Record<string, string>
  texts: Record<string, string>
  numbers: Record<string, number>
  /** Calendar days, `YYYY-MM-DD`. */
  dates: Record<string, string>
  booleans: Record<string, boolean>
  lists: Record<string, string[]>
}

/** Those merged away too, marked `gone`; numbers nobody has are absent. Three looks however many are asked for. */
export async function profilesForSegments(
  app: Pick<App, 'clock'> & { db: Db | Tx },
  ids: readonly number[],
): Promise<SegmentProfile[]> {
  if (ids.length === 0) return []
  const rows = await readSegmentRows(app.db, ids)
  const tags = Map.groupBy(await tagsOfCustomers(app.db, ids), (tag) => tag.customerId)
  const consents = Map.groupBy(await findCurrentConsents(app.db, ids), (consent) => consent.customerId)
  const types = new Map((await findDefinitions(app.db)).map(({ name, type }) => [name, type]))
  return rows.map(({ attributes, ...row }) => ({
    ...row,
    tags: (tags.get(row.id) ?? []).map(({ name }) => name),
    consents: Object.fromEntries(
      (consents.get(row.id) ?? []).map(({ channel, purpose, state }) => [`${channel}/${purpose}`, state]),
    ),
    ...byType(attributes, types),
  }))
}

type ByType = Pick<SegmentProfile, 'texts' | 'numbers' | 'dates' | 'booleans' | 'lists'>

const shelves: Record<AttributeType, keyof ByType> = {
  text: 'texts',
  number: 'numbers',
  date: 'dates',
  boolean: 'booleans',
  list: 'lists',
}

/** A value whose definition was removed goes by what it looks like; one that does not fit its type is not set. */
function byType(
  attributes: Readonly<Record<string, unknown>>,
  types: ReadonlyMap<string, AttributeType>,
): ByType {
  const sorted: ByType = { texts: {}, numbers: {}, dates: {}, booleans: {}, lists: {} }
  for (const [name, raw] of Object.entries(attributes)) {
    const type = types.get(name) ?? typeOfValue(raw)
    const value = type && coerceAttribute(type, raw)
    if (type && value !== undefined) Object.assign(sorted[shelves[type]], { [name]: value })
  }
  return sorted
}
