/** Who is late or lost, how many a month, and why as far as the data says. */
import type { App } from '#/platform/app.ts'

import { type ChurnMonth, churnMonths } from './churn.ts'
import { DEFAULT_LIMITS } from './groups.ts'
import { type Period, type Place, type Reach, reachOf } from './reach.ts'
import { dayAfter, dayIn, referenceDay } from './reference.ts'
import { readGaps } from './reports.ts'
import {
  CHURN_STATES,
  type ChurnScene,
  type ChurnState,
  type ChurnStateRow,
  readChurnSpans,
  readChurnStates,
  readLate,
} from './reports-churn.ts'
import type { Asking } from './together.ts'

type Reading = Pick<App, 'db' | 'eventStore' | 'clock'>
type Counting = Pick<App, 'clock'> & { eventStore: Asking }

export async function readChurn(app: Reading, input: Pick<Period, 'storeId' | 'segmentId'>) {
  const reach = await reachOf(app, { storeId: input.storeId, segmentId: input.segmentId })
  const { scene, median } = await churnScene(app, reach)
  if (!scene) return { reference: null, shopGapDays: null, states: [], months: [], reasons: [] }
  const [found, spans] = await Promise.all([
    readChurnStates(app.eventStore, scene),
    readChurnSpans(app.eventStore, scene),
  ])
  return {
    reference: scene.reference,
    shopGapDays: median,
    states: CHURN_STATES.map((state) => stateOf(state, found)),
    months: churnMonths(spans, scene.reference),
    reasons: reasonsOf(found),
  }
}

/** What the data says of those lost, without the rest of the page. */
export async function readLossReasons(app: Reading, reach: Reach & Place) {
  const { scene } = await churnScene(app, { ...reach, from: undefined, to: undefined })
  return scene ? reasonsOf(await readChurnStates(app.eventStore, scene)) : []
}

function stateOf(state: ChurnState, found: readonly ChurnStateRow[]) {
  const rows = found.filter((row) => row.state === state)
  const people = rows.reduce((sum, row) => sum + row.people, 0)
  return { state, people, spent: rows[0]?.spent ?? '0' }
}

function reasonsOf(found: readonly ChurnStateRow[]) {
  const rows = found.filter((row) => row.state === 'lost')
  const lost = rows.reduce((sum, row) => sum + row.people, 0)
  return rows.map(({ code, people }) => ({ code, people, share: people / lost }))
}

/** For each period the last whole month up to its end in which there was somebody to lose. */
export async function readChurnUpTo(
  app: Counting,
  reach: Reach & Place,
  periods: readonly Pick<Period, 'to'>[],
): Promise<(ChurnMonth | undefined)[]> {
  const { scene } = await churnScene(app, { ...reach, from: undefined, to: undefined })
  if (!scene) return []
  const { reference } = scene
  const whole = dayAfter(`${reference.slice(0, 7)}-01`, -1).slice(0, 7)
  const wanted = periods.map(({ to = '' }) => (to.slice(0, 7) < whole ? to.slice(0, 7) : whole))
  const near = churnMonths(await readChurnSpans(app.eventStore, scene, wanted), reference)
  const found = wanted.map((month) => near.find((one) => one.month === month))
  if (found.every(Boolean)) return found
  const all = churnMonths(await readChurnSpans(app.eventStore, scene), reference)
  return wanted.map((month) => all.findLast((one) => one.month <= month))
}

/** The months alone, for the measure. */
export async function readChurnMonths(app: Counting, reach: Reach & Place): Promise<ChurnMonth[]> {
  const { scene } = await churnScene(app, { ...reach, from: undefined, to: undefined })
  return scene ? churnMonths(await readChurnSpans(app.eventStore, scene), scene.reference) : []
}

/** People late now, and those who became so within the last days; null without an order. */
export async function latePeople(
  app: Reading,
  days: number,
): Promise<{ people: number; entered: number } | null> {
  const { scene } = await churnScene(app, await reachOf(app, {}))
  return scene && readLate(app.eventStore, scene, days)
}

/** Null without an order. */
export async function churnScene(
  app: Counting,
  reach: Reach & Place,
): Promise<{ scene: ChurnScene | null; median: number | null }> {
  const { last, median } = await readGaps(app.eventStore, reach)
  const reference = referenceDay({ last, today: dayIn(reach.zone, app.clock.now()) })
  if (reference === null) return { scene: null, median }
  return { scene: { reach, reference, shopGap: median ?? DEFAULT_LIMITS.gapWithoutHistoryDays }, median }
}
