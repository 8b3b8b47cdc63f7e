/** On the event store: what is known of one person, condition by condition. */
import type { SegmentLeaf } from '@vefa/contract'

import type { EventStore } from '#/platform/event-store/index.ts'
import { decimalOf, unitsOf } from '#/platform/money/units.ts'

import { compileFacts, type FactsQuestion } from './compile-facts.ts'
import type { Scene } from './scene.ts'
import { keyOf } from './segment.ts'
import { shareOf } from './share.ts'

/** A count or another number, an exact amount or a moment (ISO 8601) or a text, a truth, a list; null: nothing is known. */
export type Fact = string | number | boolean | string[] | null

/**
 * What each condition looked at, for one person, by its key: of a share the place in the lot (0 to 9,999), of a consent its
 * state, null where nothing was said. Texts of profiles come folded, as they are compared: for people, show those of the
 * database. Conditions on other segments are left out.
 */
export async function factsOf(
  store: EventStore,
  asked: { customer: number; leaves: readonly SegmentLeaf[]; scene: Scene; signal?: AbortSignal | undefined },
): Promise<Map<string, Fact>> {
  const { customer, leaves, scene, signal } = asked
  const places = leaves.flatMap((leaf): [string, Fact][] =>
    leaf.kind === 'share' ? [[keyOf(leaf), shareOf(leaf.seed, customer)]] : [],
  )
  const answers = await Promise.all(
    compileFacts(leaves, scene, customer).map(async (question) => {
      const [row] = await store.query<Record<string, string | null>>(question.text, question.params, {
        ...(signal && { signal }),
      })
      return question.facts.map(({ key, kind, none }, at): [string, Fact] => [
        key,
        factOf(kind, row === undefined ? none : (row[`f${at}`] ?? null)),
      ])
    }),
  )
  return new Map([...places, ...answers.flat()])
}

function factOf(kind: FactsQuestion['facts'][number]['kind'], text: string | null): Fact {
  if (kind === 'truth' && text !== null) return text === '1' || text === 'true'
  if (text === null) return null
  switch (kind) {
    case 'number':
      return Number(text)
    case 'decimal':
      return decimalOf(unitsOf(text))
    case 'moment':
      return new Date(Number(text)).toISOString()
    case 'list':
      return JSON.parse(text) as string[]
    default:
      return text
  }
}
