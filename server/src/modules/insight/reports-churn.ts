/** On the event store: silence of each person against their own usual gap. */
import type { ChurnSpan } from './churn.ts'
import { DEFAULT_LIMITS } from './groups.ts'
import { eventsOf, isLatest, ordersEver, paramsOf } from './orders-text.ts'
import type { Reach } from './reach.ts'
import type { Asking } from './together.ts'

/** The day everything is reckoned from, and the gap of the shop, for those with too few of their own. */
export type ChurnScene = { reach: Reach; reference: string; shopGap: number }

const { gapDays, ownGapsNeeded, riskFromGaps, inactiveFromGaps } = DEFAULT_LIMITS

/** Orders with the usual gap of their customer, as the rules of groups have it. */
function withGaps(reach: Reach, condition = '1'): string {
  return `(
  SELECT *, least(greatest(if(orders_ever > ${ownGapsNeeded}, own_gap, {shop_gap:Float64}), ${gapDays.least}), ${gapDays.most}) AS gap
  FROM ${ordersEver(reach)} WHERE ${condition})`
}

/** By how many usual gaps of silence people are told apart; each is known by its place, from 1. */
export const CHURN_STATES = ['onTime', 'late', 'lost'] as const

export type ChurnState = (typeof CHURN_STATES)[number]

/** The number of a state in `people`; 0 for none. */
function placeOf(state: string): number {
  return CHURN_STATES.findIndex((known) => known === state) + 1
}

/** One row a person: their latest order, the silence since, and what it means. */
function people(reach: Reach): string {
  return `(
  SELECT *, toInt32({reference:Date} - day) AS silent,
    multiIf(silent <= gap * ${riskFromGaps}, ${placeOf('onTime')}, silent <= gap * ${inactiveFromGaps}, ${placeOf('late')}, ${placeOf('lost')}) AS state
  FROM ${withGaps(reach)} WHERE ${isLatest})`
}

/** `spent` is what all of the state spent; `code` says why those lost were, and is empty for the others. */
export type ChurnStateRow = { state: ChurnState; code: string; people: number; spent: string }

/**
 * What the data says of those lost is the first that holds: money back or a cancellation at or after the last order, no
 * more mails wanted since, never an order without a coupon. Of the others nothing is known.
 */
export async function readChurnStates(store: Asking, scene: ChurnScene): Promise<ChurnStateRow[]> {
  const told = ['Order Refunded', 'Order Cancelled', 'Email Unsubscribed']
  const latest = (name: string): string => `maxIf(day, name = '${name}')`
  const codes = ['', 'refunded', 'cancelled', 'unsubscribed', 'onlyDiscounts', 'unknown']
  return store.query(
    `SELECT ${listed(CHURN_STATES)}[place] AS state, ${listed(codes)}[why] AS code, toUInt32(n) AS people,
       toString(sum(brought) OVER (PARTITION BY place)) AS spent
     FROM (
       SELECT place, multiIf(place != ${placeOf('lost')}, 1, refunded >= last, 2, cancelled >= last, 3, unsubscribed >= last, 4, without_coupon = 0, 5, 6) AS why,
         count() AS n, sum(spent_ever) AS brought
       FROM (
         SELECT customer, state AS place, day AS last, orders_ever - coupon_orders_ever AS without_coupon, spent_ever
         FROM ${people(scene.reach)}) AS l
       LEFT ANY JOIN (
         SELECT customer, ${latest('Order Refunded')} AS refunded, ${latest('Order Cancelled')} AS cancelled,
           ${latest('Email Unsubscribed')} AS unsubscribed
         FROM ${eventsOf({ ...scene.reach, from: undefined, to: undefined }, told)} GROUP BY customer) AS e ON e.customer = l.customer
       GROUP BY place, why)
     ORDER BY people DESC, code`,
    given(scene),
  )
}

function listed(texts: readonly string[]): string {
  return `[${texts.map((text) => `'${text}'`).join(', ')}]`
}

/** People late at the reference, and those of them who were not yet so some days before. */
export async function readLate(
  store: Asking,
  scene: ChurnScene,
  days: number,
): Promise<{ people: number; entered: number }> {
  const [row] = await store.query<{ people: number; entered: number }>(
    `SELECT toUInt32(count()) AS people, toUInt32(countIf(silent - {ago:UInt16} <= gap * ${riskFromGaps})) AS entered
     FROM ${people(scene.reach)} WHERE state = ${placeOf('late')}`,
    { ...given(scene), ago: days },
  )
  return row ?? { people: 0, entered: 0 }
}

/**
 * From which month to which people were not lost after an order, and whether they were lost in the end: on the first day
 * on which the silence is longer than three usual gaps, until the next order. Months are numbered year × 12 + month. Of
 * `months` (yyyy-MM) only those spans that can reach into one from before it.
 */
export async function readChurnSpans(
  store: Asking,
  scene: ChurnScene,
  months: readonly string[] = [],
): Promise<ChurnSpan[]> {
  const begins = months.map((month, nth) => [`begin_${nth}`, `${month}-01`] as const)
  const reaching = begins.map(([name]) => `(day < {${name}:Date} AND next_day >= {${name}:Date})`)
  return store.query(
    `SELECT toRelativeMonthNum(day) AS since, toRelativeMonthNum(toDate(toUInt16(until))) AS until, is_lost AS lost, toUInt32(count()) AS n
     FROM (
       SELECT day, toInt32(day) AS bought, toInt32(bought + floor(gap * ${inactiveFromGaps}) + 1) AS losing,
         if(${isLatest}, 65000, toInt32(next_day)) AS next, toInt32({reference:Date}) AS today, least(next, losing, today) AS until,
         losing < next AND losing <= today AS is_lost
       FROM ${withGaps(scene.reach, reaching.length > 0 ? reaching.join(' OR ') : '1')})
     GROUP BY since, until, lost`,
    { ...given(scene), ...Object.fromEntries(begins) },
  )
}

/** Numbers of those in a state, in order, after the one given, and how many there are. */
export async function readChurnPeople(
  store: Asking,
  scene: ChurnScene,
  page: { state: string; after: number; limit: number },
): Promise<{ customer: number; people: number }[]> {
  return store.query(
    `SELECT customer, people FROM (
       SELECT customer, toUInt32(count() OVER ()) AS people FROM ${people(scene.reach)} WHERE state = {state:UInt8})
     WHERE customer > {after:UInt32} ORDER BY customer LIMIT {limit:UInt32}`,
    { ...given(scene), ...page, state: placeOf(page.state) },
  )
}

function given({ reach, reference, shopGap }: ChurnScene) {
  return { ...paramsOf({ ...reach, from: undefined, to: undefined }), reference, shop_gap: shopGap }
}
