/** The only ClickHouse of segments: whom conditions hold for, and who could be a member at all. */
import type { SegmentLeaf } from '@vefa/contract'

import type { EventStore } from '#/platform/event-store/index.ts'

import {
  type Bits,
  bitsAdder,
  bitsOf,
  emptyBits,
  idsOf,
  intersect,
  type OpenBits,
  subtract,
  union,
} from './bits.ts'
import { type CompiledSets, compileSets, type SetColumn } from './compile.ts'
import { sharersText } from './compile-people.ts'
import { readEach, readSets } from './reports-sets.ts'
import type { Merge, Scene } from './scene.ts'
import { keyOf, sourceOf } from './segment.ts'

/** Everybody who could be in a segment: known people, and all with the anonymous ones. Gone ones are in neither. */
export type People = { known: Bits; everyone: Bits }

export type Asked = {
  /** Conditions on other segments are left out: their members are known. */
  leaves: readonly SegmentLeaf[]
  scene: Scene
  /** Only these people are looked at; the answer says nothing of others. */
  among?: readonly number[] | undefined
  /** Who could be in a segment, where that is known already: then it is not asked. */
  people?: People | undefined
  signal?: AbortSignal | undefined
}

export type Evaluated = {
  people: People
  /** For whom each condition holds, by its key. */
  holders: Map<string, Bits>
}

/** Who there is and for whom each condition holds; complements are done. */
export async function evaluate(store: EventStore, asked: Asked): Promise<Evaluated> {
  const { scene, signal } = asked
  const known = asked.people && peopleAmong(asked.people, asked.among ?? null)
  // Of given people only those are asked for who could be in a segment, where that is known.
  const among = asked.among && known ? [...idsOf(known.everyone)] : (asked.among ?? null)
  const own = asked.leaves.filter((leaf) => sourceOf(leaf) !== 'segments')
  if (among?.length === 0) return ofNobody(own)
  const answers: Answer[] = []
  for (const question of compileSets(own, { scene, among, people: known === undefined }))
    answers.push(...(await answered(store, question, signal)))
  const people = known ?? peopleIn(answers)
  const within = known && among !== null ? (set: Bits) => set : (set: Bits) => intersect(people.everyone, set)
  const holders = new Map<string, Bits>()
  for (const { column, set } of answers) {
    if (column.of !== 'condition') continue
    holders.set(column.key, column.negated ? subtract(people.everyone, set) : within(set))
  }
  return { people, holders }
}

function ofNobody(leaves: readonly SegmentLeaf[]): Evaluated {
  return {
    people: { known: emptyBits(), everyone: emptyBits() },
    holders: new Map(leaves.map((leaf) => [keyOf(leaf), emptyBits()])),
  }
}

function peopleAmong({ known, everyone }: People, among: readonly number[] | null): People {
  if (among === null) return { known, everyone }
  const given = bitsOf(among)
  return { known: intersect(known, given), everyone: intersect(everyone, given) }
}

type Answer = { column: SetColumn; set: OpenBits }

async function answered(
  store: EventStore,
  question: CompiledSets,
  signal: AbortSignal | undefined,
): Promise<Answer[]> {
  const answers = question.columns.map((column) => ({ column, set: emptyBits() }))
  const read = question.each ? readEach : readSets
  await read(
    store,
    { question, signal },
    answers.map(({ set }) => set),
  )
  return answers
}

function peopleIn(answers: readonly Answer[]): People {
  const setOf = (of: 'known' | 'anonymous'): Bits =>
    answers.find(({ column }) => column.of === of)?.set ?? emptyBits()
  const known = setOf('known')
  return { known, everyone: union(known, setOf('anonymous')) }
}

/**
 * These people and everybody an order of theirs was told of before: an order told again for another customer leaves the
 * first one. To be asked when events about orders arrive.
 */
export async function withSharersOfOrders(
  store: EventStore,
  asked: { merges: readonly Merge[]; among: readonly number[]; signal?: AbortSignal | undefined },
): Promise<number[]> {
  if (asked.among.length === 0) return []
  const people = emptyBits()
  asked.among.forEach(bitsAdder(people))
  const question = sharersText(asked.among, asked.merges)
  await readSets(store, { question, signal: asked.signal }, [people])
  return [...idsOf(people)]
}
