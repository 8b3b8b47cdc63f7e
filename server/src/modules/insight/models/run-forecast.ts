/** A night's forecast: orders streamed into a thread of its own, its fit and scores written where lists and segments use them. */
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'

import { placeOf } from '#/modules/insight/reach.ts'
import { dayAfter, dayIn, referenceDay } from '#/modules/insight/reference.ts'
import { reconsiderPredictions } from '#/modules/segments/index.ts'
import type { App } from '#/platform/app.ts'
import { inTransaction, type Tx } from '#/platform/db/index.ts'

import { dayNumber } from './days.ts'
import type { Numbers } from './forecast.ts'
import type { Answer, Question, Task } from './forecast-worker.ts'
import { type Need, needFor } from './need.ts'
import {
  appendPredictions,
  clearNextPredictions,
  lastOrderDay,
  ordersSeen,
  streamOrders,
  swapPredictions,
} from './reports.ts'
import { loadFit, markScored, saveFit, type SavedFit } from './store-fits.ts'
import { addPredictions, beginPredictions, finishPredictions } from './store-predictions.ts'

/** Chunks of the thread that go to the event store as one. */
const chunksAtOnce = 25

type Using = Pick<App, 'db' | 'eventStore' | 'clock' | 'config'>

export type Told = {
  need: Need
  customers: number
  /** Of the thread, without reading and writing. */
  milliseconds: number
}

/**
 * Fits where orders are new since the last fit, scores where only days have passed, does nothing otherwise; `again` fits in
 * any case. Two at once end with the answer of the later one.
 */
export async function runForecast(app: Using, options: { again?: boolean } = {}): Promise<Told> {
  const { zone } = await placeOf(app)
  const [last, seen, saved] = await Promise.all([
    lastOrderDay(app.eventStore, zone),
    ordersSeen(app.eventStore),
    loadFit(app.db),
  ])
  const reference = referenceDay({ last, today: dayIn(zone, app.clock.now()) })
  const need = needFor({ reference, seen, saved, again: options.again ?? false })
  if (need === 'nothing' || reference === null) return { need: 'nothing', customers: 0, milliseconds: 0 }
  const at = app.clock.now()
  const task: Task = {
    end: dayNumber(dayAfter(reference, -1)),
    at: Math.floor(at.getTime() / 1_000),
    numbers: need === 'score' && saved ? numbersOf(saved) : null,
  }
  const worker = new Worker(new URL('./forecast-worker.ts', import.meta.url), { workerData: task })
  try {
    for await (const chunk of streamOrders(app.eventStore, zone)) giveBytes(worker, chunk)
    const scored = await ask(worker, { kind: 'score' })
    if (scored.kind !== 'scored') throw new Error(`the forecast answered ${scored.kind}`)
    const { forecast, customers, milliseconds } = scored
    const model = forecast?.model ?? saved?.model ?? 'rules'
    await inTransaction(app.db, async (tx) => {
      await writePredictions({ ...app, db: tx }, worker, { model, at })
      if (forecast) await saveFit(tx, { forecast, ordersSeen: seen, at })
      else await markScored(tx, { end: task.end, at })
    })
    return { need, customers, milliseconds }
  } finally {
    await worker.terminate()
  }
}

function numbersOf({ process, spend }: SavedFit): Numbers {
  return { process, spend: spend?.usable ? spend : null }
}

/** The event store's table is swapped last, inside the transaction: a failure leaves both as they were. */
async function writePredictions(
  app: Omit<Using, 'db'> & { db: Tx },
  worker: Worker,
  scoring: { model: string; at: Date },
): Promise<void> {
  await beginPredictions(app.db)
  await clearNextPredictions(app.eventStore, app.config)
  const waiting: Uint8Array[] = []
  const append = () => appendPredictions(app.eventStore, waiting.splice(0))
  for (;;) {
    const answer = await ask(worker, { kind: 'next' })
    if (answer.kind !== 'chunk') break
    waiting.push(answer.chunk.binary)
    const full = waiting.length >= chunksAtOnce
    await Promise.all([addPredictions(app.db, answer.chunk.columns, scoring), full ? append() : undefined])
  }
  await append()
  await finishPredictions(app.db)
  await swapPredictions(app.eventStore, app.config)
  await reconsiderPredictions(app)
}

/** Copied, because the stream's buffers are parts of larger ones; the copy is handed over. */
function giveBytes(worker: Worker, chunk: Uint8Array): void {
  const bytes = new Uint8Array(chunk)
  worker.postMessage({ kind: 'bytes', bytes } satisfies Question, [bytes.buffer])
}

/** @throws what the thread threw */
async function ask(worker: Worker, question: Question): Promise<Answer> {
  const answered = once(worker, 'message')
  worker.postMessage(question, [])
  const [answer] = (await answered) as [Answer]
  return answer
}
