import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DATE_FORMATS, detectDateFormat, parseDate } from './dates.ts'
import { isTimeZone, resolverFor } from './zoned-time.ts'

const istanbul = resolverFor('Europe/Istanbul')
const read = (text: string, format: (typeof DATE_FORMATS)[number], toInstant = istanbul) => {
  const date = parseDate(text, format, toInstant)
  return date.ok ? new Date(date.instant).toISOString() : date.reason
}

describe('parseDate, wall clock in Istanbul', () => {
  test.each([
    ['01.05.2026 10:00', 'day-first', '2026-05-01T07:00:00.000Z'],
    ['1/5/2026', 'day-first', '2026-04-30T21:00:00.000Z'],
    ['31-12-26 23:59:59', 'day-first', '2026-12-31T20:59:59.000Z'],
    ['5/1/2026 3:04 PM', 'month-first', '2026-05-01T12:04:00.000Z'],
    ['12/31/2026 12:00 AM', 'month-first', '2026-12-30T21:00:00.000Z'],
    ['01.05.2026 03:04 ÖS', 'day-first', '2026-05-01T12:04:00.000Z'],
    ['2026-05-01 10:00:00 +0200', 'iso', '2026-05-01T08:00:00.000Z'],
    ['2026-05-01T10:00:00Z', 'iso', '2026-05-01T10:00:00.000Z'],
    ['2026-05-01T10:00:00.123456+03:00', 'iso', '2026-05-01T07:00:00.123Z'],
    ['2019-10-01 02:50:00 UTC', 'iso', '2019-10-01T02:50:00.000Z'],
    ['2026-05-01', 'iso', '2026-04-30T21:00:00.000Z'],
    ['20260501', 'compact', '2026-04-30T21:00:00.000Z'],
    ['202605011030', 'compact', '2026-05-01T07:30:00.000Z'],
    ['1 Mayıs 2026 10:00', 'named', '2026-05-01T07:00:00.000Z'],
    ['29 ŞUBAT 2024', 'named', '2024-02-28T21:00:00.000Z'],
    ['3 Kas 2026, 14:05', 'named', '2026-11-03T11:05:00.000Z'],
    ['KASIM 3, 2026', 'named', '2026-11-02T21:00:00.000Z'],
    ['Dec 31, 2026', 'named', '2026-12-30T21:00:00.000Z'],
    ['APRIL 2 2026', 'named', '2026-04-01T21:00:00.000Z'],
    ['46143', 'excel', '2026-04-30T21:00:00.000Z'],
    ['46143,5', 'excel', '2026-05-01T09:00:00.000Z'],
    ['1777593600', 'unix', '2026-05-01T00:00:00.000Z'],
    ['1777593600123', 'unix', '2026-05-01T00:00:00.123Z'],
    ['', 'iso', 'empty'],
    ['yarın', 'iso', 'malformed'],
    ['2026-05-01 x', 'iso', 'malformed'],
    ['31.02.2026', 'day-first', 'impossible'],
    ['29.02.2023', 'day-first', 'impossible'],
    ['00.01.2026', 'day-first', 'impossible'],
    ['01.13.2026', 'day-first', 'impossible'],
    ['01.05.2026 24:00', 'day-first', 'impossible'],
    ['01.05.2026 10:60', 'day-first', 'impossible'],
    ['1.5.2026 13:00 PM', 'day-first', 'impossible'],
    ['0001-01-01', 'iso', 'impossible'],
    ['2026-01-01T00:00:00+25:00', 'iso', 'impossible'],
    ['01.05.2026', 'month-first', 'malformed'],
    ['3 Foo 2026', 'named', 'malformed'],
    ['60', 'excel', 'impossible'],
  ] as const)('%s as %s is %s', (text, format, expected) => {
    expect(read(text, format)).toBe(expected)
  })

  test('a date without a time is marked as one', () => {
    expect(parseDate('2026-05-01', 'iso', istanbul)).toMatchObject({ dateOnly: true })
    expect(parseDate('2026-05-01 00:00', 'iso', istanbul)).toMatchObject({ dateOnly: false })
  })
})

