/** On the event store: silence of each person against their own usual gap. */
import type { EventStore } from '#/platform/event-store/index.ts'

import { DEFAULT_LIMITS } from './groups.ts'
import { eventsOf, isLatest, ordersEver, paramsOf } from './orders-text.ts'
import type { Reach } from './reach.ts'

/** The day everything is reckoned from, and the gap of the shop, for those with too few of their own. */
export type ChurnScene = { reach: Reach; reference: string; shopGap: number }

const { gapDays, ownGapsNeeded, riskFromGaps, inactiveFromGaps } = DEFAULT_LIMITS

/** Orders with the usual gap of their customer, as the rules of groups have it. */
function withGaps(reach: Reach): string {
  return `(
  SELECT *, least(greatest(if(orders_ever > ${ownGapsNeeded}, own_gap, {shop_gap:Float64}), ${gapDays.least}), ${gapDays.most}) AS gap
  FROM ${ordersEver(reach)})`
}

/** One row a person: their latest order, the silence since, and what it means. */
function people(reach: Reach): string {
  return `(
  SELECT *, toInt32({reference:Date} - day) AS silent,
    multiIf(silent <= gap * ${riskFromGaps}, 'onTime', silent <= gap * ${inactiveFromGaps}, 'late', 'lost') AS state
  FROM ${withGaps(reach)} WHERE ${isLatest})`
}

export type ChurnState = 'onTime' | 'late' | 'lost'

export async function readChurnStates(
  store: EventStore,
  scene: ChurnScene,
): Promise<{ state: ChurnState; people: number; spent: string }[]> {
  return store.query(
    `SELECT state, toUInt32(count()) AS people, toString(sum(spent_ever)) AS spent FROM ${people(scene.reach)} GROUP BY state`,
    given(scene),
  )
}

/** People late at the reference, and those of them who were not yet so some days before. */
export async function readLate(
  store: EventStore,
  scene: ChurnScene,
  days: number,
): Promise<{ people: number; entered: number }> {
  const [row] = await store.query<{ people: number; entered: number }>(
    `SELECT toUInt32(count()) AS people, toUInt32(countIf(silent - {ago:UInt16} <= gap * ${riskFromGaps})) AS entered
     FROM ${people(scene.reach)} WHERE state = 'late'`,
    { ...given(scene), ago: days },
  )
  return row ?? { people: 0, entered: 0 }
}

/**
 * Changes of how many are not lost at the beginning of each month, and how many of those were lost in it. Months are
 * numbered year × 12 + month. A person is lost on the first day on which the silence is longer than three usual gaps,
 * and found again by the next order.
 */
export async function readChurnChanges(
  store: EventStore,
  scene: ChurnScene,
): Promise<{ month: number; change: number; lost: number }[]> {
  const monthOf = (day: string): string => `toYear(toDate(${day})) * 12 + toMonth(toDate(${day}))`
  return store.query(
    `SELECT toInt32(step.1) AS month, toInt32(sum(step.2)) AS change, toInt32(sum(step.3)) AS lost
     FROM (
       SELECT bought, toInt32(bought + floor(gap * ${inactiveFromGaps}) + 1) AS losing,
         least(next, losing, toInt32({reference:Date})) AS until, losing < next AND losing <= toInt32({reference:Date}) AS is_lost,
         ${monthOf('bought')} AS from_month, ${monthOf('until')} AS until_month
       FROM (SELECT gap, toInt32(day) AS bought, if(${isLatest}, 65000, toInt32(next_day)) AS next FROM ${withGaps(scene.reach)}))
     ARRAY JOIN [(from_month + 1, 1, 0), (until_month + 1, -1, 0), (until_month, 0, toInt8(is_lost AND until_month > from_month))] AS step
     GROUP BY month ORDER BY month`,
    given(scene),
  )
}

/**
 * What the data says of those lost, the first that holds: money back or a cancellation at or after the last order, no
 * more mails wanted since, never an order without a coupon. Of the others nothing is known.
 */
export async function readLossReasons(
  store: EventStore,
  scene: ChurnScene,
): Promise<{ code: string; people: number }[]> {
  const told = ['Order Refunded', 'Order Cancelled', 'Email Unsubscribed']
  const latest = (name: string): string => `maxIf(day, name = '${name}')`
  return store.query(
    `SELECT multiIf(refunded >= last, 'refunded', cancelled >= last, 'cancelled',
         unsubscribed >= last, 'unsubscribed', without_coupon = 0, 'onlyDiscounts', 'unknown') AS code,
       toUInt32(count()) AS people
     FROM (SELECT customer, day AS last, orders_ever - coupon_orders_ever AS without_coupon FROM ${people(scene.reach)} WHERE state = 'lost') AS l
     LEFT ANY JOIN (
       SELECT customer, ${latest('Order Refunded')} AS refunded, ${latest('Order Cancelled')} AS cancelled,
         ${latest('Email Unsubscribed')} AS unsubscribed
       FROM ${eventsOf({ ...scene.reach, from: undefined, to: undefined }, told)} GROUP BY customer) AS e ON e.customer = l.customer
     GROUP BY code ORDER BY people DESC, code`,
    given(scene),
  )
}

/** Numbers of those in a state, in order, after the one given, and how many there are. */
export async function readChurnPeople(
  store: EventStore,
  scene: ChurnScene,
  page: { state: string; after: number; limit: number },
): Promise<{ customer: number; people: number }[]> {
  return store.query(
    `SELECT customer, people FROM (
       SELECT customer, toUInt32(count() OVER ()) AS people FROM ${people(scene.reach)} WHERE state = {state:String})
     WHERE customer > {after:UInt32} ORDER BY customer LIMIT {limit:UInt32}`,
    { ...given(scene), ...page },
  )
}

function given({ reach, reference, shopGap }: ChurnScene) {
  return { ...paramsOf({ ...reach, from: undefined, to: undefined }), reference, shop_gap: shopGap }
}
