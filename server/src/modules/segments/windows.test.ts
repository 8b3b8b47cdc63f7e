import { describe, expect, test } from 'vitest'

import { dateEdgesOf, edgesOf, firstDayFrom, movedDay, nextMidnight } from './windows.ts'

const istanbul = { now: new Date('2026-11-20T09:30:00.000Z'), zone: 'Europe/Istanbul' }
/** The clock went forward at 01:00 UTC on the 29th. */
const london = { now: new Date('2026-03-30T11:15:00.000Z'), zone: 'Europe/London' }
/** It went back at 06:00 UTC on the 1st. */
const newYork = { now: new Date('2026-11-02T12:00:00.000Z'), zone: 'America/New_York' }

describe('windows', () => {
  test.each([
    [istanbul, { kind: 'ever' }, null, '2026-11-20T09:30:00.001Z'],
    [
      istanbul,
      { kind: 'last', span: { amount: 90, unit: 'minute' } },
      '2026-11-20T08:00:00.000Z',
      '2026-11-20T09:30:00.001Z',
    ],
    [
      istanbul,
      { kind: 'last', span: { amount: 1, unit: 'day' } },
      '2026-11-18T21:00:00.000Z',
      '2026-11-20T09:30:00.001Z',
    ],
    [istanbul, { kind: 'earlier', span: { amount: 2, unit: 'week' } }, null, '2026-11-05T21:00:00.000Z'],
    [
      istanbul,
      { kind: 'last', span: { amount: 1, unit: 'month' } },
      '2026-10-19T21:00:00.000Z',
      '2026-11-20T09:30:00.001Z',
    ],
    [
      istanbul,
      { kind: 'between', from: '2026-11-01', to: '2026-11-02' },
      '2026-10-31T21:00:00.000Z',
      '2026-11-02T21:00:00.000Z',
    ],
    [istanbul, { kind: 'since', from: '2026-11-20' }, '2026-11-19T21:00:00.000Z', '2026-11-20T09:30:00.001Z'],
    [istanbul, { kind: 'until', to: '2030-01-01' }, null, '2026-11-20T09:30:00.001Z'],
    [
      london,
      { kind: 'ago', from: { amount: 2, unit: 'day' }, to: { amount: 1, unit: 'day' } },
      '2026-03-28T00:00:00.000Z',
      '2026-03-29T00:00:00.000Z',
    ],
    [
      london,
      { kind: 'last', span: { amount: 36, unit: 'hour' } },
      '2026-03-28T23:15:00.000Z',
      '2026-03-30T11:15:00.001Z',
    ],
    [
      newYork,
      { kind: 'last', span: { amount: 1, unit: 'day' } },
      '2026-11-01T04:00:00.000Z',
      '2026-11-02T12:00:00.001Z',
    ],
    [newYork, { kind: 'earlier', span: { amount: 1, unit: 'week' } }, null, '2026-10-26T04:00:00.000Z'],
  ] as const)('%o %o', (...given) => {
    const [moment, window, from, to] = given
    const edges = edgesOf(window, moment)
    expect([edges.from?.toISOString() ?? null, edges.to.toISOString()]).toEqual([from, to])
  })

  test.each([
    [{ type: 'date', is: 'before', day: '2026-11-02' }, null, '2026-11-02T05:00:00.000Z'],
    [
      { type: 'date', is: 'between', from: '2026-11-01', to: '2026-11-01' },
      '2026-11-01T04:00:00.000Z',
      '2026-11-02T05:00:00.000Z',
    ],
    [
      { type: 'date', is: 'next', span: { amount: 1, unit: 'day' } },
      '2026-11-02T05:00:00.000Z',
      '2026-11-04T05:00:00.000Z',
    ],
    [
      { type: 'date', is: 'next', span: { amount: 2, unit: 'hour' } },
      '2026-11-02T12:00:00.000Z',
      '2026-11-02T14:00:00.001Z',
    ],
    [{ type: 'date', is: 'earlier', span: { amount: 1, unit: 'day' } }, null, '2026-11-01T04:00:00.000Z'],
  ] as const)('of dates: %o', (given, from, to) => {
    const edges = dateEdgesOf(given, newYork)
    expect([edges.from?.toISOString() ?? null, edges.to?.toISOString() ?? null]).toEqual([from, to])
  })

  test.each([
    ['2026-03-31', { amount: 1, unit: 'month' }, -1, '2026-02-28'],
    ['2024-03-31', { amount: 1, unit: 'month' }, -1, '2024-02-29'],
    ['2026-01-31', { amount: 13, unit: 'month' }, 1, '2027-02-28'],
    ['2026-03-01', { amount: 2, unit: 'week' }, -1, '2026-02-15'],
    ['2026-12-31', { amount: 1, unit: 'day' }, 1, '2027-01-01'],
  ] as const)('%s moved by %o × %i is %s', (...given) => {
    const [day, span, direction, expected] = given
    expect(movedDay(day, span, direction)).toBe(expected)
  })

  test('the next midnight, and the first day from a moment', () => {
    expect(nextMidnight(newYork).toISOString()).toBe('2026-11-03T05:00:00.000Z')
    expect(firstDayFrom(new Date('2026-11-01T04:00:00.000Z'), newYork.zone)).toBe('2026-11-01')
    expect(firstDayFrom(new Date('2026-11-01T04:00:00.001Z'), newYork.zone)).toBe('2026-11-02')
  })
})
