/** The only ClickHouse of segments: whom conditions hold for, and who could be a member at all. */
import type { SegmentLeaf } from '@vefa/contract'

import type { EventStore } from '#/platform/event-store/index.ts'

import { addTo, type Bits, emptyBits, intersect, type OpenBits, subtract } from './bits.ts'
import { type AmongColumn, compileAmong, compileLeaf } from './compile.ts'
import { peopleText, sharersText } from './compile-people.ts'
import type { Merge, Question, Scene } from './scene.ts'
import { keyOf, sourceOf } from './segment.ts'

/** Everybody who could be in a segment: known people, and all with the anonymous ones. Gone ones are in neither. */
export type People = { known: Bits; everyone: Bits }

/** Of the given people only, or of everybody. */
export async function universe(
  store: EventStore,
  asked: { among?: readonly number[] | undefined; signal?: AbortSignal | undefined } = {},
): Promise<People> {
  const people = { known: emptyBits(), everyone: emptyBits() }
  await readNumbers(
    store,
    { question: peopleText(asked.among ?? null), signal: asked.signal },
    (customer, flag) => {
      addTo(people.everyone, customer)
      if (flag(0)) addTo(people.known, customer)
    },
  )
  return people
}

export type Asked = {
  /** Conditions on other segments are left out: their members are known. */
  leaves: readonly SegmentLeaf[]
  scene: Scene
  /** Complements are taken within these: `everyone` of {@link universe} for the same `among`; awaited at the end only. */
  everyone: Bits | Promise<Bits>
  /** Only these people are looked at; the answer says nothing of others. */
  among?: readonly number[] | undefined
  signal?: AbortSignal | undefined
}

/** For whom each condition holds, by its key; complements are done. */
export async function evaluate(store: EventStore, asked: Asked): Promise<Map<string, Bits>> {
  const own = asked.leaves.filter((leaf) => sourceOf(leaf) !== 'segments')
  const different = [...new Map(own.map((leaf) => [keyOf(leaf), leaf])).values()]
  const answers =
    asked.among === undefined
      ? await answerOneByOne(store, different, asked)
      : await answerAmong(store, different, { ...asked, among: asked.among })
  const everyone = await asked.everyone
  return new Map(
    answers.map(({ key, negated, holders }) => [
      key,
      negated ? subtract(everyone, holders) : intersect(everyone, holders),
    ]),
  )
}

/**
 * These people and everybody an order of theirs was told of before: an order told again for another customer leaves the
 * first one. To be asked when events about orders arrive.
 */
export async function withSharersOfOrders(
  store: EventStore,
  asked: { merges: readonly Merge[]; among: readonly number[]; signal?: AbortSignal | undefined },
): Promise<number[]> {
  const people = new Set(asked.among)
  if (people.size === 0) return []
  const question = sharersText(asked.among, asked.merges)
  await readNumbers(store, { question, signal: asked.signal }, (customer) => people.add(customer))
  return [...people].sort((a, b) => a - b)
}

type Answer = AmongColumn & { holders: OpenBits }

/** Two at a time: one reads while the other reckons, and a third would only wait. */
const beside = 2

async function answerOneByOne(
  store: EventStore,
  leaves: readonly SegmentLeaf[],
  { scene, signal }: Asked,
): Promise<Answer[]> {
  const answers: Answer[] = []
  const waiting = [...leaves.entries()]
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [at, leaf] = next
      const question = compileLeaf(leaf, scene)
      const holders = emptyBits()
      await readNumbers(store, { question, signal }, (customer) => addTo(holders, customer))
      answers[at] = { key: keyOf(leaf), negated: question.negated, holders }
    }
  }
  await Promise.all(Array.from({ length: beside }, work))
  return answers
}

async function answerAmong(
  store: EventStore,
  leaves: readonly SegmentLeaf[],
  { scene, among, signal }: Asked & { among: readonly number[] },
): Promise<Answer[]> {
  const questions = among.length === 0 ? [] : compileAmong(leaves, scene, among)
  const answers = await Promise.all(
    questions.map(async (question) => {
      const own = question.columns.map((column) => ({ ...column, holders: emptyBits() }))
      await readNumbers(store, { question, signal }, (customer, flag) => {
        own.forEach(({ holders }, at) => flag(at) && addTo(holders, customer))
      })
      return own
    }),
  )
  return answers.flat()
}

type Reading = { question: Question; signal?: AbortSignal | undefined }

/** Hands over lines of whole numbers: a customer, then flags. As bytes of text, since an object for each takes longer than the question. */
export async function readNumbers(
  store: EventStore,
  { question, signal }: Reading,
  take: (customer: number, flag: (at: number) => boolean) => void,
): Promise<void> {
  const result = await store.client.query({
    query: question.text,
    query_params: question.params,
    format: 'TabSeparated',
    ...(signal && { abort_signal: signal }),
  })
  takeLines(await result.text(), take)
}

/** In one pass: a search for what a line does not hold would go on to the end of the text for every line. */
function takeLines(text: string, take: (customer: number, flag: (at: number) => boolean) => void): void {
  const newline = 10
  const tab = 9
  let start = 0
  let value = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code >= 48 && code <= 57) {
      value = value * 10 + code - 48
      continue
    }
    // Anything but digits is a failure the event store wrote behind rows it had already sent.
    if ((code !== newline && code !== tab) || at === start) throw brokenOff(text, start)
    const flags = at + 1
    take(value, (position) => text.charCodeAt(flags + 2 * position) === 49)
    if (code === tab) at = text.indexOf('\n', at)
    if (at < 0) throw brokenOff(text, start)
    start = at + 1
    value = 0
  }
  if (start < text.length) throw brokenOff(text, start)
}

function brokenOff(text: string, at: number): Error {
  return new Error(`the event store broke off: ${text.slice(at, at + 200)}`)
}
