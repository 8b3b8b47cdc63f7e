/** A made-up shop's history in bulk, made inside the event store: orders of three years, visits around them, profiles. */
import type { EventStore } from '../../../server/src/platform/event-store/index.ts'

export const segmentId = '01900000-0000-7000-8000-000000000001'
export const lastDay = '2026-10-31'

export type Size = { events: number; orders: number; customers: number }

const start = "toDateTime64('2023-11-01 00:00:00', 3, 'UTC')"
/** 2023-11-01 to 2026-10-31, in seconds. */
const span = 94_694_400

/** Few buy often: the customer's number goes by the square of an even one. A quarter of the orders is told twice. */
export async function fillOrders(store: EventStore, { orders, customers }: Size): Promise<void> {
  const columns = `name, customer, original_customer, time, received_at, message_id, type, source, store, order_id, coupon,
    value, currency, reporting_value, channel, country, city, line_products, line_titles, line_categories, line_brands,
    line_quantities, line_values, line_costs`
  const perPart = 200_000
  for (let from = 0; from < orders; from += perPart) {
    await store.command(
      `INSERT INTO events (${columns})
       SELECT 'Order Completed', person, person, at, at, concat('order', toString(number)), 'recorded', 'import', 1 + number % 2,
         concat(toString(1 + number % 2), ':', toString(100000 + number)), if(luck % 5 = 0, concat('K', toString(luck % 40)), ''),
         arraySum(worth), 'TRY', arraySum(worth), ['web', 'app', 'marketplace'][1 + luck % 3], 'TR', concat('Şehir ', toString(luck % 81)),
         products, products, arrayMap(i -> concat('Kategori ', toString(cityHash64(number, i) % 30)), lines),
         arrayMap(i -> concat('Marka ', toString(cityHash64(number, i) % 100)), lines), arrayMap(i -> 1, lines), worth,
         arrayMap(one -> one / 2, worth)
       FROM (
         SELECT number, cityHash64(number, 1) AS luck, range(1 + luck % 3) AS lines,
           toUInt32(1 + floor({customers:UInt32} * pow(cityHash64(number, 2) / 18446744073709551615., 2))) AS person,
           ${start} + toIntervalSecond(intDiv(number * ${span}, {orders:UInt64})) AS at,
           arrayMap(i -> concat('P', toString(toUInt32(3000 * pow(cityHash64(number, i) / 18446744073709551615., 3)))), lines) AS products,
           arrayMap(i -> toDecimal64(50 + cityHash64(number, i) % 450, 4), lines) AS worth
         FROM numbers({from:UInt64}, {rows:UInt64}))`,
      { customers, orders, from, rows: Math.min(perPart, orders - from) },
    )
    await store.command(
      `INSERT INTO events (${columns})
       SELECT 'Order Updated', customer, customer, time + 3600, received_at + 3600, concat(message_id, 'again'), type, source, store, order_id,
         coupon, value, currency, reporting_value, channel, country, city, line_products, line_titles, line_categories, line_brands,
         line_quantities, line_values, line_costs
       FROM events WHERE name = 'Order Completed' AND cityHash64(order_id) % 4 = 0
         AND toUInt64(substring(message_id, 6)) >= {from:UInt64}`,
      { from },
    )
  }
  await settle(store)
}

/** As the night does: everything told is put together. */
async function settle(store: EventStore): Promise<void> {
  await store.command('INSERT INTO order_book SELECT * FROM orders_unsettled')
  await store.command('TRUNCATE TABLE order_tellings')
  await store.command('OPTIMIZE TABLE order_book FINAL')
}

/** So many orders told once more, anywhere in the history. */
export async function tellMore(
  store: EventStore,
  given: { orders: number; of: number; turn: number },
): Promise<void> {
  const columns = `customer, original_customer, time, store, order_id, coupon, value, reporting_value, channel, country, city,
    line_products, line_titles, line_categories, line_brands, line_quantities, line_values, line_costs`
  await store.command(
    `INSERT INTO order_events (name, received_at, ${columns})
     SELECT 'Order Updated', received_at + 86400 * (2 + {turn:UInt32}), ${columns} FROM events
     WHERE name = 'Order Completed' AND cityHash64(order_id, {turn:UInt32}) % intDiv({of:UInt32}, {orders:UInt32}) = 0`,
    given,
  )
}

export async function fillVisits(store: EventStore, { events, orders, customers }: Size): Promise<void> {
  const rows = Math.max(0, events - Math.round(orders * 1.25))
  const perPart = 1_000_000
  for (let from = 0; from < rows; from += perPart) {
    await store.command(
      `INSERT INTO events (name, customer, original_customer, time, received_at, message_id, type, source, store, session, query,
         results, channel, campaign, referrer, device)
       SELECT ['Page Viewed', 'Product Viewed', 'Page Viewed', 'Products Searched', 'Email Sent', 'Email Opened'][1 + luck % 6] AS name,
         person, person, at, at, concat('visit', toString(number)), 'track', 'api', 1, toString(intDiv(number, 5)),
         if(name = 'Products Searched', concat('aranan ', toString(luck % 500)), ''),
         if(name = 'Products Searched', luck % 4, NULL), if(name LIKE 'Email%', 'email', ''), if(luck % 9 = 0, 'kampanya', ''),
         if(luck % 4 = 0, 'https://www.arama.com/x', ''), ['phone', 'desktop'][1 + luck % 2]
       FROM (
         SELECT number, cityHash64(number, 3) AS luck, toUInt32(1 + cityHash64(number, 4) % {customers:UInt32}) AS person,
           ${start} + toIntervalSecond(intDiv(number * ${span}, {rows:UInt64})) AS at
         FROM numbers({from:UInt64}, {part:UInt64}))`,
      { customers, rows, from, part: Math.min(perPart, rows - from) },
    )
  }
}

/** Profiles of all customers, and a segment of every seventh. */
export async function fillProfiles(store: EventStore, { customers }: Size): Promise<void> {
  await store.command(
    `INSERT INTO profiles (customer, version, known, email, language, country, city, city_label, gender, birthday, first_seen_at,
       order_count, rfm_class, consents)
     SELECT number + 1, 1, 1, 'kisi@ornek.com', if(luck % 8 = 0, 'en', 'tr'), 'TR', 'x', ['İstanbul', 'Ankara', 'İzmir', 'Bursa'][1 + luck % 4],
       ['female', 'male', ''][1 + luck % 3], if(luck % 2 = 0, NULL, toDate32('1960-01-01') + luck % 16000), ${start}, luck % 12,
       ['champion', 'loyal', 'lost'][1 + luck % 3], map('email/marketing', ['given', 'refused'][1 + luck % 2])
     FROM (SELECT number, cityHash64(number, 5) AS luck FROM numbers({customers:UInt64}))`,
    { customers },
  )
  await store.command(
    `INSERT INTO segment_members SELECT {segment:UUID}, intDiv(number, 65536) AS chunk, 1, groupArray(toUInt32(number))
     FROM numbers({customers:UInt64}) WHERE number % 7 = 0 GROUP BY chunk`,
    { customers, segment: segmentId },
  )
}
