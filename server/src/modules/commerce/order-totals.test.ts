import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { addAmounts, compareAmounts, subtractAmounts, sumAmounts, ZERO } from '#/platform/money/money.ts'
import { decimalOf } from '#/platform/money/units.ts'

import type { LineDraft } from './drafts.ts'
import { financialStatus, orderTotals } from './order-totals.ts'

const cents = (max: number) => fc.integer({ min: 0, max }).map((n) => decimalOf(BigInt(n) * 100n))
const lines: fc.Arbitrary<LineDraft[]> = fc.array(
  fc.record({
    productId: fc.constant('P'),
    title: fc.constant('T'),
    quantity: fc.integer({ min: 1, max: 50 }).map(String),
    unitPrice: cents(100_000),
  }),
  { minLength: 1, maxLength: 30 },
)

describe('orderTotals', () => {
  test.each([
    [
      { lines: [['2', '10.00']], shipping: '5' },
      { subtotal: '20.0000', total: '25.0000', lines: ['20.0000'] },
    ],
    [
      {
        lines: [
          ['1', '10'],
          ['1', '10'],
          ['1', '10'],
        ],
        discount: '10',
      },
      { subtotal: '30.0000', total: '20.0000', lines: ['6.6600', '6.6700', '6.6700'] },
    ],
    [{ lines: [['1.250', '39.90']] }, { subtotal: '49.8750', total: '49.8750', lines: ['49.8750'] }],
    [
      { lines: [['1', '10']], total: '9.99' },
      { subtotal: '10.0000', total: '9.9900', lines: ['10.0000'] },
    ],
    [
      {
        lines: [
          ['1', '100'],
          ['-1', '40'],
        ],
        discount: '6',
      },
      { subtotal: '60.0000', total: '54.0000', lines: ['94.0000', '-40.0000'] },
    ],
    [
      { lines: [['1', '100']], tax: '20' },
      { subtotal: '100.0000', total: '120.0000', lines: ['100.0000'] },
    ],
    [
      { lines: [] as string[][], total: '12' },
      { subtotal: '0.0000', total: '12.0000', lines: [] },
    ],
  ])('%j is %j', (given, expected) => {
    const { lines, ...amounts } = given
    const totals = orderTotals({
      currency: 'TRY',
      ...amounts,
      lines: lines.map(([quantity = '', unitPrice = '']) => ({
        productId: 'P',
        title: 'T',
        quantity,
        unitPrice,
      })),
    })
    expect({ ...totals, lines: totals.lines.map((line) => line.total) }).toMatchObject(expected)
  })

  test('what lines bring adds up to subtotal less discount, whatever the discount', () => {
    fc.assert(
      fc.property(lines, cents(50_000), fc.constantFrom('TRY', 'JPY', 'KWD'), (lines, discount, currency) => {
        const totals = orderTotals({ currency, lines, discount })
        const brought = sumAmounts(totals.lines.map((line) => line.total))
        expect(brought).toBe(subtractAmounts(totals.subtotal, totals.discount))
        expect(totals.total).toBe(brought)
      }),
    )
  })

  test('a discount within the subtotal makes no line negative', () => {
    fc.assert(
      fc.property(lines, fc.integer({ min: 0, max: 100 }), (lines, percent) => {
        const { subtotal } = orderTotals({ currency: 'TRY', lines })
        const cents = (BigInt(subtotal.replace('.', '')) * BigInt(percent)) / 1_000_000n
        const totals = orderTotals({ currency: 'TRY', lines, discount: decimalOf(cents * 100n) })
        for (const line of totals.lines) expect(compareAmounts(line.total, ZERO)).toBeGreaterThanOrEqual(0)
      }),
    )
  })

  test('the order of lines does not change what is owed', () => {
    fc.assert(
      fc.property(lines, cents(50_000), (lines, shipping) => {
        const there = orderTotals({ currency: 'TRY', lines, shipping })
        const back = orderTotals({ currency: 'TRY', lines: lines.toReversed(), shipping })
        expect(back.total).toBe(there.total)
        expect(there.total).toBe(addAmounts(there.subtotal, shipping))
      }),
    )
  })
})

describe('financialStatus', () => {
  const paid = (amount: string, state?: 'paid' | 'pending' | 'failed') => ({
    amount,
    ...(state && { state }),
  })
  test.each([
    [{ total: '100', refunded: '0', payments: [] }, ''],
    [{ total: '100', refunded: '0', payments: [paid('60'), paid('40')] }, 'paid'],
    [{ total: '100', refunded: '0', payments: [paid('60'), paid('40', 'pending')] }, 'unpaid'],
    [{ total: '100', refunded: '30', payments: [paid('100')] }, 'partially_refunded'],
    [{ total: '100', refunded: '100.0000', payments: [] }, 'refunded'],
  ])('%j is %s', (given, expected) => {
    expect(financialStatus(given)).toBe(expected)
  })
})
