import { expect, test } from 'vitest'

import { dayBounds } from './day-bounds.ts'

test.each([
  ['2026-11-20', 'Europe/Istanbul', '2026-11-19T21:00:00.000Z', '2026-11-20T21:00:00.000Z'],
  ['2026-11-20', 'UTC', '2026-11-20T00:00:00.000Z', '2026-11-21T00:00:00.000Z'],
  // Clocks go forward: 23 hours.
  ['2026-03-29', 'Europe/Berlin', '2026-03-28T23:00:00.000Z', '2026-03-29T22:00:00.000Z'],
  // Clocks go back: 25 hours.
  ['2026-10-25', 'Europe/Berlin', '2026-10-24T22:00:00.000Z', '2026-10-25T23:00:00.000Z'],
  ['2026-12-31', 'America/New_York', '2026-12-31T05:00:00.000Z', '2027-01-01T05:00:00.000Z'],
  // Midnight itself is skipped.
  ['2018-11-04', 'America/Sao_Paulo', '2018-11-04T03:00:00.000Z', '2018-11-05T02:00:00.000Z'],
])('%s in %s runs from %s to %s', (...row) => {
  const [day, timeZone, start, end] = row
  const bounds = dayBounds(day, timeZone)
  expect(bounds.start.toISOString()).toBe(start)
  expect(bounds.end.toISOString()).toBe(end)
})
