/** The question of an exploration: from the address, to what is kept, and from what was kept back to an address. */
import { useSearch } from '@tanstack/react-router'
import {
  type Dimension,
  dimensions,
  type ExploreMeasure,
  exploreMeasures,
  lineMeasures,
} from '@vefa/contract'

import type { client } from '#/lib/api.ts'

import { type PeriodName, type Reach, useReach } from '#/features/insight/reach.ts'

export type Exploration = Awaited<ReturnType<typeof client.insight.listExplorations>>['explorations'][number]
type Kept = Exploration['question']
export type Rolling = (typeof rollings)[number]

const ofLines = new Set<string>(['category', 'brand', 'product'] satisfies Dimension[])
const byLines = new Set<string>(lineMeasures)
/** Periods that move on with the days; a mail of fixed days would always say the same. */
export const rollings = ['days7', 'days30', 'days90', 'days365', 'thisMonth', 'lastMonth'] as const

/** Lines of an order do not carry every measure. */
export function goesWith(measure: ExploreMeasure, by: Dimension): boolean {
  return !ofLines.has(by) || byLines.has(measure)
}

export type Question = { measure: ExploreMeasure; by: Dimension }

/** What the address asks; a measure that does not go with the dimension gives way to revenue. */
export function readQuestion(search: { measure?: unknown; by?: unknown }): Question {
  const by = dimensions.find((known) => known === search.by) ?? 'month'
  const measure = exploreMeasures.find((known) => known === search.measure) ?? 'revenue'
  return { by, measure: goesWith(measure, by) ? measure : 'revenue' }
}

export function useQuestion() {
  const search: { measure?: unknown; by?: unknown } = useSearch({ strict: false })
  const { reach, input, change } = useReach()
  const question = readQuestion(search)
  return { question, reach, input: { ...input, ...question, limit: 50 }, change }
}

/** A named period that moves on with the days is kept by its name, all else by its days. */
export function keptOf({ measure, by }: Question, { period, days, storeId, segmentId }: Reach): Kept {
  const rolling = rollings.find((known) => known === (period as string)) ?? null
  return {
    measure,
    by,
    limit: 50,
    rolling,
    ...(rolling === null && days),
    ...(storeId !== undefined && { storeId }),
    ...(segmentId !== undefined && { segmentId }),
  }
}

/** The same question of a period that moves on. */
export function rollingOf({ from: _from, to: _to, ...question }: Kept, rolling: Rolling): Kept {
  return { ...question, rolling }
}

/** The address that asks what was kept. */
export function addressOf({ id, question }: Pick<Exploration, 'id' | 'question'>) {
  const { measure, by, rolling, from, to, storeId, segmentId } = question
  const fixed = from !== undefined || to !== undefined
  const period: PeriodName | undefined = rolling ?? (fixed ? 'custom' : undefined)
  return {
    kept: id,
    measure,
    by,
    period,
    store: storeId,
    segment: segmentId,
    ...(rolling === null && { from, to }),
  }
}
