/** How soon customers come back: Kaplan-Meier over all first orders, and the gap between orders. */
import type { App } from '#/platform/app.ts'

import { type Durations, type SurvivalStep, shareWithin, survivalCurve } from './kaplan-meier.ts'
import { medianOfCounts } from './percentile.ts'
import { type Period, reachOf } from './reach.ts'
import { dayIn, daysBetween, referenceDay } from './reference.ts'
import { readReturns, type ReturnCount } from './reports.ts'

const shownDays = [30, 60, 90, 180, 365]
const curvePoints = 200

export async function readSecondOrder(
  app: Pick<App, 'db' | 'eventStore' | 'clock'>,
  input: Pick<Period, 'storeId' | 'segmentId'>,
) {
  const reach = await reachOf(app, { storeId: input.storeId, segmentId: input.segmentId })
  const returns = await readReturns(app.eventStore, reach)
  const last = returns.reduce((latest, row) => (row.latest > latest ? row.latest : latest), '')
  const reference = referenceDay({ last: last || null, today: dayIn(reach.zone, app.clock.now()) })
  if (reference === null) return { customers: 0, shares: [], curve: [], medianGapDays: null, gaps: 0 }
  const durations = durationsOf(returns, reference)
  const curve = survivalCurve(durations)
  const gaps = returns.filter(({ place }) => place > 1).map(({ days, n }) => ({ value: days, n }))
  return {
    customers: durations.reduce((sum, { events, censored }) => sum + events + censored, 0),
    shares: shownDays.map((days) => {
      const { share, interval } = shareWithin(curve, days)
      return { days, share, low: interval?.low ?? null, high: interval?.high ?? null }
    }),
    curve: thinned(curve),
    medianGapDays: medianOfCounts(gaps),
    gaps: gaps.reduce((sum, { n }) => sum + n, 0),
  }
}

/** Days from first to second order, or from first order to the reference day for those who have not come back. */
function durationsOf(returns: readonly ReturnCount[], reference: string): Durations[] {
  const today = daysBetween('1970-01-01', reference)
  return returns.flatMap(({ place, alone, days, n }) => {
    if (place === 2) return [{ days, events: n, censored: 0 }]
    return alone ? [{ days: today - days, events: 0, censored: n }] : []
  })
}

/** At most so many points, the last one always among them. */
function thinned(curve: readonly SurvivalStep[]): { days: number; share: number }[] {
  const every = Math.max(1, Math.ceil(curve.length / curvePoints))
  return curve
    .filter((_, index) => index % every === 0 || index === curve.length - 1)
    .map(({ days, survival }) => ({ days, share: 1 - survival }))
}
