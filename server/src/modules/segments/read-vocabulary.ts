/** What can be asked of this shop, in its own words, for whoever writes a rule. */
import { segmentFields } from '@vefa/contract'

import { findAttributes, profilesForSegments, type SegmentProfile } from '#/modules/customers/index.ts'
import type { App } from '#/platform/app.ts'
import { foldForSearch } from '#/platform/text/fold.ts'

import { offeredRules } from './ready-made.ts'
import {
  eventNames,
  fieldValues,
  propertiesOf,
  propertyValues,
  type SeenValue,
} from './reports-vocabulary.ts'

type Using = Pick<App, 'db' | 'eventStore' | 'clock'>

/**
 * Without `of`: own attributes and events. With it only values: of a field (`city`, `tags`, `attributes.NAME`) or of a
 * property of events (`event.city`, `product`, `properties.NAME`).
 */
export async function readVocabulary(
  app: Using,
  asked: { of?: string | undefined; text?: string | undefined },
) {
  if (asked.of !== undefined && asked.of !== '') {
    return { attributes: [], events: [], values: await valuesOf(app, asked.of, asked.text ?? '') }
  }
  const [attributes, names] = await Promise.all([
    findAttributes(app.db),
    eventNames(app.eventStore, app.clock.now()),
  ])
  const properties = await propertiesOf(app.eventStore, names)
  return {
    attributes,
    events: names.map((name) => ({ name, properties: properties.get(name) ?? [] })),
    values: [],
  }
}

export async function listReadyMade(app: Using) {
  return { rules: offeredRules(new Set(await eventNames(app.eventStore, app.clock.now()))) }
}

async function valuesOf(app: Using, of: string, text: string): Promise<string[]> {
  const isField = Object.hasOwn(segmentFields, of) || of.startsWith('attributes.')
  if (isField) {
    const seen = await fieldValues(app.eventStore, { field: of, text: foldForSearch(text.trim()) })
    return asWritten(app, of, seen)
  }
  const property = of.startsWith('event.') ? of.slice('event.'.length) : of
  return propertyValues(app.eventStore, { property, text: text.trim(), now: app.clock.now() })
}

/** The event store knows texts folded; how they are written is read from somebody who has them. */
async function asWritten(app: Using, field: string, seen: readonly SeenValue[]): Promise<string[]> {
  const profiles = await profilesForSegments(
    app,
    seen.map(({ customer }) => customer),
  )
  const byId = new Map(profiles.map((profile) => [profile.id, profile]))
  return seen.map(({ value, customer }) => {
    const profile = byId.get(customer)
    const written = profile ? textsOf(profile, field) : []
    return written.find((text) => foldForSearch(text) === value) ?? value
  })
}

function textsOf(profile: SegmentProfile, field: string): string[] {
  if (field === 'tags') return profile.tags
  const name = field.slice('attributes.'.length)
  if (field.startsWith('attributes.')) {
    const text = profile.texts[name]
    return [...(text === undefined ? [] : [text]), ...(profile.lists[name] ?? [])]
  }
  const value: unknown = profile[field as keyof SegmentProfile]
  return typeof value === 'string' ? [value] : []
}
