/** Models of buying against independent packages and 60-digit arithmetic: fits, points, extreme inputs, held-out time. */
import { beforeAll, describe, expect, test } from 'vitest'

import { fitFamily } from '#/modules/insight/models/fit-family.ts'
import { guessScores, scoreCounts, areaUnderCurve } from '#/modules/insight/models/hold-out.ts'
import { discountedOrders } from '#/modules/insight/models/lifetime-value.ts'
import {
  chanceActive,
  chanceOfOrders,
  customerLikelihood,
  expectedOfNew,
  expectedOrders,
} from '#/modules/insight/models/predict.ts'
import {
  bgnbd,
  type Family,
  mbgnbd,
  paretonbd,
  parametersOf,
  type Process,
} from '#/modules/insight/models/process.ts'
import { groupRows } from '#/modules/insight/models/rows.ts'
import { correlationOf, expectedValue, fitSpend, repeatersOf } from '#/modules/insight/models/spend.ts'

import { type Buyer, prepare, type Prepared, readBuyers } from './support/btyd.ts'
import { readGolden, sharedFolder, WITHOUT_SHARED } from './support/shared-data.ts'

type Four = [number, number, number, number]
type Numbers = Record<string, number>
type Row = {
  n: number
  mae: number
  rmse: number
  sum_pred: number
  corr: number | null
  auc_any: number | null
}

const makers: Record<string, (four: Four) => Process> = { bgnbd, mbgnbd, paretonbd }
const families: Family[] = ['bgnbd', 'mbgnbd', 'paretonbd']

/** Relative distance from the expected value. */
const off = (actual: number | null | undefined, expected: number) =>
  Math.abs((actual ?? Number.NaN) - expected) / Math.max(Math.abs(expected), 1e-300)

function expectNear(found: Numbers, wanted: Numbers, relative: number): void {
  const wrong = Object.entries(wanted).filter(([name, value]) => !(off(found[name], value) <= relative))
  expect(wrong.map(([name, value]) => `${name}: ${found[name]} instead of ${value}`)).toEqual([])
}

const held = (score: ReturnType<typeof scoreCounts>) => ({
  mae: score.meanAbsoluteError,
  rmse: score.rootMeanSquare,
  sum_pred: score.predicted,
  corr: score.correlation,
  auc_any: score.auc,
})

function expectHeld(score: ReturnType<typeof scoreCounts>, row: Row, relative: number): void {
  const same = (value: number | null, wanted: number | null) => {
    if (wanted === null || wanted === 0) return value === wanted
    return off(value, wanted) < relative
  }
  const wrong = Object.entries(held(score)).filter(([name, value]) => !same(value, row[name as keyof Row]))
  expect(wrong).toEqual([])
}

const predictAll = (process: Process, data: Prepared, length: number) =>
  data.x.map((x, index) =>
    expectedOrders(process, { x, tx: data.tx[index] ?? 0, T: data.T[index] ?? 0 }, length),
  )

