import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { RFM_CLASSES, rfmClass, type Score, scoreRfm, scoresOf } from './rfm.ts'

const SCORES: Score[] = [1, 2, 3, 4, 5]

describe('scoresOf', () => {
  test.each([
    [[10, 20, 30, 40, 50], 'high', [1, 2, 3, 4, 5]],
    [[10, 20, 30, 40, 50], 'low', [5, 4, 3, 2, 1]],
    [[1, 1, 1, 2], 'high', [1, 1, 1, 4]],
    [[1, 2, 2, 2], 'low', [4, 1, 1, 1]],
    [[7], 'high', [1]],
    [[], 'high', []],
  ] as const)('%j, %s is better', (values, better, scores) => {
    expect(scoresOf(values, better)).toEqual(scores)
  })

  test('equal values get equal scores, better values never lower ones', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(20), { minLength: 2 }), (values) => {
        const scores = scoresOf(values, 'high')
        const pairs = values.map((value, i) => [value, scores[i] ?? 0] as const).sort((a, b) => a[0] - b[0])
        const inOrder = pairs.every(([value, score], i) => {
          const [before, scoreBefore] = pairs[i - 1] ?? [value, score]
          return value === before ? score === scoreBefore : score >= scoreBefore
        })
        expect(inOrder).toBe(true)
      }),
    )
  })

  test('money beyond the reach of floating point is still told apart', () => {
    expect(scoresOf([9_007_199_254_740_993n, 9_007_199_254_740_992n], 'high')).toEqual([3, 1])
  })
})

describe('rfmClass', () => {
  test('all 125 combinations have a class, and every class is used', () => {
    const names = SCORES.flatMap((r) => SCORES.flatMap((f) => SCORES.map((m) => rfmClass({ r, f, m }))))
    expect(names.length).toBe(125)
    expect(new Set(names)).toEqual(new Set(RFM_CLASSES))
  })

  test.each([
    [5, 5, 5, 'champions'],
    [5, 1, 1, 'new'],
    [4, 1, 1, 'promising'],
    [4, 4, 4, 'loyal'],
    [5, 2, 3, 'potential'],
    [3, 3, 3, 'needsAttention'],
    [3, 1, 2, 'aboutToSleep'],
    [2, 4, 4, 'atRisk'],
    [1, 5, 5, 'cannotLose'],
    [1, 1, 5, 'atRisk'],
    [2, 1, 1, 'hibernating'],
    [1, 1, 1, 'lost'],
  ] as const)('R %s F %s M %s is %s', (...[r, f, m, name]) => {
    expect(rfmClass({ r, f, m })).toBe(name)
  })
})

test('scoreRfm keeps order and scores each measure on its own', () => {
  const customers = [
    { id: 'a', recencyDays: 1, orders: 9, spentUnits: 100n },
    { id: 'b', recencyDays: 400, orders: 1, spentUnits: 900n },
  ]
  expect(scoreRfm(customers)).toEqual([
    { id: 'a', r: 3, f: 3, m: 1, name: 'aboutToSleep' },
    { id: 'b', r: 1, f: 1, m: 3, name: 'lost' },
  ])
})
