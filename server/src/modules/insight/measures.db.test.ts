/** Predicted money, margin of what has known costs, and what is shown of a product, on real stores. */
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { openTestApp, type TestApp } from '#test/support/app.ts'

import { readFigures } from './read-figures.ts'
import { readBestSellers } from './read-products.ts'

const segmentId = '01900000-0000-7000-8000-0000000000ac'

let open: TestApp

beforeAll(async () => {
  open = await openTestApp()
  await tellOrders()
  await predict()
}, 60_000)
afterAll(() => open?.close())

/** Customers stand in the order of their numbers, the one who bought last before the one who bought first. */
async function tellOrders(): Promise<void> {
  await open.app.eventStore.command(
    `INSERT INTO events (name, customer, original_customer, time, received_at, message_id, order_id, store, value, reporting_value,
       line_products, line_titles, line_categories, line_quantities, line_values, line_costs)
     SELECT 'Order Completed', number, number, toDateTime64('2026-03-10 10:00:00', 3, 'UTC') - toIntervalDay(number), toDateTime64('2026-03-11 10:00:00', 3, 'UTC'),
       toString(number), toString(number), 1, 100, 100, ['P1'], [concat('Title ', toString(number))], [concat('Category ', toString(number))],
       [1], [100], [if(number = 1, 60, NULL)]
     FROM numbers(1, 3)`,
  )
}

async function predict(): Promise<void> {
  const { db, clock, eventStore } = open.app
  const now = clock.now()
  await sql`
    INSERT INTO segments (id, name, name_folded, definition, state, members_version, people, created_by, created_at, updated_at)
    VALUES (${segmentId}, 'Two', 'two', '{}', 'ready', 1, 2, 'test', ${now}, ${now})`.execute(db)
  await eventStore.command(`INSERT INTO segment_members SELECT {segment:UUID}, 0, 1, [1, 2]`, {
    segment: segmentId,
  })
  await eventStore.command(
    `INSERT INTO predictions (customer, lifetime_value_365) SELECT number, number * 100 FROM numbers(1, 3)`,
  )
}

async function figure(name: string, input: { segmentId?: string }) {
  const { figures } = await readFigures(open.app, input)
  return figures.find(({ measure }) => measure === name)
}

describe('a product', () => {
  test('has the title and the category it was last sold with', async () => {
    const { products } = await readBestSellers(open.app, { sort: 'revenue', limit: 5 })
    expect(products.map(({ title, category }) => [title, category])).toEqual([['Title 1', 'Category 1']])
  })
})

describe('predicted lifetime value', () => {
  test('is the mean over everybody predicted, with its interval', async () => {
    // 100, 200, 300: mean 200, standard error 100/√3; Student's t with two degrees of freedom is 4.302653.
    const found = await figure('lifetimeValue', {})
    expect(found).toMatchObject({ value: '200.0000', sample: 3 })
    expect(found?.interval?.low).toBeCloseTo(200 - (4.302653 * 100) / Math.sqrt(3), 3)
    expect(found?.interval?.high).toBeCloseTo(200 + (4.302653 * 100) / Math.sqrt(3), 3)
  })

  test('is that of a segment where one is asked for', async () => {
    expect(await figure('lifetimeValue', { segmentId })).toMatchObject({ value: '150.0000', sample: 2 })
  })
})

describe('margin', () => {
  test('is of lines whose cost is known, and says how much that is', async () => {
    expect(await figure('margin', {})).toMatchObject({ value: '40.0000', covered: 1 / 3 })
    expect(await figure('marginRate', {})).toMatchObject({ value: '0.4' })
  })
})
