/** Binds the contract's insight to use cases. */
import { contract } from '@vefa/contract'

import { audit } from '#/modules/team/index.ts'
import type { App } from '#/platform/app.ts'
import { bind } from '#/platform/http/index.ts'

import { GROUPS } from './groups.ts'
import { listMembers } from './list-members.ts'
import { readCohorts } from './read-cohorts.ts'
import { placeOf, readFigures } from './read-figures.ts'
import { readSecondOrder } from './read-second-orders.ts'
import { reckon } from './reckon.ts'
import { readTrend } from './reports.ts'
import { groupTotals, loadTotals } from './store.ts'

export function insightApi(app: App) {
  const os = bind(contract.insight)
  return {
    insight: {
      figures: os.figures.handler(({ input }) => readFigures(app, input)),
      trend: os.trend.handler(async ({ input: { step, ...period } }) => ({
        points: await readTrend(app.eventStore, { period, step, place: await placeOf(app) }),
      })),
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
