/** On the event store: what people ordered after a campaign wrote to them, and what those held out ordered meanwhile. */
import type { EventStore } from '#/platform/event-store/index.ts'

/** Amounts are exact decimals in the reporting currency. */
export type Ordered = { people: number; ordered: number; revenue: string }
export type Orders = { orders: number; revenue: string }

/** `from` is the launch; `days` how long an order after it is looked at. */
export type EffectScene = { campaign: string; from: Date; days: number }

const sentTo = `SELECT customer, min(time) AS at FROM history
  WHERE name = 'Email Sent' AND campaign = {campaign:String} AND time >= {from:DateTime64(3)} GROUP BY customer`

/** Those written to, and those of them who ordered within the days after. */
export async function readWritten(store: EventStore, scene: EffectScene): Promise<Ordered> {
  const within = 'placed >= at AND placed < at + INTERVAL {days:UInt16} DAY'
  const [row] = await store.query<Ordered>(
    `WITH written AS (${sentTo})
     SELECT toUInt32(count()) AS people, toUInt32(countIf(n > 0)) AS ordered, toString(sum(spent)) AS revenue
     FROM (
       SELECT customer, at, countIf(${within}) AS n, sumIf(total, ${within}) AS spent
       FROM written LEFT JOIN (
         SELECT customer, placed, total FROM orders
         WHERE placed >= {from:DateTime64(3)} AND customer IN (SELECT customer FROM written)) AS bought USING customer
       GROUP BY customer, at)`,
    paramsOf(scene),
  )
  return row ?? { people: 0, ordered: 0, revenue: '0' }
}

/** Of people held out, those who ordered within the days from the launch on. */
export async function readHeldOut(
  store: EventStore,
  scene: EffectScene,
  ids: readonly number[],
): Promise<Omit<Ordered, 'people'>> {
  const [row] = await store.query<Omit<Ordered, 'people'>>(
    `SELECT toUInt32(uniqExact(customer)) AS ordered, toString(sum(total)) AS revenue FROM orders
     WHERE placed >= {from:DateTime64(3)} AND placed < {from:DateTime64(3)} + INTERVAL {days:UInt16} DAY
       AND customer IN {ids:Array(UInt32)}`,
    { ...paramsOf(scene), ids: [...ids] },
  )
  return row ?? { ordered: 0, revenue: '0' }
}

/** Orders before which this campaign was the last of its kind to touch the customer, within the days. */
export async function readLastTouch(
  store: EventStore,
  scene: EffectScene,
  touch: 'Email Sent' | 'Email Link Clicked',
): Promise<Orders> {
  const [row] = await store.query<Orders>(
    `WITH touched AS (
       SELECT customer, time AS at, campaign FROM history
       WHERE name = {touch:String} AND time >= {from:DateTime64(3)} AND customer IN (SELECT customer FROM (${sentTo})))
     SELECT toUInt32(count()) AS orders, toString(sum(total)) AS revenue
     FROM (
       SELECT customer, placed, total FROM orders
       WHERE placed >= {from:DateTime64(3)} AND customer IN (SELECT customer FROM touched)) AS bought
     ASOF JOIN touched ON bought.customer = touched.customer AND bought.placed >= touched.at
     WHERE campaign = {campaign:String} AND placed < at + INTERVAL {days:UInt16} DAY`,
    { ...paramsOf(scene), touch },
  )
  return row ?? { orders: 0, revenue: '0' }
}

function paramsOf({ campaign, from, days }: EffectScene) {
  return { campaign, from: from.toISOString().replace('T', ' ').replace('Z', ''), days }
}
