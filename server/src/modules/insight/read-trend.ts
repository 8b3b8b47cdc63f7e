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
import { type Asking, together } from './together.ts'

type Reading = Pick<App, 'db' | 'eventStore' | 'clock'>
type Counting = Pick<App, 'clock'> & { eventStore: Asking }

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
  const [points, before] = await together(app.eventStore, (eventStore) => {
    const asking = { ...app, eventStore }
    return Promise.all([
      readPoints(asking, reach, input),
      compared ? readPoints(asking, { ...reach, ...compared }, input) : [],
    ])
  })
  return { kind: MEASURES[input.measure].kind, currency: reach.currency, points, compared: before }
}

type Asked = { measure: MeasureName; step: Step }

async function readPoints(app: Counting, reach: Reach & Place, { measure, step }: Asked) {
  const rows = await readRows(app, reach, { measure, step })
  return rows.map((row) => {
    const { value, sample, interval } = figureOf(measure, factsOf(row), null)
    return { start: row.key, value, sample, interval }
  })
}

/** By the key; retention and churn are those of months, whatever the step. */
async function readRows(app: Counting, reach: Reach & Place, asked: Asked): Promise<KeyedFacts[]> {
  return mergeByKey(await readBeside(app, reach, asked))
}

async function readBeside(
  app: Counting,
  reach: Reach & Place,
  { measure, step }: Asked,
): Promise<KeyedFacts[][]> {
  const store = app.eventStore
  if (measure === 'retention') return [inPeriod(await readKeptByMonth(store, reach), reach)]
  if (measure === 'churn') return [inPeriod(await churnRows(app, reach), reach)]
  if (measure === 'conversion') return [await readVisits(store, reach, step)]
  if (measure === 'unnamedRevenue') return [reach.people ? [] : await readUnnamed(store, reach, step)]
  if (measure === 'lifetimeValue') return []
  const parts = orderParts([measure])
  return Promise.all([
    parts.length > 0 ? readPartsByStep(store, reach, { parts, step }) : [],
    MEASURES[measure].parts.includes('refunded') ? readRefunds(store, reach, step) : [],
  ])
}

async function churnRows(app: Counting, reach: Reach & Place): Promise<KeyedFacts[]> {
  const months = await readChurnMonths(app, reach)
  const ended = months.filter(({ partial }) => !partial)
  return ended.map(({ month, exposed, lost }) => ({ key: `${month}-01`, exposed, lost, rows: ended.length }))
}

function inPeriod(rows: KeyedFacts[], { from, to }: Reach): KeyedFacts[] {
  return rows.filter(({ key }) => (!from || key >= from.slice(0, 7)) && (!to || key <= to))
}