describe.skipIf(sharedFolder === null)(
  `CDNOW sample (${WITHOUT_SHARED} otherwise)`,
  { timeout: 120_000 },
  () => {
    type Cdnow = {
      reference: Record<Family | 'gammagamma', Numbers>
      data: Numbers
      first10_customers: { rows: number[][] }
      full_history: { bgnbd: Numbers; gammagamma: Numbers }
      holdout_39_weeks: Record<string, Row>
      ranking_auc: Numbers
      zero_class: Numbers
      tracking: { week39: Numbers; week78: Numbers }
      correlation_x_m_among_repeaters: number
      point_values: { what: string; at_own_fit?: number | number[] }[]
    }
    let golden: Cdnow
    let buyers: Buyer[]
    let data: Prepared

    beforeAll(async () => {
      golden = readGolden('cdnow_sample_btyd') as Cdnow
      buyers = await readBuyers('cdnow/CDNOW_sample.txt', false)
      data = prepare(buyers, '1997-09-30')
    }, 120_000)

    const fitOf = (family: Family) => fitFamily(groupRows(data).rows, family)

    test('the data are those of the literature', () => {
      const sum = data.x.reduce((total, value) => total + value, 0)
      expect(data.x.length).toBe(golden.data['customers'])
      expect(sum).toBe(golden.data['repeat_transactions_calibration'])
      expect(groupRows(data).rows.size).toBe(golden.data['distinct_x_tx_T'])
    })

    test.each(families)('%s: log-likelihood, parameters, held-out time, next orders', (family) => {
      const fit = fitOf(family)
      const { ll = 0, ...parameters } = golden.reference[family]
      expect(Math.abs(fit.logLikelihood - ll)).toBeLessThan(1e-6)
      expectNear(parametersOf(fit.process), parameters, 1e-5)
      expect(fit).toMatchObject({ converged: true, boundary: { purchases: null, dropOut: null } })
      const predicted = predictAll(fit.process, data, 39)
      const outcome = { orders: data.holdoutCount, revenue: data.holdoutValue }
      expectHeld(scoreCounts(predicted, outcome), golden.holdout_39_weeks[family]!, 1e-5)
      const once = predicted.filter((_, index) => data.x[index] === 0)
      expect(off(once.reduce((a, b) => a + b, 0) / once.length, golden.zero_class[family]!)).toBeLessThan(
        1e-5,
      )
      const active = data.x.map((x, i) =>
        chanceActive(fit.process, { x, tx: data.tx[i] ?? 0, T: data.T[i] ?? 0 }),
      )
      const auc = areaUnderCurve(active, data.holdoutCount)
      expect(off(auc, golden.ranking_auc[`palive_${family}`]!)).toBeLessThan(1e-5)
    })

    test('plain guesses', () => {
      const outcome = { orders: data.holdoutCount, revenue: data.holdoutValue }
      const scores = guessScores(data, outcome, 39)
      expectHeld(scores.zero, golden.holdout_39_weeks['baseline_zero']!, 1e-9)
      expectHeld(scores.meanRate, golden.holdout_39_weeks['baseline_mean_rate']!, 1e-9)
      expectHeld(scores.ownRate, golden.holdout_39_weeks['baseline_own_rate']!, 1e-9)
      expectHeld(scores.pastOrders, golden.holdout_39_weeks['baseline_calibration_count']!, 1e-9)
      expect(off(scores.recency.auc, golden.ranking_auc['recency_tx_minus_T']!)).toBeLessThan(1e-9)
    })

    test('the first ten customers', () => {
      const { r, alpha, a, b } = golden.reference.bgnbd as { r: number; alpha: number; a: number; b: number }
      const process = bgnbd([r, alpha, a, b])
      for (const [x = 0, tx = 0, T = 0, , active = 0, expected = 0] of golden.first10_customers.rows) {
        expect(off(chanceActive(process, { x, tx, T }), active)).toBeLessThan(1e-8)
        expect(off(expectedOrders(process, { x, tx, T }, 39), expected)).toBeLessThan(1e-8)
      }
    })

    test('cumulative orders of the cohort, week 39 and 78', () => {
      const start = Math.min(...data.first)
      for (const family of ['bgnbd', 'paretonbd'] as const) {
        const { process } = fitOf(family)
        for (const week of [39, 78]) {
          const expected = data.first.reduce(
            (sum, first) => sum + expectedOfNew(process, Math.max(0, week - (first - start) / 7)),
            0,
          )
          const wanted = golden.tracking[`week${week}` as 'week39'][family]!
          expect(off(expected, wanted)).toBeLessThan(1e-5)
        }
      }
    })

    test('Gamma-Gamma, and the whole history', () => {
      const check = (prepared: Prepared, { ll = 0, n = 0, ...parameters }: Numbers) => {
        const fit = fitSpend(repeatersOf(prepared.x, prepared.m))
        expect(fit).toMatchObject({ repeaters: n, converged: true })
        expect(Math.abs((fit?.logLikelihood ?? 0) - ll)).toBeLessThan(1e-6)
        expectNear({ ...fit?.spend }, parameters, 1e-4)
        return fit
      }
      const fit = check(data, golden.reference.gammagamma)
      expect(off(fit?.correlation, golden.correlation_x_m_among_repeaters)).toBeLessThan(1e-9)
      const whole = prepare(buyers, '1998-06-30')
      check(whole, golden.full_history.gammagamma)
      const { ll = 0, ...parameters } = golden.full_history.bgnbd
      const all = fitFamily(groupRows(whole).rows, 'bgnbd')
      expect(Math.abs(all.logLikelihood - ll)).toBeLessThan(1e-6)
      expectNear(parametersOf(all.process), parameters, 1e-5)
    })

    test('values at own fits', () => {
      const at = (what: string) =>
        golden.point_values.find((value) => value.what.startsWith(what))?.at_own_fit
      const own = fitOf('bgnbd').process
      const times = [0.1429, 1, 3, 31.8571, 32, 78]
      times.forEach((t, index) =>
        expect(off(expectedOfNew(own, t), (at('BG/NBD E[X(t)]') as number[])[index]!)).toBeLessThan(1e-5),
      )
      const pareto = fitOf('paretonbd').process
      ;(at('Pareto/NBD E[X(t)]') as number[])
        .slice(1)
        .forEach((value, index) => expect(off(expectedOfNew(pareto, index + 1), value)).toBeLessThan(1e-5))
      const frequent = { x: 26, tx: 30.86, T: 31 }
      expect(
        off(expectedOrders(pareto, frequent, 52), at('Pareto/NBD expected count of the next 52') as number),
      ).toBeLessThan(1e-5)
      const once = at('Pareto/NBD P(alive) for x=0, tx=0, T=39') as number
      expect(off(chanceActive(pareto, { x: 0, tx: 0, T: 39 }), once)).toBeLessThan(1e-5)
    })

    test('lifetime value of a year, in weeks', () => {
      type Clv = { bgnbd: Numbers; gammagamma: Numbers; first10: number[]; mean: number; sum: number }
      const clv = readGolden('cdnow_sample_clv') as { correct_weekly_from_transactions: Clv }
      const wanted = clv.correct_weekly_from_transactions
      const { process } = fitOf('bgnbd')
      const spend = fitSpend(repeatersOf(data.x, data.m))?.spend ?? { p: 0, q: 0, v: 0 }
      const year = { steps: 12, unitsPerStep: 4.345, discountPerStep: 0.01 }
      const values = data.x.map((x, index) => {
        const [tx = 0, T = 0, m = 0] = [data.tx[index], data.T[index], data.m[index]]
        return (
          chanceActive(process, { x, tx, T }) *
          discountedOrders(process, { x, T }, year) *
          expectedValue(spend, { x, m })
        )
      })
      wanted.first10.forEach((value, index) => expect(off(values[index], value)).toBeLessThan(1e-5))
      expect(
        off(
          values.reduce((a, b) => a + b, 0),
          wanted.sum,
        ),
      ).toBeLessThan(1e-5)
    })
  },
)

