/** The rules the bench of segments builds, and its three-condition question written by hand. */
import type { SegmentCondition, SegmentDefinition, SegmentWindow } from '@vefa/contract'

type Count = Extract<SegmentCondition, { kind: 'count' }>

function all(...conditions: SegmentCondition[]): SegmentDefinition {
  return { version: 1, root: { kind: 'group', match: 'all', conditions } }
}

function did(name: string, window: SegmentWindow, given: Partial<Count> = {}): Count {
  const events = { names: [name], where: [] }
  return { kind: 'count', events, window, is: 'atLeast', times: 1, ...given }
}

const ever: SegmentWindow = { kind: 'ever' }

function last(amount: number, unit: 'hour' | 'day'): SegmentWindow {
  return { kind: 'last', span: { amount, unit } }
}

function spent(value: string): SegmentCondition {
  const events = { names: ['Order Completed'], where: [] }
  const bounds = { is: 'atLeast' as const, value }
  return { kind: 'amount', events, window: ever, of: 'sum', property: 'value', bounds }
}

/** Looked at a category three times in 90 days, has not ordered for 60, and has spent 500 in all. */
export function threeConditions(category: number): SegmentDefinition {
  const inCategory = { type: 'text' as const, is: 'in' as const, values: [`c${category}`] }
  return all(
    did('Product Viewed', last(90, 'day'), {
      events: { names: ['Product Viewed'], where: [{ property: 'category', test: inCategory }] },
      times: 3,
    }),
    did('Order Completed', last(60, 'day'), { is: 'atMost', times: 0 }),
    spent('500'),
  )
}

const kinds: ((number: number) => SegmentDefinition)[] = [
  (number) => all(did('Product Viewed', last(1 + number, 'hour'))),
  (number) => all(did('Product Added', ever, { times: 2 + number })),
  (number) => all(did('Page Viewed', last(7 + number, 'day'), { times: 2 }), spent(String(500 + number))),
  (number) => all(did('Order Completed', ever, { times: 1 + number }), did('Checkout Started', ever)),
  (number) =>
    all(
      did('Product Added', last(3 + number, 'day')),
      did('Order Completed', last(3, 'day'), { is: 'atMost', times: 0 }),
    ),
  (number) =>
    all({ kind: 'attribute', field: 'orderCount', test: { type: 'number', is: 'atLeast', value: number } }),
]

/** As many as asked for, none like another; every second one has a window. */
export function manyRules(count: number): SegmentDefinition[] {
  return Array.from({ length: count }, (_, index) => {
    const make = kinds[index % kinds.length]
    if (!make) throw new Error('no kinds of rules')
    return make(Math.floor(index / kinds.length))
  })
}

/** Whoever a mark is put on. */
export const marked = all(did('Bench Marked', ever))

export type ByHand = { name: string; text: string }

/** The three-condition question as somebody who knows the tables would ask it, in the ways worth trying. */
export function threeByHand(category: number, now: { since90: string; since60: string }): ByHand[] {
  const viewed = `name = 'Product Viewed' AND category = 'c${category}' AND time >= '${now.since90}'`
  const people = 'SELECT customer FROM profiles FINAL WHERE known AND NOT gone'
  return [
    {
      name: 'one scan',
      text: `SELECT customer FROM (
          SELECT customer, countIf(${viewed}) AS views, countIf(name = 'Order Completed' AND time >= '${now.since60}') AS late,
            sumIf(reporting_value, name = 'Order Completed') AS spent
          FROM events WHERE name = 'Order Completed' OR (${viewed}) GROUP BY customer)
        WHERE views >= 3 AND late = 0 AND spent >= 500 AND customer IN (${people})`,
    },
    {
      name: 'sets',
      text: `SELECT customer FROM (SELECT customer FROM events WHERE ${viewed} GROUP BY customer HAVING count() >= 3)
        WHERE customer NOT IN (SELECT customer FROM events WHERE name = 'Order Completed' AND time >= '${now.since60}')
          AND customer IN (SELECT customer FROM events WHERE name = 'Order Completed' GROUP BY customer
            HAVING sum(reporting_value) >= 500)
          AND customer IN (${people})`,
    },
    {
      name: 'bitmaps',
      text: `WITH
          (SELECT groupBitmapState(customer) FROM (SELECT customer FROM events WHERE ${viewed} GROUP BY customer
            HAVING count() >= 3)) AS looked,
          (SELECT groupBitmapState(customer) FROM events WHERE name = 'Order Completed' AND time >= '${now.since60}') AS late,
          (SELECT groupBitmapState(customer) FROM (SELECT customer FROM events WHERE name = 'Order Completed'
            GROUP BY customer HAVING sum(reporting_value) >= 500)) AS spent,
          (SELECT groupBitmapState(customer) FROM profiles FINAL WHERE known AND NOT gone) AS people
        SELECT arrayJoin(bitmapToArray(bitmapAnd(bitmapAndnot(bitmapAnd(looked, spent), late), people))) AS customer`,
    },
  ]
}
