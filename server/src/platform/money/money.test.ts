import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isCurrency, minorUnits } from './currency.ts'
import {
  addAmounts,
  allocateAmount,
  compareAmounts,
  convertAmount,
  multiplyAmount,
  negateAmount,
  subtractAmounts,
  sumAmounts,
  ZERO,
} from './money.ts'
import { AmountError, decimalOf, divideHalfEven, unitsOf } from './units.ts'

const amount = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }).map((units) => decimalOf(units))
const weight = fc.bigInt({ min: 0n, max: 10n ** 9n }).map((units) => decimalOf(units))

describe('units', () => {
  test.each([
    ['12.5', 125_000n],
    ['-0.0001', -1n],
    ['0', 0n],
    ['007', 70_000n],
    ['1.00005', 10_000n],
    ['1.00015', 10_002n],
    ['99999999999999.9999', 10n ** 18n - 1n],
  ])('%s is %s units', (decimal, units) => {
    expect(unitsOf(decimal)).toBe(units)
  })

  test.each(['', '-', '1,5', '1e3', '.5', '1.', ' 1', 'NaN', '100000000000000'])(
    '%s is refused',
    (decimal) => {
      expect(() => unitsOf(decimal)).toThrow(AmountError)
    },
  )

  test.each([
    [125_000n, 2, '12.50'],
    [-1n, 2, '0.00'],
    [50n, 2, '0.00'],
    [150n, 2, '0.02'],
    [-150n, 2, '-0.02'],
    [25_000n, 0, '2'],
    [35_000n, 0, '4'],
    [-1n, 4, '-0.0001'],
  ])('%s units with %s decimals are %s', (units, decimals, text) => {
    expect(decimalOf(units, decimals)).toBe(text)
  })

  test('writing and reading again changes nothing', () => {
    fc.assert(
      fc.property(amount, (a) => {
        expect(decimalOf(unitsOf(a))).toBe(a)
      }),
    )
  })

  test('half-even division is off by at most a half, and exact halves land on even numbers', () => {
    const pair = fc.tuple(fc.bigInt(), fc.bigInt({ min: 1n, max: 10n ** 12n }))
    fc.assert(
      fc.property(pair, ([dividend, divisor]) => {
        const quotient = divideHalfEven(dividend, divisor)
        const error = 2n * (dividend - quotient * divisor)
        const size = error < 0n ? -error : error
        expect(size < divisor || (size === divisor && quotient % 2n === 0n)).toBe(true)
      }),
    )
  })
})

describe('arithmetic', () => {
  test('adds what floating point cannot', () => {
    expect(addAmounts('0.1', '0.2')).toBe('0.3000')
    expect(sumAmounts(Array.from({ length: 10 }, () => '0.1'))).toBe('1.0000')
    expect(sumAmounts([])).toBe(ZERO)
    expect(subtractAmounts('1', '0.9')).toBe('0.1000')
  })

  test.each([
    ['2.55', 6n, '15.3000'],
    ['2.55', -2n, '-5.1000'],
    ['19.99', '0.125', '2.4988'],
    ['0.0001', '0.5', '0.0000'],
    ['0.0003', '0.5', '0.0002'],
  ])('%s × %s = %s', (price, quantity, expected) => {
    expect(multiplyAmount(price, quantity)).toBe(expected)
  })

  test.each([
    ['100', '41.2345', 2, '4123.4500'],
    ['0.05', '0.1', 2, '0.0000'],
    ['0.15', '0.1', 2, '0.0200'],
    ['-0.15', '0.1', 2, '-0.0200'],
    ['10', '149.505', 0, '1495.0000'],
    ['1', '0.000000123456', 4, '0.0000'],
  ])('%s at %s with %s decimals is %s', (...[from, rate, decimals, expected]) => {
    expect(convertAmount(from, rate, decimals)).toBe(expected)
  })

  test.each(['0', '-1', 'abc', ''])('a rate of %s is refused', (rate) => {
    expect(() => convertAmount('1', rate, 2)).toThrow(RangeError)
  })

  test('too large an amount is an error and not a wrong number', () => {
    expect(() => multiplyAmount('99999999999999', 2n)).toThrow(AmountError)
    expect(() => addAmounts('99999999999999.9999', '0.0001')).toThrow(AmountError)
  })

  test('addition and comparison obey their laws', () => {
    fc.assert(
      fc.property(amount, amount, amount, (a, b, c) => {
        expect(addAmounts(addAmounts(a, b), c)).toBe(addAmounts(a, addAmounts(b, c)))
        expect(addAmounts(a, b)).toBe(addAmounts(b, a))
        expect(addAmounts(a, negateAmount(a))).toBe(ZERO)
        expect(compareAmounts(a, b)).toBe(-compareAmounts(b, a) + 0)
        expect(compareAmounts(addAmounts(a, c), addAmounts(b, c))).toBe(compareAmounts(a, b))
      }),
    )
  })

  test('multiplying by a whole number is repeated addition', () => {
    fc.assert(
      fc.property(amount, fc.integer({ min: 0, max: 20 }), (a, times) => {
        expect(multiplyAmount(a, BigInt(times))).toBe(sumAmounts(Array.from({ length: times }, () => a)))
      }),
    )
  })
})