describe.skipIf(sharedFolder === null)(
  `Online Retail (${WITHOUT_SHARED} otherwise)`,
  { timeout: 120_000 },
  () => {
    type Retail = {
      lifetime_models: {
        customers: number
        holdout_weeks: number
        nbd: Numbers
        gammagamma: Numbers
        holdout: Record<string, Row>
        ranking_auc: Numbers
        holdout_revenue: Numbers
      }
    }
    let golden: Retail['lifetime_models']
    let data: Prepared

    beforeAll(async () => {
      golden = (readGolden('online_retail') as Retail).lifetime_models
      data = prepare(await readBuyers('online_retail/online_retail.csv.gz', true), '2011-06-30')
    }, 120_000)

    test.each(families)('%s says that no drop-out can be detected, and becomes the NBD', (family) => {
      const fit = fitFamily(groupRows(data).rows, family)
      const { ll = 0, ...parameters } = golden.nbd
      expect(data.x.length).toBe(golden.customers)
      expect(fit).toMatchObject({ converged: true, boundary: { purchases: null, dropOut: 'no_drop_out' } })
      expect(Math.abs(fit.logLikelihood - ll)).toBeLessThan(1e-6)
      expectNear(parametersOf(fit.process), parameters, 1e-5)
      const outcome = { orders: data.holdoutCount, revenue: data.holdoutValue }
      const predicted = predictAll(fit.process, data, golden.holdout_weeks)
      expectHeld(scoreCounts(predicted, outcome), golden.holdout['nbd']!, 1e-5)
      expectHeld(scoreCounts(predicted, outcome), golden.holdout[family]!, 1e-3)
    })

    test('Gamma-Gamma, and revenue against plain past spend', () => {
      const { ll = 0, n = 0, ...parameters } = golden.gammagamma
      const fit = fitSpend(repeatersOf(data.x, data.m))
      expect(fit?.repeaters).toBe(n)
      expect(Math.abs((fit?.logLikelihood ?? 0) - ll)).toBeLessThan(1e-5)
      expectNear({ ...fit?.spend }, parameters, 1e-4)
      const { process } = fitFamily(groupRows(data).rows, 'paretonbd')
      const outcome = { orders: data.holdoutCount, revenue: data.holdoutValue }
      const predicted = predictAll(process, data, golden.holdout_weeks)
      const value = predicted.map(
        (orders, i) => orders * expectedValue(fit!.spend, { x: data.x[i] ?? 0, m: data.m[i] ?? 0 }),
      )
      const wanted = golden.holdout_revenue
      expect(
        off(
          value.reduce((a, b) => a + b, 0),
          wanted['predicted_nbd_gammagamma']!,
        ),
      ).toBeLessThan(1e-4)
      const score = scoreCounts(predicted, outcome, value)
      expect(off(score.topTenthRevenue, wanted['top_decile_capture_paretonbd_gammagamma']!)).toBeLessThan(
        1e-6,
      )
      const guesses = guessScores(data, outcome, golden.holdout_weeks)
      expect(off(guesses.pastSpend.topTenthRevenue, wanted['top_decile_capture_past_spend']!)).toBeLessThan(
        1e-9,
      )
      expect(off(guesses.recency.auc, golden.ranking_auc['recency_tx_minus_T']!)).toBeLessThan(1e-9)
      expect(
        off(
          correlationOf(fit ? repeatersOf(data.x, data.m).x : data.x, repeatersOf(data.x, data.m).m),
          0.08590145303958617,
        ),
      ).toBeLessThan(1e-9)
    })
  },
)

