import { describe, expect, test } from 'vitest'

import { figuresFrom } from './figures.ts'
import { type Facts, factsOf } from './measures.ts'

const facts: Facts = factsOf({
  orders: 100,
  customers: 60,
  repeaters: 30,
  revenue: '10000.0000',
  repeaterRevenue: '7000.0000',
  squares: 1_200_000,
  median: 90,
  unnamedOrders: 4,
  unnamedRevenue: '250.5000',
  newCustomers: 20,
  refunded: '120.0000',
  refunds: 2,
})
const of = (now: Facts, before: Facts | null = null) =>
  new Map(figuresFrom(now, before).map((figure) => [figure.measure, figure]))

describe('key figures', () => {
  test('are what their definitions say', () => {
    const figures = of(facts)
    expect(figures.get('averageOrder')?.value).toBe('100.0000')
    expect(figures.get('repeatRate')?.value).toBe('0.5')
    expect(figures.get('repeaterRevenueShare')?.value).toBe('0.7')
    expect(figures.get('repeatRate')?.interval?.low).toBeCloseTo(0.3773, 3)
    expect([...figures.values()].every((figure) => figure.before === null && figure.verdict === null)).toBe(
      true,
    )
  })

  test('say nothing where there is nothing', () => {
    const empty = of({
      ...facts,
      orders: 0,
      customers: 0,
      repeaters: 0,
      revenue: '0',
      repeaterRevenue: '0',
      squares: 0,
      median: null,
    })
    for (const name of ['averageOrder', 'medianOrder', 'repeatRate', 'ordersPerCustomer'] as const)
      expect(empty.get(name)?.value).toBeNull()
  })

  test('tell a change from noise', () => {
    expect(of(facts, { ...facts, orders: 95 }).get('orders')?.verdict).toBe('noise')
    expect(of(facts, { ...facts, orders: 50 }).get('orders')?.verdict).toBe('up')
    expect(of({ ...facts, revenue: '4000.0000', squares: 300_000 }, facts).get('revenue')?.verdict).toBe(
      'down',
    )
    expect(of(facts, { ...facts, repeaters: 12 }).get('repeatRate')?.verdict).toBe('up')
    expect(of({ ...facts, orders: 3 }, { ...facts, orders: 7 }).get('orders')?.verdict).toBeNull()
  })
})
