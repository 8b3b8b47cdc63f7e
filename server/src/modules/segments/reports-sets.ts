/** Sets of customers as the event store answers them: numbers in text, since its client takes long parameters only with text. */
import type { EventStore } from '#/platform/event-store/index.ts'

import { bitsAdder, type OpenBits } from './bits.ts'
import type { Question } from './scene.ts'

type Reading = { question: Question; signal?: AbortSignal | undefined }

/** Adds the people of each row `(set,[customer,…])` to the set at that place. */
export async function readSets(
  store: EventStore,
  reading: Reading,
  sets: readonly OpenBits[],
): Promise<void> {
  const text = await answerTo(store, reading)
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

/** Adds the person of each row `first<tab>customer<tab>0110…` to the sets, from that place on, whose digit is 1. */
export async function readEach(
  store: EventStore,
  reading: Reading,
  sets: readonly OpenBits[],
): Promise<void> {
  const adders = sets.map(bitsAdder)
  const rows = (await answerTo(store, reading)).split('\n')
  // Every row ends with a line break, so that one broken off is told apart.
  const rest = rows.pop()
  if (rest !== '') throw brokenOff(rest ?? '', 0)
  for (const row of rows) {
    const [, first, customer, held = ''] = /^(\d+)\t(\d+)\t([01]+)$/.exec(row) ?? []
    if (first === undefined) throw brokenOff(row, 0)
    for (let at = held.indexOf('1'); at >= 0; at = held.indexOf('1', at + 1)) {
      adders[Number(first) + at]?.(Number(customer))
    }
  }
}

async function answerTo(store: EventStore, { question, signal }: Reading): Promise<string> {
  const result = await store.client.query({
    query: question.text,
    query_params: question.params,
    format: 'TabSeparated',
    ...(signal && { abort_signal: signal }),
    ...(question.wide && { clickhouse_settings: { optimize_use_projections: 0 } }),
  })
  return result.text()
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
