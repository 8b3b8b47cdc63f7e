/** How soon customers come back: Kaplan-Meier over all first orders, and the gap between orders. */
import type { App } from '#/platform/app.ts'

import { type SurvivalStep, shareWithin, survivalCurve } from './kaplan-meier.ts'
import { type Period, reachOf } from './reach.ts'
import { dayIn, referenceDay } from './reference.ts'
import { readGaps, readSecondOrders } from './reports.ts'
import { readEdges } from './reports-measures.ts'

const shownDays = [30, 60, 90, 180, 365]
const curvePoints = 200

export async function readSecondOrder(
  app: Pick<App, 'db' | 'eventStore' | 'clock'>,
  input: Pick<Period, 'storeId' | 'segmentId'>,
) {
  const reach = await reachOf(app, { storeId: input.storeId, segmentId: input.segmentId })
  const { last } = await readEdges(app.eventStore, reach)
  const reference = referenceDay({ last, today: dayIn(reach.zone, app.clock.now()) })
  if (reference === null) return { customers: 0, shares: [], curve: [], medianGapDays: null, gaps: 0 }
  const [durations, gaps] = await Promise.all([
    readSecondOrders(app.eventStore, reach, reference),
    readGaps(app.eventStore, reach),
  ])
  const curve = survivalCurve(durations)
  return {
    customers: durations.reduce((sum, { events, censored }) => sum + events + censored, 0),
    shares: shownDays.map((days) => {
      const { share, interval } = shareWithin(curve, days)
      return { days, share, low: interval?.low ?? null, high: interval?.high ?? null }
    }),
    curve: thinned(curve),
    medianGapDays: gaps.median,
    gaps: gaps.gaps,
  }
}

/** At most so many points, the last one always among them. */
function thinned(curve: readonly SurvivalStep[]): { days: number; share: number }[] {
  const every = Math.max(1, Math.ceil(curve.length / curvePoints))
  return curve
    .filter((_, index) => index % every === 0 || index === curve.length - 1)
    .map(({ days, survival }) => ({ days, share: 1 - survival }))
}
