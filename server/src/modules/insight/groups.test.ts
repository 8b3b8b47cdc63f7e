import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DEFAULT_LIMITS, type GroupFacts, GROUPS, groupMembership, groupsOf, usualGap } from './groups.ts'

const plain: GroupFacts = {
  orders: 3,
  spent: '300.0000',
  lastOrderDays: 10,
  ownGap: { medianDays: 30, gaps: 2 },
  shopGapMedianDays: 40,
  spentPercentile: 0.5,
  margin: null,
  openCart: null,
}

describe('usualGap', () => {
  test.each([
    [{ medianDays: 30, gaps: 2 }, 40, { days: 30, basis: 'own' }],
    [{ medianDays: 30, gaps: 1 }, 40, { days: 40, basis: 'shop' }],
    [null, 40, { days: 40, basis: 'shop' }],
    [null, null, { days: 60, basis: 'assumed' }],
    [{ medianDays: 0, gaps: 9 }, 40, { days: 7, basis: 'own' }],
    [{ medianDays: 900, gaps: 2 }, 40, { days: 180, basis: 'own' }],
  ])('own %j, shop %s', (ownGap, shopGapMedianDays, expected) => {
    expect(usualGap({ ownGap, shopGapMedianDays })).toEqual(expected)
  })
})

describe('who is in which group', () => {
  test.each([
    ['an active customer', {}, []],
    ['on the edge of the usual', { lastOrderDays: 45 }, []],
    ['overdue', { lastOrderDays: 46 }, ['atRisk']],
    ['on the edge of inactive', { lastOrderDays: 90, spentPercentile: 0.9 }, ['atRisk', 'profitable']],
    ['gone, and valuable', { lastOrderDays: 91, spentPercentile: 0.8 }, ['inactiveValuable', 'profitable']],
    ['gone, and of little value', { lastOrderDays: 400, spentPercentile: 0.3 }, []],
    ['ordered once, long ago', { orders: 1, ownGap: null, lastOrderDays: 70 }, []],
    [
      'one large order, long ago',
      { orders: 1, ownGap: null, lastOrderDays: 121, spentPercentile: 0.95 },
      ['inactiveValuable', 'profitable'],
    ],
    ['all refunded', { spent: '0.0000', spentPercentile: 0.99 }, []],
    [
      'much spent, nothing earned',
      { spentPercentile: 0.99, margin: { amount: '-5.0000', percentile: 0.02 } },
      [],
    ],
    ['little spent, much earned', { margin: { amount: '90.0000', percentile: 0.85 } }, ['profitable']],
    [
      'a cart left yesterday',
      { openCart: { ageHours: 20, value: '99.0000', orderedSince: false } },
      ['cartAbandoners'],
    ],
    ['a cart being filled', { openCart: { ageHours: 0.5, value: '99.0000', orderedSince: false } }, []],
    ['a cart of last year', { openCart: { ageHours: 9000, value: '99.0000', orderedSince: false } }, []],
    ['a cart, then an order', { openCart: { ageHours: 20, value: '99.0000', orderedSince: true } }, []],
    ['an empty cart', { openCart: { ageHours: 20, value: '0.0000', orderedSince: false } }, []],
    ['nobody yet', { orders: 0, spent: '0.0000', lastOrderDays: null, ownGap: null, spentPercentile: 0 }, []],
  ] as const)('%s', (_who, change, groups) => {
    expect(groupsOf({ ...plain, ...change })).toEqual(groups)
  })
})

test('the reasons carry the person’s numbers and the limits', () => {
  expect(groupMembership('atRisk', { ...plain, lastOrderDays: 75 })).toEqual({
    member: true,
    usualGapDays: 30,
    gapBasis: 'own',
    why: [
      { code: 'ordersAtLeast', met: true, value: 3, limit: 2 },
      { code: 'silentBeyondDays', met: true, value: 75, limit: 45 },
      { code: 'silentWithinDays', met: true, value: 75, limit: 90 },
    ],
  })
  expect(groupMembership('cartAbandoners', plain)).toMatchObject({
    member: false,
    why: [{ code: 'cartOpen', met: false, value: null }],
  })
})

test('limits can be adjusted', () => {
  const limits = { ...DEFAULT_LIMITS, riskFromGaps: 0.2 }
  expect(groupsOf(plain, limits)).toEqual(['atRisk'])
})

test('nobody is both at risk and inactive, and every answer has reasons that decide it', () => {
  const percentile = fc.double({ min: 0, max: 1, noNaN: true })
  const facts: fc.Arbitrary<GroupFacts> = fc.record({
    orders: fc.nat(20),
    spent: fc.constantFrom('-5.0000', '0.0000', '120.5000'),
    lastOrderDays: fc.option(fc.nat(1000), { nil: null }),
    ownGap: fc.option(fc.record({ medianDays: fc.nat(400), gaps: fc.integer({ min: 1, max: 9 }) }), {
      nil: null,
    }),
    shopGapMedianDays: fc.option(fc.nat(200), { nil: null }),
    spentPercentile: percentile,
    margin: fc.option(fc.record({ amount: fc.constantFrom('-1.0000', '9.0000'), percentile }), { nil: null }),
    openCart: fc.option(
      fc.record({
        ageHours: fc.nat(2000),
        value: fc.constantFrom('0.0000', '8.0000'),
        orderedSince: fc.boolean(),
      }),
      { nil: null },
    ),
  })
  fc.assert(
    fc.property(facts, (person) => {
      const groups = groupsOf(person)
      expect(groups.includes('atRisk') && groups.includes('inactiveValuable')).toBe(false)
      for (const group of GROUPS) {
        const { member, why } = groupMembership(group, person)
        expect(why.length).toBeGreaterThan(0)
        expect(member).toBe(why.every((reason) => reason.met))
      }
    }),
  )
})
