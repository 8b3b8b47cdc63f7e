/** Owns writing scores in the shapes the stores take: array literals for PostgreSQL, RowBinary for ClickHouse. */
import type { Scores } from './score.ts'
import type { PredictionColumns } from './store-predictions.ts'

export type PredictionChunk = { columns: PredictionColumns; binary: Uint8Array }

const DAY_SECONDS = 86_400
/** UInt32, five Float64, two DateTime. */
const ROW_BYTES = 52

/** The scores of customers `from` until `to` (not included). `at`: seconds since 1970. */
export function predictionChunk(
  scores: Scores,
  { from, to, at }: { from: number; to: number; at: number },
): PredictionChunk {
  return { columns: columnsOf(scores, from, to), binary: binaryOf(scores, { from, to, at }) }
}

function columnsOf(scores: Scores, from: number, to: number): PredictionColumns {
  const column = (values: Float64Array, digits: number) =>
    literal(values.subarray(from, to), (value) => rounded(value, digits))
  return {
    customer: literal(scores.customer.subarray(from, to), String),
    active: column(scores.active, 1e6),
    orders90: column(scores.orders90, 1e6),
    orders365: column(scores.orders365, 1e6),
    churn90: column(scores.churn90, 1e6),
    value365: column(scores.value365, 1e4),
    nextDay: literal(scores.nextDay.subarray(from, to), String),
  }
}

function literal(values: ArrayLike<number>, write: (value: number) => string): string {
  let text = '{'
  for (let index = 0; index < values.length; index += 1) {
    text += (index === 0 ? '' : ',') + write(values[index] as number)
  }
  return `${text}}`
}

function rounded(value: number, digits: number): string {
  return String(Math.round(value * digits) / digits)
}

function binaryOf(scores: Scores, { from, to, at }: { from: number; to: number; at: number }): Uint8Array {
  const bytes = new Uint8Array((to - from) * ROW_BYTES)
  const view = new DataView(bytes.buffer)
  for (let index = from; index < to; index += 1) {
    const start = (index - from) * ROW_BYTES
    view.setUint32(start, scores.customer[index] as number, true)
    view.setFloat64(start + 4, scores.active[index] as number, true)
    view.setFloat64(start + 12, scores.orders90[index] as number, true)
    view.setFloat64(start + 20, scores.orders365[index] as number, true)
    view.setFloat64(start + 28, scores.churn90[index] as number, true)
    view.setFloat64(start + 36, scores.value365[index] as number, true)
    view.setUint32(start + 44, (scores.nextDay[index] as number) * DAY_SECONDS, true)
    view.setUint32(start + 48, at, true)
  }
  return bytes
}