describe('allocateAmount', () => {
  test.each([
    ['100', ['1', '1', '1'], 2, ['33.3400', '33.3300', '33.3300']],
    ['0.05', ['3', '7'], 2, ['0.0200', '0.0300']],
    ['-100', ['1', '1', '1'], 2, ['-33.3400', '-33.3300', '-33.3300']],
    ['10', ['0', '0'], 2, ['5.0000', '5.0000']],
    ['1.0001', ['1', '2'], 2, ['0.3300', '0.6701']],
    ['1000', ['1', '2'], 0, ['333.0000', '667.0000']],
    ['5', ['9'], 2, ['5.0000']],
  ])('%s by %j with %s decimals is %j', (...[total, weights, decimals, parts]) => {
    expect(allocateAmount(total, weights, decimals)).toEqual(parts)
  })

  test('the parts add up to the whole, have its sign, and a zero weight gets nothing', () => {
    const weights = fc.array(weight, { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(amount, weights, fc.integer({ min: 0, max: 4 }), (total, weights, decimals) => {
        const parts = allocateAmount(total, weights, decimals)
        expect(sumAmounts(parts)).toBe(decimalOf(unitsOf(total)))
        const signs = parts.map((part) => compareAmounts(part, ZERO)).filter((sign) => sign !== 0)
        expect(signs.every((sign) => sign === compareAmounts(total, ZERO))).toBe(true)
        const some = weights.some((weight) => weight !== ZERO)
        expect(parts.every((part, index) => !some || weights[index] !== ZERO || part === ZERO)).toBe(true)
      }),
    )
  })

  test('no part is further than one step from its exact share', () => {
    fc.assert(
      fc.property(amount, fc.array(weight, { minLength: 1, maxLength: 8 }), (total, weights) => {
        const sum = weights.reduce((a, w) => a + unitsOf(w), 0n)
        fc.pre(sum > 0n)
        const parts = allocateAmount(total, weights, 4)
        const off = parts.map((part, i) => unitsOf(part) * sum - unitsOf(total) * unitsOf(weights[i] ?? ZERO))
        expect(off.every((error) => error < sum && error > -sum)).toBe(true)
      }),
    )
  })

  test('refuses no weights and negative weights', () => {
    expect(() => allocateAmount('1', [], 2)).toThrow(RangeError)
    expect(() => allocateAmount('1', ['2', '-1'], 2)).toThrow(RangeError)
  })
})

test.each([
  ['TRY', 2],
  ['JPY', 0],
  ['KWD', 3],
  ['EUR', 2],
])('%s has %s minor units', (currency, decimals) => {
  expect(minorUnits(currency)).toBe(decimals)
  expect(isCurrency(currency)).toBe(true)
})

test('an unknown currency is refused', () => {
  expect(() => minorUnits('TL')).toThrow(RangeError)
  expect(isCurrency('try')).toBe(false)
})
