/** Attributes as they come in with statements: new names get a type from their first value, values are brought to their type. */
import type { App } from '#/platform/app.ts'
import type { Tx } from '#/platform/db/index.ts'

import { type AttributeType, coerceAttribute, isAttributeName, typeOfValue } from './attributes.ts'
import type { PreparedDraft } from './prepare-draft.ts'
import { findDefinitions, insertDefinitions } from './store-attributes.ts'

/** A sender that invents a name for each customer must not fill the console. */
const mostDefinitions = 300

/** The drafts with attributes of defined names and fitting values only. */
export async function coerceDrafts(
  app: Pick<App, 'clock'> & { db: Tx },
  drafts: readonly PreparedDraft[],
): Promise<readonly PreparedDraft[]> {
  if (!drafts.some((draft) => Object.keys(draft.attributes).length > 0)) return drafts
  const types = await typesFor(app, drafts)
  return drafts.map((draft) => ({ ...draft, attributes: coerceAll(draft.attributes, types) }))
}

async function typesFor(
  app: Pick<App, 'clock'> & { db: Tx },
  drafts: readonly PreparedDraft[],
): Promise<Map<string, AttributeType>> {
  const types = new Map((await findDefinitions(app.db)).map(({ name, type }) => [name, type]))
  const fresh = freshTypes(drafts, types)
  const added = [...fresh].slice(0, Math.max(0, mostDefinitions - types.size))
  if (added.length === 0) return types
  const definitions = added.map(([name, type]) => ({ name, label: name, type }))
  await insertDefinitions(app.db, definitions, app.clock.now())
  // Asked again, because another caller may have defined the same name first.
  return new Map((await findDefinitions(app.db)).map(({ name, type }) => [name, type]))
}

function freshTypes(
  drafts: readonly PreparedDraft[],
  known: ReadonlyMap<string, AttributeType>,
): Map<string, AttributeType> {
  const fresh = new Map<string, AttributeType>()
  for (const draft of drafts) {
    for (const [name, value] of Object.entries(draft.attributes)) {
      const type =
        known.has(name) || fresh.has(name) || !isAttributeName(name) ? undefined : typeOfValue(value)
      if (type) fresh.set(name, type)
    }
  }
  return fresh
}

export function coerceAll(
  raw: Record<string, unknown>,
  types: ReadonlyMap<string, AttributeType>,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(raw).flatMap(([name, value]) => {
      const type = types.get(name)
      const coerced = type && coerceAttribute(type, value)
      return coerced === undefined ? [] : [[name, coerced]]
    }),
  )
}
