/** Binds the contract's insight to use cases. */
import { contract } from '@vefa/contract'

import { audit } from '#/modules/team/index.ts'
import type { App } from '#/platform/app.ts'
import { bind } from '#/platform/http/index.ts'

import { GROUPS } from './groups.ts'
import { readAudience, readDifferences } from './read-audience.ts'
import { explore } from './explore.ts'
import { explorationsApi } from './http-explorations.ts'
import { listMembers } from './list-members.ts'
import { listPeople } from './list-people.ts'
import { readAffinity } from './read-affinity.ts'
import { readChurn } from './read-churn.ts'
import { readCohorts } from './read-cohorts.ts'
import { readFigures } from './read-figures.ts'
import { readBestSellers, readCouponDependence, readPaths, readSearches } from './read-products.ts'
import { readRetention } from './read-retention.ts'
import { readSecondOrder } from './read-second-orders.ts'
import { reckon } from './reckon.ts'
import { readMeasureTrend, readTrend } from './read-trend.ts'
import { readUsual } from './read-usual.ts'
import { groupTotals, loadTotals } from './store.ts'

export function insightApi(app: App) {
  const os = bind(contract.insight)
  return {
    insight: {
      usual: os.usual.handler(() => readUsual(app)),
      figures: os.figures.handler(({ input }) => readFigures(app, input)),
      trend: os.trend.handler(async ({ input }) => ({ points: await readTrend(app, input) })),
      measureTrend: os.measureTrend.handler(({ input }) => readMeasureTrend(app, input)),
      retention: os.retention.handler(({ input }) => readRetention(app, input)),
      churn: os.churn.handler(({ input }) => readChurn(app, input)),
      listPeople: os.listPeople.handler(({ input }) => listPeople(app, input)),
      audience: os.audience.handler(({ input }) => readAudience(app, input)),
      audienceDifferences: os.audienceDifferences.handler(({ input }) => readDifferences(app, input)),
      explore: os.explore.handler(({ input }) => explore(app, input)),
      affinity: os.affinity.handler(({ input }) => readAffinity(app, input)),
      paths: os.paths.handler(({ input }) => readPaths(app, input)),
      bestSellers: os.bestSellers.handler(({ input }) => readBestSellers(app, input)),
      couponDependence: os.couponDependence.handler(({ input }) => readCouponDependence(app, input)),
      searches: os.searches.handler(({ input }) => readSearches(app, input)),
      ...explorationsApi(app),
      secondOrder: os.secondOrder.handler(({ input }) => readSecondOrder(app, input)),
      cohorts: os.cohorts.handler(({ input }) => readCohorts(app, input)),
      classes: os.classes.handler(() => readClasses(app)),
      listGroups: os.listGroups.handler(() => listGroups(app)),
      listMembers: os.listMembers.handler(({ input }) => listMembers(app, input)),
      reckon: os.reckon.handler(async ({ context }) => {
        const customers = await reckon(app)
        await audit(app, context.actor, {
          action: 'insight.reckon',
          subject: { kind: 'insight', id: 'classes' },
        })
        return { customers }
      }),
    },
  }
}

async function readClasses(app: App) {
  const totals = await loadTotals(app.db)
  return {
    cells: totals?.cells ?? [],
    classes: totals?.classes ?? [],
    reckonedAt: totals?.reckonedAt.toISOString() ?? null,
  }
}

async function listGroups(app: App) {
  const [totals, all] = await Promise.all([groupTotals(app.db), loadTotals(app.db)])
  const known = new Map(totals.map((total) => [total.group, total]))
  return {
    groups: GROUPS.map((group) => ({
      group,
      people: known.get(group)?.people ?? 0,
      value: known.get(group)?.value ?? '0',
      reckonedAt: all?.reckonedAt.toISOString() ?? null,
    })),
  }
}
