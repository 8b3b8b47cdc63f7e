import { expect, test } from 'vitest'

import { checkPlace, knownTimeZone } from './place.ts'

test.each([
  ['Europe/Istanbul', true],
  ['UTC', true],
  ['Europe/Konstantinopel', false],
  ['+03:00', false],
  ['', false],
])('time zone %s: %s', (name, known) => {
  expect(knownTimeZone(name)).toBe(known)
})

test('what is not given is not checked, what is wrong is named', () => {
  expect(() => checkPlace({})).not.toThrow()
  expect(() => checkPlace({ currency: 'XQQ' })).toThrow('currency_unknown')
  expect(() => checkPlace({ currency: 'TRY', timeZone: 'Mars/Olympus' })).toThrow('time_zone_unknown')
})
