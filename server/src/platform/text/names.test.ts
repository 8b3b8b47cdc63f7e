import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { initials, splitFullName, tidyName, titleCase } from './names.ts'

test.each([
  ['AYŞE NUR IŞIK', 'tr', 'Ayşe Nur Işık'],
  ['irem inci', 'tr', 'İrem İnci'],
  ['irem inci', 'en', 'Irem Inci'],
  ['çağlar öz-ışık', 'tr', 'Çağlar Öz-Işık'],
  ["o'neill", 'en', "O'Neill"],
] as const)('title case of %s in %s is %s', (text, locale, expected) => {
  expect(titleCase(text, locale)).toBe(expected)
})

test.each([
  ['  AYŞE   YILMAZ ', 'Ayşe Yılmaz'],
  ['ali veli', 'Ali Veli'],
  ['Ludwig van Beethoven', 'Ludwig van Beethoven'],
  ['Ali McDonald', 'Ali McDonald'],
  ['Ayşe\tYılmaz\n', 'Ayşe Yılmaz'],
  ['', ''],
])('%s is tidied to %s', (raw, expected) => {
  expect(tidyName(raw, 'tr')).toBe(expected)
})

test.each([
  ['irem ışık', 'İI'],
  ['Ayşe Nur Yılmaz', 'AY'],
  ['Şebnem', 'Ş'],
  ['  ', ''],
  ['42', ''],
])('initials of %s are %s', (name, expected) => {
  expect(initials(name, 'tr')).toBe(expected)
})

test('a full name falls into given and family name', () => {
  expect(splitFullName(' Ayşe Nur  Yılmaz ')).toEqual({ firstName: 'Ayşe Nur', lastName: 'Yılmaz' })
  expect(splitFullName('Ayşe')).toEqual({ firstName: 'Ayşe', lastName: '' })
  expect(splitFullName('')).toEqual({ firstName: '', lastName: '' })
})

test('tidying twice changes nothing', () => {
  const name = fc.string({ unit: fc.constantFrom(...Array.from(" abcçğıiİIşŞöÖüÜYz-'")) })
  fc.assert(
    fc.property(name, (raw) => {
      const tidy = tidyName(raw, 'tr')
      expect(tidyName(tidy, 'tr')).toBe(tidy)
    }),
  )
})
