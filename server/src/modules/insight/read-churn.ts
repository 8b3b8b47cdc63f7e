/** Who is late or lost, how many a month, and why as far as the data says. */
import type { App } from '#/platform/app.ts'

import { type ChurnMonth, churnMonths } from './churn.ts'
import { DEFAULT_LIMITS } from './groups.ts'
import { type Period, type Place, type Reach, reachOf } from './reach.ts'
import { dayIn, referenceDay } from './reference.ts'
import { readGaps } from './reports.ts'
import {
  type ChurnScene,
  readChurnChanges,
  readChurnStates,
  readLate,
  readLossReasons,
} from './reports-churn.ts'
import { readEdges } from './reports-measures.ts'

type Reading = Pick<App, 'db' | 'eventStore' | 'clock'>

const states = ['onTime', 'late', 'lost'] as const

export async function readChurn(app: Reading, input: Pick<Period, 'storeId' | 'segmentId'>) {
  const reach = await reachOf(app, { storeId: input.storeId, segmentId: input.segmentId })
  const { scene, median } = await churnScene(app, reach)
  if (!scene) return { reference: null, shopGapDays: null, states: [], months: [], reasons: [] }
  const [found, changes, reasons] = await Promise.all([
    readChurnStates(app.eventStore, scene),
    readChurnChanges(app.eventStore, scene),
    readLossReasons(app.eventStore, scene),
  ])
  const lost = reasons.reduce((sum, { people }) => sum + people, 0)
  return {
    reference: scene.reference,
    shopGapDays: median,
    states: states.map(
      (state) => found.find((row) => row.state === state) ?? { state, people: 0, spent: '0' },
    ),
    months: churnMonths(changes, scene.reference),
    reasons: reasons.map(({ code, people }) => ({ code, people, share: people / lost })),
  }
}

/** The months alone, for the measure. */
export async function readChurnMonths(app: Reading, reach: Reach & Place): Promise<ChurnMonth[]> {
  const { scene } = await churnScene(app, { ...reach, from: undefined, to: undefined })
  return scene ? churnMonths(await readChurnChanges(app.eventStore, scene), scene.reference) : []
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
  app: Reading,
  reach: Reach & Place,
): Promise<{ scene: ChurnScene | null; median: number | null }> {
  const [{ last }, { median }] = await Promise.all([
    readEdges(app.eventStore, reach),
    readGaps(app.eventStore, reach),
  ])
  const reference = referenceDay({ last, today: dayIn(reach.zone, app.clock.now()) })
  if (reference === null) return { scene: null, median }
  return { scene: { reach, reference, shopGap: median ?? DEFAULT_LIMITS.gapWithoutHistoryDays }, median }
}
