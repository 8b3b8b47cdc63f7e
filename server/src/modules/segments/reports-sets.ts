/** Sets of customers as the event store answers them: whole numbers in text, since its client takes long parameters only with text. */
import type { EventStore } from '#/platform/event-store/index.ts'

import { bitsAdder, type OpenBits } from './bits.ts'
import type { Question } from './scene.ts'

type Reading = { question: Question; signal?: AbortSignal | undefined }

/** Adds the people of each row `(set,[customer,…])` to the set at that place. */
export async function readSets(
  store: EventStore,
  { question, signal }: Reading,
  sets: readonly OpenBits[],
): Promise<void> {
  const result = await store.client.query({
    query: question.text,
    query_params: question.params,
    format: 'TabSeparated',
    ...(signal && { abort_signal: signal }),
    ...(question.wide && { clickhouse_settings: { optimize_use_projections: 0 } }),
  })
  const text = await result.text()
  for (let at = 0; at < text.length;) {
    const comma = text.indexOf(',[', at)
    const bits = sets[comma < 0 || text[at] !== '(' ? -1 : numberIn(text, at + 1, comma)]
    const end = text.indexOf('])\n', comma)
    // Anything else is a failure the event store wrote behind rows it had already sent.
    if (bits === undefined || end < 0) throw brokenOff(text, at)
    addNumbers(text, { from: comma + 2, to: end }, bits)
    at = end + 3
  }
}

/** In one pass, because there may be millions. */
function addNumbers(text: string, { from, to }: { from: number; to: number }, bits: OpenBits): void {
  const add = bitsAdder(bits)
  const comma = 44
  let value = 0
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at)
    if (code === comma) {
      add(value)
      value = 0
      continue
    }
    if (code < 48 || code > 57) throw brokenOff(text, at)
    value = value * 10 + code - 48
  }
  if (to > from) add(value)
}

function numberIn(text: string, from: number, to: number): number {
  const digits = text.slice(from, to)
  return /^\d+$/.test(digits) ? Number(digits) : -1
}

function brokenOff(text: string, at: number): Error {
  return new Error(`the event store broke off: ${text.slice(at, at + 200)}`)
}
