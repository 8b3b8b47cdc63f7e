import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseAmount } from './parse-amount.ts'
import { decimalOf } from './units.ts'

const read = (raw: string, decimal: '.' | ',') => {
  const amount = parseAmount(raw, { decimal })
  return amount.ok ? decimalOf(amount.units) : amount.reason
}

describe('parseAmount', () => {
  test.each([
    ['1.234,56', ',', '1234.5600'],
    ['1,234.56', '.', '1234.5600'],
    ['1.234', ',', '1234.0000'],
    ['1.234', '.', '1.2340'],
    ['₺ 1.234', ',', '1234.0000'],
    ['₺1.234.567,50', ',', '1234567.5000'],
    ['1.234,56 TL', ',', '1234.5600'],
    ['1.234,56 ₺', ',', '1234.5600'],
    ['TRY 99', ',', '99.0000'],
    ['$1,234.5', '.', '1234.5000'],
    ['US$ 5', '.', '5.0000'],
    ['-₺5,00', ',', '-5.0000'],
    ['₺-5,00', ',', '-5.0000'],
    ['(1,234.50)', '.', '-1234.5000'],
    ['(₺12)', ',', '-12.0000'],
    ['12,50-', ',', '-12.5000'],
    ['−7', '.', '-7.0000'],
    ['1 234,56', ',', '1234.5600'],
    ['1\u00a0234,56', ',', '1234.5600'],
    ["1'234.50", '.', '1234.5000'],
    ['0,5', ',', '0.5000'],
    ['.5', '.', '0.5000'],
    ['5.', '.', '5.0000'],
    ['0.30000000000000004', '.', '0.3000'],
    ['2.00005', '.', '2.0000'],
    ['-11062.06', '.', '-11062.0600'],
    ['007', '.', '7.0000'],
    ['', '.', 'empty'],
    ['  ', '.', 'empty'],
    ['-', ',', 'empty'],
    ['abc', '.', 'malformed'],
    ['1,5', '.', 'malformed'],
    ['1.5', ',', 'malformed'],
    ['1,23,456', '.', 'malformed'],
    ['1.234.56', ',', 'malformed'],
    ['12.34.56', '.', 'malformed'],
    ['--5', '.', 'malformed'],
    ['(-5)', '.', 'malformed'],
    ['-5-', '.', 'malformed'],
    ['1e5', '.', 'malformed'],
    ['5 6', '.', 'malformed'],
    ['Infinity', '.', 'malformed'],
    ['₺', '.', 'malformed'],
    ['.', '.', 'malformed'],
    ['1'.repeat(100), '.', 'malformed'],
    ['100000000000000', '.', 'out-of-range'],
  ] as const)('%s with %s is %s', (raw, decimal, expected) => {
    expect(read(raw, decimal)).toBe(expected)
  })

  test('what Intl writes in Turkish and in English is read back', () => {
    const cents = fc.bigInt({ min: -(10n ** 13n), max: 10n ** 13n })
    const style = { minimumFractionDigits: 2 } as const
    fc.assert(
      fc.property(cents, (value) => {
        const decimal = decimalOf(value * 100n, 2) as `${number}`
        const expected = decimalOf(value * 100n)
        expect(read(new Intl.NumberFormat('tr-TR', style).format(decimal), ',')).toBe(expected)
        expect(read(new Intl.NumberFormat('en-US', style).format(decimal), '.')).toBe(expected)
        const turkishLira = new Intl.NumberFormat('tr-TR', { style: 'currency', currency: 'TRY' })
        expect(read(turkishLira.format(decimal), ',')).toBe(expected)
      }),
    )
  })

  test('any text gets an answer at once', () => {
    const digitsAndSigns = fc.string({
      unit: fc.constantFrom(...Array.from("0123456789.,'-( )₺TL$")),
      maxLength: 70,
    })
    fc.assert(
      fc.property(fc.oneof(digitsAndSigns, fc.string({ unit: 'binary' })), (raw) => {
        expect(read(raw, ',')).toMatch(/^(-?\d+\.\d{4}|empty|malformed|out-of-range)$/)
      }),
      { numRuns: 2000 },
    )
  })
})