describe('clock changes', () => {
  test.each([
    ['Europe/Berlin', '2026-03-29 02:30', '2026-03-29T01:30:00.000Z', 'gap: moved on by an hour'],
    ['Europe/Berlin', '2026-10-25 02:30', '2026-10-25T00:30:00.000Z', 'overlap: the first'],
    ['Europe/Istanbul', '2016-07-01 12:00', '2016-07-01T09:00:00.000Z', 'summer before 2016'],
    ['Europe/Istanbul', '2015-12-01 12:00', '2015-12-01T10:00:00.000Z', 'winter before 2016'],
    ['Europe/Istanbul', '2026-12-01 12:00', '2026-12-01T09:00:00.000Z', 'fixed since 2016'],
    ['America/Sao_Paulo', '2018-11-04 00:15', '2018-11-04T03:15:00.000Z', 'gap at midnight'],
    ['Australia/Lord_Howe', '2026-04-05 01:45', '2026-04-04T14:45:00.000Z', 'half-hour overlap'],
    ['Asia/Kathmandu', '2026-01-01 00:00', '2025-12-31T18:15:00.000Z', 'quarter-hour offset'],
  ])('%s %s', (zone, text, expected) => {
    expect(read(text, 'iso', resolverFor(zone))).toBe(expected)
  })

  test('outside clock changes the wall clock of the instant is the text', () => {
    const zones = fc.constantFrom('Europe/Istanbul', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata')
    const noon = fc.integer({ min: 0, max: 25_000 }).map((day) => new Date(day * 86_400_000 + 43_200_000))
    fc.assert(
      fc.property(zones, noon, (zone, wall) => {
        const text = wall.toISOString().slice(0, 19).replace('T', ' ')
        const instant = new Date(read(text, 'iso', resolverFor(zone)))
        expect(instant.toLocaleString('sv-SE', { timeZone: zone })).toBe(text)
      }),
    )
  })

  test('zones are known or not', () => {
    expect(isTimeZone('Europe/Istanbul')).toBe(true)
    expect(isTimeZone('Mars/Olympus')).toBe(false)
  })
})

describe('detectDateFormat', () => {
  test.each([
    [['2026-05-01 10:00:00 +0200', ''], 'iso'],
    [['01.05.2026', '02.05.2026'], 'day-first'],
    [['01/05/2026', '13/05/2026'], 'day-first'],
    [['01/05/2026', '05/13/2026'], 'month-first'],
    [['12/1/2010 8:26', '1/2/2011 9:00'], 'day-first'],
    [['19970101', '19980630'], 'compact'],
    [['1 Mayıs 2026'], 'named'],
    [['46143', '46144,25'], 'excel'],
    [['1777593600'], 'unix'],
    [['13/13/2026'], null],
    [['', ' '], null],
    [['12', '13'], null],
  ] as const)('%j is %s', (values, format) => {
    expect(detectDateFormat([...values])).toBe(format)
  })

  test('an undecided column follows the preference', () => {
    expect(detectDateFormat(['1/2/2011'], 'month-first')).toBe('month-first')
  })

  test('what is never a date is never an error', () => {
    const text = fc.string({
      unit: fc.constantFrom(...Array.from('0123456789.:/- TZ+APMÖSOcakmart,')),
      maxLength: 40,
    })
    fc.assert(
      fc.property(
        fc.oneof(text, fc.string({ unit: 'binary' })),
        fc.constantFrom(...DATE_FORMATS),
        (raw, format) => {
          expect(read(raw, format)).toMatch(/^(\d{4}-.*Z|empty|malformed|impossible)$/)
        },
      ),
      { numRuns: 3000 },
    )
  })
})
