/** A measure in each day, week or month, with its interval. */
import type { MeasureName } from '@vefa/contract'

import type { App } from '#/platform/app.ts'

import { figureOf } from './figures.ts'
import { factsOf, MEASURES, orderParts } from './measures.ts'
import { comparedDays, type Comparison, type Period, type Place, type Reach, reachOf } from './reach.ts'
import { readChurnMonths } from './read-churn.ts'
import {
  type KeyedFacts,
  mergeByKey,
  readKeptByMonth,
  readPartsByStep,
  readRefunds,
  readUnnamed,
  readVisits,
  type Step,
} from './reports-measures.ts'

type Reading = Pick<App, 'db' | 'eventStore' | 'clock'>

/** The figures of the first page as one curve. */
export async function readTrend(app: Reading, input: Period & { step: Step }) {
  const reach = await reachOf(app, input)
  const parts = ['revenue', 'orders', 'customers', 'newRevenue'] as const
  const rows = await readPartsByStep(app.eventStore, reach, { parts, step: input.step })
  return rows.map((row) => {
    const { revenue, orders, customers, newRevenue } = factsOf(row)
    return { start: row.key, revenue, orders, customers, newRevenue }
  })
}

export async function readMeasureTrend(
  app: Reading,
  input: Period & { measure: MeasureName; step: Step; compare: Comparison },
) {
  const reach = await reachOf(app, input)
  const compared = comparedDays(input, input.compare)
  const [points, before] = await Promise.all([
    readPoints(app, reach, input),
    compared ? readPoints(app, { ...reach, ...compared }, input) : [],
  ])
  return { kind: MEASURES[input.measure].kind, currency: reach.currency, points, compared: before }
}

type Asked = { measure: MeasureName; step: Step }

async function readPoints(app: Reading, reach: Reach & Place, { measure, step }: Asked) {
  const rows = await readRows(app, reach, { measure, step })
  return rows.map((row) => {
    const { value, sample, interval } = figureOf(measure, factsOf(row), null)
    return { start: row.key, value, sample, interval }
  })
}

/** Retention and churn are those of months, whatever the step. */
async function readRows(app: Reading, reach: Reach & Place, { measure, step }: Asked): Promise<KeyedFacts[]> {
  const store = app.eventStore
  if (measure === 'retention') return inPeriod(await readKeptByMonth(store, reach), reach)
  if (measure === 'churn') return inPeriod(await churnRows(app, reach), reach)
  if (measure === 'conversion') return readVisits(store, reach, step)
  if (measure === 'unnamedRevenue') return reach.people ? [] : readUnnamed(store, reach, step)
  if (measure === 'lifetimeValue') return []
  const parts = orderParts([measure])
  const [orders, refunds] = await Promise.all([
    parts.length > 0 ? readPartsByStep(store, reach, { parts, step }) : [],
    MEASURES[measure].parts.includes('refunded') ? readRefunds(store, reach, step) : [],
  ])
  return mergeByKey([orders, refunds])
}

async function churnRows(app: Reading, reach: Reach & Place): Promise<KeyedFacts[]> {
  const months = await readChurnMonths(app, reach)
  const ended = months.filter(({ partial }) => !partial)
  return ended.map(({ month, exposed, lost }) => ({ key: `${month}-01`, exposed, lost, rows: ended.length }))
}

function inPeriod(rows: KeyedFacts[], { from, to }: Reach): KeyedFacts[] {
  return rows.filter(({ key }) => (!from || key >= from.slice(0, 7)) && (!to || key <= to))
}
