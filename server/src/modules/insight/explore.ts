/** Explore: a measure by a dimension, the greatest rows first, the rest as others, and the whole. */
import { type ExploreAnswer, type ExploreQuestion, lineMeasures } from '@vefa/contract'

import type { App } from '#/platform/app.ts'

import { subtractAmounts } from '#/platform/money/money.ts'

import { refuse } from './errors.ts'
import { labelsOf } from './labels.ts'
import { figureOf } from './figures.ts'
import { type Facts, factsOf, lineParts, MEASURES, orderParts } from './measures.ts'
import { isAdditive, type LineDimension, type OrderDimension } from './parts.ts'
import { type Place, type Reach, reachOf } from './reach.ts'
import { type KeyedFacts, readLineParts, readParts, readPartsBy } from './reports-measures.ts'

const ofLines: ReadonlySet<string> = new Set<LineDimension>(['category', 'brand', 'product'])
const carried: ReadonlySet<string> = new Set(lineMeasures)
const ordered: ReadonlySet<string> = new Set(['day', 'week', 'month', 'weekday', 'hour'])

type Found = { rows: KeyedFacts[]; total: Partial<Facts>; additive: boolean }

/** @throws `measure_not_by_dimension` for a measure that lines do not carry */
export async function explore(
  app: Pick<App, 'db' | 'eventStore'>,
  question: ExploreQuestion,
): Promise<ExploreAnswer> {
  const reach = await reachOf(app, question)
  const found = ofLines.has(question.by)
    ? await exploreLines(app, reach, question)
    : await exploreOrders(app, reach, question)
  const label = await labelsOf(
    app,
    question.by,
    found.rows.map((row) => row.key),
  )
  const shown = ordered.has(question.by) ? [...found.rows].reverse() : found.rows
  return {
    kind: MEASURES[question.measure].kind,
    currency: reach.currency,
    rows: shown.map((row) => rowOf(question, { ...row, label: row.label || label(row.key) })),
    others: othersOf(question, found),
    total: rowOf(question, { ...found.total, key: '', label: null }),
  }
}

async function exploreOrders(
  app: Pick<App, 'eventStore'>,
  reach: Reach & Place,
  { measure, by, limit }: ExploreQuestion,
): Promise<Found> {
  const parts = orderParts([measure])
  const dimension = by as OrderDimension
  const { rank } = MEASURES[measure]
  const [rows, total] = await Promise.all([
    readPartsBy(app.eventStore, reach, { parts, dimension, rank, limit }),
    readParts(app.eventStore, reach, parts),
  ])
  return { rows, total, additive: isAdditive(parts) }
}

async function exploreLines(
  app: Pick<App, 'eventStore'>,
  reach: Reach & Place,
  { measure, by, limit }: ExploreQuestion,
): Promise<Found> {
  if (!carried.has(measure)) throw refuse('measure_not_by_dimension')
  const parts = lineParts(measure)
  const dimension = by as LineDimension
  const rank = MEASURES[measure].rank ?? 'revenue'
  const found = await readLineParts(app.eventStore, reach, { parts, dimension, rank, limit })
  return { ...found, additive: !parts.includes('customers') && !parts.includes('orders') }
}

function rowOf(
  { measure }: ExploreQuestion,
  { key, label, ...facts }: Partial<Facts> & { key: string; label: string | null },
): ExploreAnswer['total'] {
  const { value, sample, interval, covered } = figureOf(measure, factsOf(facts), null)
  return { key, label, value, sample, interval, covered }
}

/** What is left of the whole when the rows shown are taken off; people cannot be taken off, since they may be in both. */
function othersOf(question: ExploreQuestion, { rows, total, additive }: Found): ExploreAnswer['others'] {
  const all = rows[0]?.rows ?? 0
  if (!additive || all <= rows.length) return null
  const names = MEASURES[question.measure].parts
  const rest = Object.fromEntries(names.map((name) => [name, left(total, rows, name)]))
  return { ...rowOf(question, { ...rest, key: '', label: null }), rows: all - rows.length }
}

function left(total: Partial<Facts>, rows: readonly KeyedFacts[], name: keyof Facts): string | number {
  const whole = total[name]
  if (typeof whole === 'string') {
    return subtractAll(
      whole,
      rows.map((row) => String(row[name] ?? '0')),
    )
  }
  return rows.reduce((sum, row) => sum - Number(row[name] ?? 0), whole ?? 0)
}

function subtractAll(whole: string, parts: readonly string[]): string {
  return parts.reduce((rest, part) => subtractAmounts(rest, part), whole)
}
