/** Binds the contract's models and experiments to use cases. */
import { contract } from '@vefa/contract'

import { standsFor } from '#/modules/customers/index.ts'
import { audit } from '#/modules/team/index.ts'
import type { App } from '#/platform/app.ts'
import { inTransaction } from '#/platform/db/index.ts'
import { bind } from '#/platform/http/index.ts'
import { enqueue } from '#/platform/jobs/index.ts'

import { type Arms, judgeExperiment } from './experiment.ts'
import { forecastJob } from './jobs.ts'
import { YEAR_IN_MONTHS } from './models/lifetime-value.ts'
import { LEAST_DATA } from './models/rules.ts'
import { loadFit, loadTracking } from './models/store-fits.ts'
import { loadPrediction } from './models/store-predictions.ts'
import { placeOf } from './reach.ts'
import { daysToDecide, sampleSizeOfMean, sampleSizePerArm } from './sample-size.ts'

export function modelsApi(app: App) {
  const os = bind(contract.models)
  return {
    models: {
      current: os.current.handler(() => readFit(app)),
      tracking: os.tracking.handler(async () => (await loadTracking(app.db)) ?? { first: null, points: [] }),
      fit: os.fit.handler(({ context }) =>
        inTransaction(app.db, async (tx) => {
          await enqueue(tx, forecastJob, {
            payload: { again: true },
            options: { key: 'insight.forecast.again', queue: 'insight' },
          })
          await audit({ ...app, db: tx }, context.actor, {
            action: 'insight.fit',
            subject: { kind: 'insight', id: 'models' },
          })
          return { done: true as const }
        }),
      ),
      prediction: os.prediction.handler(({ input }) => readPrediction(app, input.customerId)),
    },
  }
}

export function experimentsApi() {
  const os = bind(contract.experiments)
  return {
    experiments: {
      verdict: os.verdict.handler(({ input }) => {
        const { split, alpha, looks, moreIsBetter, plannedPerArm, smallest } = input
        const terms = { alpha, looks, moreIsBetter, plannedPerArm, smallest }
        return judgeExperiment({ ...armsOf(input), ...terms, split: [split.treatment, split.control] })
      }),
      plan: os.plan.handler(({ input }) => {
        const perArm = input.kind === 'share' ? sampleSizePerArm(input) : sampleSizeOfMean(input)
        const days = perArm === null ? null : daysToDecide(perArm, input.peopleADay ?? 0)
        return { perArm, days }
      }),
    },
  }
}

type Mean = { n: number; mean: number; deviation: number }
type Given = Extract<Arms, { kind: 'share' }> | { kind: 'mean'; treatment: Mean; control: Mean }

function armsOf(given: Given): Arms {
  if (given.kind === 'share') return { kind: 'share', treatment: given.treatment, control: given.control }
  const sample = ({ n, mean, deviation }: Mean) => ({ n, mean, variance: deviation * deviation })
  return { kind: 'mean', treatment: sample(given.treatment), control: sample(given.control) }
}

async function readFit(app: Pick<App, 'db'>) {
  const saved = await loadFit(app.db)
  const terms = { least: LEAST_DATA, discountPerMonth: YEAR_IN_MONTHS.discountPerStep }
  if (saved === null) return { fit: null, ...terms }
  const { process: _, ordersSeen: __, ...told } = saved
  const fit = {
    ...told,
    unit: 'week' as const,
    fittedAt: saved.fittedAt.toISOString(),
    scoredAt: saved.scoredAt.toISOString(),
  }
  return { fit, ...terms }
}

async function readPrediction(app: Pick<App, 'db'>, customerId: number) {
  const stands = (await standsFor(app, [customerId])).get(customerId) ?? customerId
  const [saved, { currency }] = await Promise.all([loadPrediction(app.db, stands), placeOf(app)])
  if (saved === null) return { prediction: null }
  return {
    prediction: {
      model: saved.model,
      pAlive: saved.active,
      expectedOrders90Days: saved.orders90,
      expectedOrders365Days: saved.orders365,
      churnRisk90Days: saved.churn90,
      lifetimeValue365Days: saved.value365,
      currency,
      nextOrderAt: saved.nextOrderAt?.toISOString() ?? null,
      scoredAt: saved.scoredAt.toISOString(),
    },
  }
}
