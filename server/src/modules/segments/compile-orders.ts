/** From conditions on orders to aggregates over orders that count: pure, with every value bound. */
import type { SegmentLeaf } from '@vefa/contract'

import { type Binder, bindMoment, withinBounds } from './bind.ts'
import { textRows, timeWithin } from './compile-filters.ts'
import { aggregate, fromNothing, type Measure, measureOfAmount } from './measure.ts'
import type { Scene } from './scene.ts'
import { edgesOf, endOfPresent } from './windows.ts'

export type OrderLeaf = Extract<SegmentLeaf, { kind: 'orders' }>
type OrderFilter = OrderLeaf['where'][number]

/** Tellings of orders in which something was sold. */
export const tellings = "name IN ('Order Completed', 'Order Updated') AND order_id != ''"

export type OrderMeasure = Measure & {
  /** A column of each order, from the row that told of it last: whether it passes the filters; null without any. */
  fits: string | null
}

/** `column` is the name under which `fits` reaches the orders. */
export function measureOfOrders(
  leaf: OrderLeaf,
  scene: Scene,
  given: { column: string; binder: Binder },
): OrderMeasure {
  const { column, binder } = given
  const fits = leaf.where.map((filter) => filterHolds(filter, scene, binder)).join(' AND ')
  const rows = [
    timeWithin(edgesOf(leaf.window, scene), binder, 'placed'),
    ...(fits === '' ? [] : [column]),
  ].join(' AND ')
  return { fits: fits === '' ? null : `toUInt8(${fits})`, ...measured(leaf, rows, binder) }
}

/**
 * One row for each order that counts: `person` whom it counts for, `placed` when it was first told of, its `total` and
 * the given columns as told last. Not cancelled, as insight counts them.
 */
export function ordersText(
  given: { who: string; columns: readonly { name: string; text: string }[]; among: string | null },
  scene: Scene,
  binder: Binder,
): string {
  const past = `time < ${bindMoment(binder, endOfPresent(scene))}`
  const told = ['reporting_value', ...given.columns.map(({ text }) => text)].join(', ')
  const names = given.columns.map(({ name }, at) => `, told.${at + 3} AS ${name}`).join('')
  return `SELECT told.1 AS person, told.2 AS total, placed${names} FROM (
    SELECT min(time) AS placed, argMax((${given.who}, ${told}), (received_at, message_id)) AS told
    FROM events WHERE ${tellings} AND ${past}${given.among === null ? '' : ` AND ${given.among}`}
      AND order_id GLOBAL NOT IN (SELECT order_id FROM events WHERE name = 'Order Cancelled' AND ${past})
    GROUP BY order_id)`
}

function filterHolds(filter: OrderFilter, scene: Scene, binder: Binder): string {
  switch (filter.what) {
    case 'store':
      return `store IN ${binder.bind('Array(UInt32)', filter.ids)}`
    case 'total':
      return `(${withinBounds(binder, filter.bounds, { value: 'reporting_value' })})`
    case 'discounted':
      return `${filter.yes ? '' : 'NOT '}(coupon != '' OR discount > 0)`
    case 'refunded':
      return `order_id GLOBAL ${filter.yes ? '' : 'NOT '}IN (SELECT order_id FROM events WHERE name = 'Order Refunded' AND time < ${bindMoment(binder, endOfPresent(scene))})`
    default:
      return textRows(filter.what, { is: 'in', values: filter.values }, binder)
  }
}

function measured({ of, bounds }: OrderLeaf, rows: string, binder: Binder): Measure {
  if (of !== 'count') return measureOfAmount({ rows, value: 'total', of, bounds }, binder)
  return {
    rows,
    columns: (shared) => [aggregate('count', '', shared ? rows : null)],
    ...fromNothing(bounds, binder),
    fact: { kind: 'number', of: ([count = '']) => count },
  }
}
