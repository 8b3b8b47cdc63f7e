/** Ready-made rules are valid, each its own, and offered where their events are. */
import { segmentDefinition } from '@vefa/contract'
import { describe, expect, test } from 'vitest'

import { checkDefinition } from './check-definition.ts'
import { offeredRules, readyMadeRules } from './ready-made.ts'
import { combinationsOf } from './read-overlap.ts'
import { withoutHoles } from './read-growth.ts'
import { bitsOf } from './bits.ts'

describe('ready-made rules', () => {
  test.each(readyMadeRules.map((rule) => [rule.key, rule] as const))('%s is a rule', (_, { definition }) => {
    const parsed = segmentDefinition.parse(definition)
    expect(parsed).toEqual(definition)
    expect(() => checkDefinition(parsed, { attributes: new Map(), segments: new Map() })).not.toThrow()
  })

  test('all that are promised, each once', () => {
    const keys = readyMadeRules.map(({ key }) => key)
    expect(new Set(keys).size).toBe(keys.length)
    expect(keys).toHaveLength(18)
    expect(new Set(readyMadeRules.map(({ definition }) => JSON.stringify(definition))).size).toBe(keys.length)
  })

  test('what needs surveys is offered where there are some', () => {
    const without = new Set(offeredRules(new Set(['Order Completed'])).map(({ key }) => key))
    const withSurveys = offeredRules(new Set(['Survey Answered'])).map(({ key }) => key)
    expect(withSurveys.filter((key) => !without.has(key))).toEqual(['detractors', 'promoters'])
  })
})

describe('growth', () => {
  const days = [
    { day: '2026-11-10', people: 5, entered: 5, departed: 0 },
    { day: '2026-11-18', people: 7, entered: 3, departed: 1 },
  ]

  test('days without change keep the size of the day before', () => {
    expect(withoutHoles(days, { from: '2026-11-17', to: '2026-11-20' })).toEqual([
      { day: '2026-11-17', people: 5, entered: 0, left: 0 },
      { day: '2026-11-18', people: 7, entered: 3, left: 1 },
      { day: '2026-11-19', people: 7, entered: 0, left: 0 },
      { day: '2026-11-20', people: 7, entered: 0, left: 0 },
    ])
  })

  test('nothing is said of days before the first', () => {
    expect(withoutHoles(days, { from: '2026-11-01', to: '2026-11-10' })).toHaveLength(1)
    expect(withoutHoles([], { from: '2026-11-01', to: '2026-11-10' })).toEqual([])
  })
})

describe('overlap', () => {
  test('every combination, people in all of those named', () => {
    const parts = [
      { id: 'a', bits: bitsOf([1, 2, 3]) },
      { id: 'b', bits: bitsOf([2, 3, 4]) },
      { id: 'c', bits: bitsOf([3, 900_000]) },
    ]
    expect(combinationsOf(parts)).toEqual([
      { ids: ['a'], people: 3 },
      { ids: ['b'], people: 3 },
      { ids: ['c'], people: 2 },
      { ids: ['a', 'b'], people: 2 },
      { ids: ['a', 'c'], people: 1 },
      { ids: ['b', 'c'], people: 1 },
      { ids: ['a', 'b', 'c'], people: 1 },
    ])
  })
})
