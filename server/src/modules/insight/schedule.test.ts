import { describe, expect, test } from 'vitest'

import { nextDue, rollingDays, type Schedule } from './schedule.ts'

const daily: Schedule = { every: 'day', hour: 8, weekday: 1, monthDay: 1, to: [] }
const due = (schedule: Partial<Schedule>, now: string, zone = 'Europe/Istanbul') =>
  nextDue({ ...daily, ...schedule }, new Date(now), zone).toISOString()

describe('a report is due', () => {
  test.each([
    ['today, when the hour is still to come', {}, '2026-11-20T04:59:00Z', '2026-11-20T05:00:00.000Z'],
    ['tomorrow at the hour itself', {}, '2026-11-20T05:00:00Z', '2026-11-21T05:00:00.000Z'],
    ['by the day of the shop, not of UTC', { hour: 1 }, '2026-11-20T21:30:00Z', '2026-11-20T22:00:00.000Z'],
    ['on the next Monday', { every: 'week' as const }, '2026-11-20T05:00:00Z', '2026-11-23T05:00:00.000Z'],
    [
      'on the day of the month',
      { every: 'month' as const, monthDay: 28 },
      '2026-11-28T06:00:00Z',
      '2026-12-28T05:00:00.000Z',
    ],
  ])('%s', (...[, schedule, now, wanted]) => {
    expect(due(schedule, now)).toBe(wanted)
  })

  test('at the next hour where the clocks skip the one wanted, and once where they show it twice', () => {
    expect(due({ hour: 2 }, '2026-03-28T12:00:00Z', 'Europe/Berlin')).toBe('2026-03-29T01:00:00.000Z')
    expect(due({ hour: 2 }, '2026-10-24T12:00:00Z', 'Europe/Berlin')).toBe('2026-10-25T00:00:00.000Z')
    expect(due({ hour: 2 }, '2026-10-25T00:30:00Z', 'Europe/Berlin')).toBe('2026-10-26T01:00:00.000Z')
  })
})

test.each([
  ['days7', '2026-11-20', '2026-11-13', '2026-11-19'],
  ['thisMonth', '2026-11-20', '2026-11-01', '2026-11-19'],
  ['thisMonth', '2026-11-01', '2026-10-01', '2026-10-31'],
  ['lastMonth', '2026-03-31', '2026-02-01', '2026-02-28'],
] as const)('%s on %s', (...[rolling, today, from, to]) => {
  expect(rollingDays(rolling, today)).toEqual({ from, to })
})
