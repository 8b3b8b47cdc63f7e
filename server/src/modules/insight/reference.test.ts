import { expect, test } from 'vitest'

import { dayIn, daysBetween, referenceDay } from './reference.ts'

test.each([
  ['a file that ended long ago: the day after its last order', '2011-12-09', '2026-11-20', '2011-12-10'],
  ['a living shop: the day after today', '2026-11-15', '2026-11-20', '2026-11-21'],
  ['an order today', '2026-11-20', '2026-11-20', '2026-11-21'],
  ['two weeks of silence still live', '2026-11-06', '2026-11-20', '2026-11-21'],
  ['fifteen days do not', '2026-11-05', '2026-11-20', '2026-11-06'],
  ['orders dated ahead: the day after the last', '2026-12-01', '2026-11-20', '2026-12-02'],
])('%s', (...[, last, today, expected]) => {
  expect(referenceDay({ last, today })).toBe(expected)
})

test('no order, no reference', () => {
  expect(referenceDay({ last: null, today: '2026-11-20' })).toBeNull()
})

test('days are those of the zone', () => {
  expect(dayIn('Europe/Istanbul', new Date('2026-11-20T21:30:00Z'))).toBe('2026-11-21')
  expect(dayIn('UTC', new Date('2026-11-20T21:30:00Z'))).toBe('2026-11-20')
  expect(daysBetween('2026-02-27', '2026-03-01')).toBe(2)
})
