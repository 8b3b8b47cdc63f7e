/** The text by which every report reads orders: those that count, of a reach, each with its day in the shop's zone. */
import type { Standing } from '#/modules/history/index.ts'
import type { QueryParams } from '#/platform/event-store/index.ts'

import type { Reach } from './reach.ts'

/** Of customers with a name, as all shares and figures but the unnamed revenue; `from` and `to` are left to the caller. */
export function ordersEver({ people, standing }: Reach): string {
  return steps(standing, ['by_customer', ...(people ? [people.text] : [])])
}

/** Those placed in the period. */
export function ordersOf(reach: Reach): string {
  return steps(reach.standing, [...(reach.people ? [reach.people.text] : []), within(reach)])
}

function steps({ text }: Standing, conditions: readonly string[]): string {
  return `(SELECT * FROM order_steps WHERE ${[text, 'scope = {scope:UInt16}', ...conditions].join(' AND ')})`
}

/** Days are read from the copy by day, all time goes through customers in their order. */
function within(reach: Reach): string {
  return reach.from || reach.to ? inDays(reach) : 'by_customer'
}

/** The customer has bought nothing after this order: one row a customer. */
export const isLatest = 'nth = orders_ever'

/** Lines of the orders placed in the period. */
export function linesOf(reach: Reach): string {
  return `(SELECT * FROM order_lines WHERE ${[reach.standing.text, within(reach), ...whose(reach)].join(' AND ')})`
}

/**
 * Orders nobody left a name with, who has no steps: of the book by its order, and of those told of since. Nobody is merged
 * into nobody, so whose they are stands in `original_customer`.
 */
export function unnamedOrders(reach: Reach): string {
  const conditions = ['told AND NOT cancelled', ...whose(reach)].join(' AND ')
  const told = 'SELECT order_key FROM order_tellings'
  return `(SELECT * FROM (
    SELECT store, total, toDate(placed, {zone:String}) AS day FROM order_book
    WHERE customer = 0 AND ${conditions} AND order_key GLOBAL NOT IN (${told})
    UNION ALL
    SELECT store, total, toDate(placed, {zone:String}) AS day FROM orders_unsettled
    WHERE customer = 0 AND ${conditions} AND (
      SELECT count() FROM (
        ${told} WHERE original_customer = 0
        UNION ALL
        SELECT order_key FROM order_book WHERE customer = 0 AND order_key GLOBAL IN (${told}))) > 0
  ) WHERE ${inDays(reach)})`
}

/** Conditions on a day; true for all time. */
export function inDays({ from, to }: Pick<Reach, 'from' | 'to'>, column = 'day'): string {
  const conditions = [from && `${column} >= {from:Date}`, to && `${column} <= {to:Date}`].filter(Boolean)
  return conditions.length > 0 ? conditions.join(' AND ') : '1'
}

/** Conditions on columns that orders and events have alike. */
export function whose({ storeId, people }: Pick<Reach, 'storeId' | 'people'>): string[] {
  return [...(storeId === undefined ? [] : ['store = {storeId:UInt16}']), ...(people ? [people.text] : [])]
}

export function paramsOf({ from, to, storeId, zone, people, standing }: Reach): QueryParams {
  return {
    zone,
    scope: storeId ?? 0,
    ...(from && { from }),
    ...(to && { to }),
    ...(storeId !== undefined && { storeId }),
    ...people?.params,
    ...standing.params,
  }
}

/**
 * Events of some names in the days of the reach, under the customer they count for now. The days bound the moments, so
 * that months out of reach are not read.
 */
export function eventsOf(reach: Reach, names: readonly string[]): string {
  const edges = [
    reach.from && 'time >= toDateTime64({from:Date}, 3, {zone:String})',
    reach.to && 'time < toDateTime64({to:Date} + 1, 3, {zone:String})',
  ].filter(Boolean)
  const listed = names.map((name) => `'${name}'`).join(', ')
  return `(
    WITH (
      SELECT (groupArray(one.1), groupArray(one.2)) FROM (
        SELECT (customer, argMax(stands_for, at)) AS one FROM merged_customers GROUP BY customer
        UNION ALL SELECT (toUInt32(0), toUInt32(0)))
    ) AS merges
    SELECT *, toDate(time, {zone:String}) AS day FROM (
      SELECT * REPLACE (transform(original_customer, merges.1, merges.2, customer) AS customer) FROM events
      WHERE ${[`name IN (${listed})`, ...edges].join(' AND ')})
    WHERE ${['1', ...whose(reach)].join(' AND ')})`
}
