/** Answers from counts, and what sets a segment apart: pure. */
import { type Interval, newcombeInterval, wilsonInterval } from './intervals.ts'
import type { ComparedRow, CountRow } from './reports-audience.ts'
import type { TopicUnit } from './topics.ts'

export type Answer = {
  topic: string
  unit: TopicUnit
  sample: number
  known: number
  rows: { key: string; label: string | null; count: number; share: number; interval: Interval }[]
  others: number
}

export type AnswerShape = { topic: string; unit: TopicUnit; limit: number; ordered?: boolean }

/** Shares are of what is known; how much that is stands beside them. */
export function answerOf(
  { topic, unit, limit, ordered }: AnswerShape,
  rows: readonly CountRow[],
  label: (key: string) => string | null = () => null,
): Answer {
  const sample = rows[0]?.all ?? 0
  const unknown = rows.find((row) => row.key === '')?.count ?? 0
  const known = sample - unknown
  const shown = rows.filter((row) => row.key !== '').slice(0, limit)
  const others = shown.reduce((rest, row) => rest - row.count, known)
  if (ordered) shown.sort((one, other) => Number.parseFloat(one.key) - Number.parseFloat(other.key))
  return {
    topic,
    unit,
    sample,
    known,
    rows: shown.map(({ key, count }) => ({
      key,
      label: label(key),
      count,
      share: count / known,
      interval: wilsonInterval({ hits: count, n: known }),
    })),
    others,
  }
}

export type Difference = {
  topic: string
  key: string
  label: string | null
  inside: { hits: number; n: number; share: number }
  rest: { hits: number; n: number; share: number }
  difference: number
  interval: Interval
  strength: number
}

/** Fewer people than this on either side and nothing is compared. */
const least = 8
const mostDifferences = 60

/**
 * Differences of shares that Newcombe's interval tells from none, the surest large ones first: by what the difference
 * is at least.
 */
export function differencesOf(
  compared: readonly { topic: string; rows: readonly ComparedRow[] }[],
): Difference[] {
  const all = compared.flatMap(({ topic, rows }) => rows.flatMap((row) => differenceOf(topic, row) ?? []))
  return all.sort((one, other) => other.strength - one.strength).slice(0, mostDifferences)
}

function differenceOf(
  topic: string,
  { key, hits, rest_hits, n, rest_n: restN }: ComparedRow,
): Difference | null {
  if (n < least || restN < least) return null
  const inside = { hits, n, share: hits / n }
  const rest = { hits: rest_hits, n: restN, share: rest_hits / restN }
  const interval = newcombeInterval(inside, rest)
  if (interval.low <= 0 && interval.high >= 0) return null
  const strength = Math.min(Math.abs(interval.low), Math.abs(interval.high))
  return { topic, key, label: null, inside, rest, difference: inside.share - rest.share, interval, strength }
}
