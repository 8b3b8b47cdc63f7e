import { describe, expect, test } from 'vitest'

import { addressOf, keptOf, readQuestion } from './question.ts'

describe('what the address asks', () => {
  test('a measure by a dimension', () => {
    expect(readQuestion({ measure: 'repeatRate', by: 'city' })).toEqual({ measure: 'repeatRate', by: 'city' })
  })

  test('lines do not carry every measure', () => {
    expect(readQuestion({ measure: 'repeatRate', by: 'product' })).toEqual({
      measure: 'revenue',
      by: 'product',
    })
  })
})

describe('what is kept', () => {
  const question = { measure: 'orders', by: 'weekday' } as const

  test('a period that moves on is kept by its name and comes back so', () => {
    const days = { from: '2026-02-01', to: '2026-03-02' }
    const kept = keptOf(question, { period: 'days30', days, compare: 'before', storeId: 3 })
    expect(kept).toEqual({ ...question, limit: 50, rolling: 'days30', storeId: 3 })
    expect(addressOf({ id: 'x', question: kept })).toMatchObject({ period: 'days30', store: 3, kept: 'x' })
  })

  test('fixed days come back as fixed days', () => {
    const days = { from: '2025-01-01', to: '2025-12-31' }
    const kept = keptOf(question, { period: 'lastYear', days, compare: 'before' })
    expect(kept).toMatchObject({ rolling: null, ...days })
    expect(addressOf({ id: 'x', question: kept })).toMatchObject({ period: 'custom', ...days })
  })

  test('all time has no days', () => {
    const kept = keptOf(question, { period: 'allTime', days: {}, compare: 'before' })
    expect(addressOf({ id: 'x', question: kept }).period).toBeUndefined()
  })
})
