import { describe, expect, test } from 'vitest'

import { daysOf, readReach } from './reach.ts'

const today = '2026-03-01'

describe('the days of a named period', () => {
  test.each([
    ['allTime', {}],
    ['days30', { from: '2026-01-31', to: '2026-03-01' }],
    ['thisMonth', { from: '2026-03-01', to: '2026-03-01' }],
    ['lastMonth', { from: '2026-02-01', to: '2026-02-28' }],
    ['thisYear', { from: '2026-01-01', to: '2026-03-01' }],
    ['lastYear', { from: '2025-01-01', to: '2025-12-31' }],
  ] as const)('%s', (name, days) => {
    expect(daysOf(name, today)).toEqual(days)
  })
})

describe('what the address says', () => {
  test('own days, store and segment', () => {
    const segment = '0198c0de-0000-7000-8000-000000000001'
    expect(
      readReach({ period: 'custom', from: '2026-01-05', store: 2, segment, compare: 'yearBefore' }, today),
    ).toEqual({
      period: 'custom',
      days: { from: '2026-01-05' },
      compare: 'yearBefore',
      storeId: 2,
      segmentId: segment,
    })
  })

  test('nonsense is left out', () => {
    expect(readReach({ period: 'soon', from: 'x', store: 'y', segment: '12', compare: 'z' }, today)).toEqual({
      period: 'allTime',
      days: {},
      compare: 'before',
    })
  })
})