describe.skipIf(sharedFolder === null)(
  `published points and extreme inputs (${WITHOUT_SHARED} otherwise)`,
  () => {
    type Extreme = {
      x: number
      tx: number
      T: number
      t: number
      ll: number
      palive: number
      expected_count: number
    }
    type Extremes = {
      bgnbd: (Extreme & { params_r_alpha_a_b: Four })[]
      paretonbd: (Extreme & { params_r_alpha_s_beta: Four })[]
    }

    test('within 1e-8 of 60-digit arithmetic', () => {
      const golden = readGolden('btyd_extreme_cases') as Extremes
      const cases = [
        ...golden.bgnbd.map((one) => ({ ...one, process: bgnbd(one.params_r_alpha_a_b) })),
        ...golden.paretonbd.map((one) => ({ ...one, process: paretonbd(one.params_r_alpha_s_beta) })),
      ]
      expect(cases.length).toBe(11)
      for (const { process, t, ll, palive, expected_count: expected, ...customer } of cases) {
        const found = {
          ll: off(customerLikelihood(process, customer), ll),
          palive: off(chanceActive(process, customer), palive),
          expected: off(expectedOrders(process, customer, t), expected),
        }
        const wrong = Object.entries(found).filter(([, distance]) => !(distance < 1e-8))
        expect({ ...customer, wrong }).toEqual({ ...customer, wrong: [] })
      }
    })

    test('every point value at the parameters it was published with', () => {
      type Point = { what: string; parameters: Four | string; at_parameters?: number | number[] }
      const points = (readGolden('cdnow_sample_btyd') as { point_values: Point[] }).point_values
      const read = (name: string) => {
        const point = points.find(({ what }) => what.startsWith(name))
        if (!point || typeof point.parameters === 'string') throw new Error(`no point ${name}`)
        return { four: point.parameters, at: [point.at_parameters ?? []].flat() }
      }
      const check = (name: string, values: (four: Four) => number[]) => {
        const { four, at } = read(name)
        const found = values(four)
        expect([name, found.length]).toEqual([name, at.length])
        const wrong = at.filter((value, i) => !((value === 0 ? found[i]! : off(found[i], value)) < 1e-7))
        expect([name, wrong]).toEqual([name, []])
      }
      const c = (x: number, tx: number, T: number) => ({ x, tx, T })
      check('BG/NBD expected count of the next 39', (p) => [expectedOrders(bgnbd(p), c(2, 30.43, 38.86), 39)])
      check('BG/NBD P(X(2) = 10)', (p) => [chanceOfOrders(bgnbd(p), 10, 2)])
      check('BG/NBD P(X(39) = 0)', (p) => [chanceOfOrders(bgnbd(p), 0, 39)])
      check('BG/NBD P(X(30) = n)', (p) =>
        Array.from({ length: 10 }, (_, i) => chanceOfOrders(bgnbd(p), 11 + i, 30)),
      )
      for (const [name, label] of [
        ['bgnbd', 'BG/NBD'],
        ['mbgnbd', 'MBG/NBD'],
      ] as const) {
        check(`${label} log-likelihood of one`, (p) =>
          [c(0, 0, 40), c(200, 38, 40)].map((one) => customerLikelihood(makers[name]!(p), one)),
        )
      }
      check('BG/NBD P(alive) for x=1000', (p) => [chanceActive(bgnbd(p), c(1000, 10, 100))])
      check('Pareto/NBD P(alive) for x=26', (p) => [chanceActive(paretonbd(p), c(26, 30.86, 31))])
      check('Pareto/NBD expected count of the next 52', (p) => [
        expectedOrders(paretonbd(p), c(26, 30.86, 31), 52),
      ])
      check('Pareto/NBD P(alive) for x=0', (p) => [chanceActive(paretonbd(p), c(0, 0, 39))])
      check('Pareto/NBD expected count of the next 10', (p) =>
        [132, 133].map((x) => expectedOrders(paretonbd(p), c(x, 200, 200), 10)),
      )
      check('Pareto/NBD P(alive) must be finite for x=221', (p) =>
        [
          c(221, 103.42857, 103.57143),
          c(254, 97.14286, 97.28571),
          c(161, 94.71429, 98),
          c(204, 98.57143, 99.42857),
        ].map((one) => chanceActive(paretonbd(p), one)),
      )
      check('Pareto/NBD P(alive) must be finite for (x,tx,T)', (p) =>
        [c(400, 5, 6), c(500, 1, 37), c(500, 4, 37)].map((one) => chanceActive(paretonbd(p), one)),
      )
    })
  },
)
