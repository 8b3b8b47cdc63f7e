/** The thread that fits and scores: bytes in, one forecast out, then scores piece by piece as they are asked for. */
import { parentPort, workerData } from 'node:worker_threads'

import { type Forecast, forecast, type Numbers, scoreAgain } from './forecast.ts'
import { predictionChunk } from './prediction-rows.ts'
import { readPurchaseDays } from './purchase-days.ts'
import type { Scores } from './score.ts'

/** What the thread is started with. `numbers`: score with these instead of fitting. `end`, `at`: day and second since 1970. */
export type Task = { end: number; at: number; numbers: Numbers | null }

export type Question =
  | { kind: 'bytes'; bytes: Uint8Array }
  /** All bytes were sent: answered by `scored`. */
  | { kind: 'score' }
  /** Answered by `chunk`, or `done`. */
  | { kind: 'next' }

export type Answer =
  | { kind: 'scored'; forecast: Forecast | null; customers: number; milliseconds: number }
  | { kind: 'chunk'; chunk: ReturnType<typeof predictionChunk> }
  | { kind: 'done' }

/** Small enough that handing one on stalls nobody. */
const customersAtOnce = 10_000

if (parentPort) {
  const port = parentPort
  const task = workerData as Task
  const received: Uint8Array[] = []
  let scores: Scores | null = null
  let sent = 0
  port.on('message', (question: Question) => {
    if (question.kind === 'bytes') {
      received.push(question.bytes)
      return
    }
    if (question.kind === 'score') {
      const begun = performance.now()
      const result = carryOut(task, joined(received))
      scores = result.scores
      const answer: Answer = {
        kind: 'scored',
        forecast: result.forecast,
        customers: scores.customer.length,
        milliseconds: performance.now() - begun,
      }
      port.postMessage(answer)
      return
    }
    const to = Math.min(sent + customersAtOnce, scores?.customer.length ?? 0)
    if (scores === null || sent === to) {
      port.postMessage({ kind: 'done' } satisfies Answer)
      return
    }
    const chunk = predictionChunk(scores, { from: sent, to, at: task.at })
    sent = to
    port.postMessage({ kind: 'chunk', chunk } satisfies Answer, [chunk.binary.buffer as ArrayBuffer])
  })
}

function carryOut(task: Task, bytes: Uint8Array): { forecast: Forecast | null; scores: Scores } {
  const days = readPurchaseDays(bytes)
  if (task.numbers === null) return forecast(days, task.end)
  return { forecast: null, scores: scoreAgain(days, task.end, task.numbers) }
}

function joined(parts: Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength, 0))
  let at = 0
  for (const part of parts.splice(0)) {
    whole.set(part, at)
    at += part.byteLength
  }
  return whole
}
