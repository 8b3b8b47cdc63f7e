import { expect, test } from 'vitest'

import { rateOn } from './rate-table.ts'

const steps = [
  { day: '2026-01-01', rate: '35.1' },
  { day: '2026-02-01', rate: '36.2' },
  { day: '2026-11-20', rate: '42.5' },
]

test.each([
  ['2025-12-31', null],
  ['2026-01-01', '35.1'],
  ['2026-01-31', '35.1'],
  ['2026-02-01', '36.2'],
  ['2026-11-19', '36.2'],
  ['2026-11-20', '42.5'],
  ['2030-01-01', '42.5'],
])('on %s the rate is %s', (day, rate) => {
  expect(rateOn(steps, day)).toBe(rate)
})

test('without rates there is none', () => {
  expect(rateOn([], '2026-01-01')).toBeNull()
})
