/** The text by which every report reads orders: those that count, of a reach, each with its day in the shop's zone. */
import type { QueryParams } from '#/platform/event-store/index.ts'

import type { Reach } from './reach.ts'

/** Of customers with a name, as all shares and figures but the unnamed revenue; `from` and `to` are left to the caller. */
export function ordersEver(reach: Reach): string {
  const conditions = ['customer > 0', ...whose(reach)]
  return `(SELECT *, toDate(placed, {zone:String}) AS day FROM orders WHERE ${conditions.join(' AND ')})`
}

/** Those placed in the period. */
export function ordersOf(reach: Reach): string {
  return reach.from || reach.to
    ? `(SELECT * FROM ${ordersEver(reach)} WHERE ${inDays(reach)})`
    : ordersEver(reach)
}

/** The same with `first`, the day of the customer's first order within the reach of stores and people, whenever that was. */
export function ordersWithFirst(reach: Reach): string {
  const all = `(SELECT *, min(day) OVER (PARTITION BY customer) AS first FROM ${ordersEver(reach)})`
  return reach.from || reach.to ? `(SELECT * FROM ${all} WHERE ${inDays(reach)})` : all
}

/** Orders nobody left a name with. */
export function unnamedOrders(reach: Reach): string {
  const conditions = ['customer = 0', ...whose(reach)]
  const all = `(SELECT *, toDate(placed, {zone:String}) AS day FROM orders WHERE ${conditions.join(' AND ')})`
  return `(SELECT * FROM ${all} WHERE ${inDays(reach)})`
}

/** Conditions on `day`; true for all time. */
export function inDays({ from, to }: Pick<Reach, 'from' | 'to'>): string {
  const conditions = [from && 'day >= {from:Date}', to && 'day <= {to:Date}'].filter(Boolean)
  return conditions.length > 0 ? conditions.join(' AND ') : '1'
}

/** Conditions on columns that orders and events have alike. */
export function whose({ storeId, people }: Pick<Reach, 'storeId' | 'people'>): string[] {
  return [...(storeId === undefined ? [] : ['store = {storeId:UInt16}']), ...(people ? [people.text] : [])]
}

export function paramsOf({ from, to, storeId, zone, people }: Reach): QueryParams {
  return {
    zone,
    ...(from && { from }),
    ...(to && { to }),
    ...(storeId !== undefined && { storeId }),
    ...people?.params,
  }
}

/**
 * Events of some names in the reach, under the customer they count for now. The days bound the moments as well, so that
 * months out of reach are not read.
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
