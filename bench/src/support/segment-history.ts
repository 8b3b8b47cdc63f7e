/** Millions of believable events of one shop, made inside the event store: the same for the same numbers. */
import type { EventStore } from '../../../server/src/platform/event-store/index.ts'

export type Span = {
  /** Events number `from` to before `to`; each span lies over all of the time. */
  from: number
  to: number
  people: number
  /** Milliseconds since 1970; the events lie in the two years before. */
  until: number
}

const days = 730
const perInsert = 1_000_000

/** Shares of a hundred: what visitors of a shop do. */
const names = [
  ['Page Viewed', 40],
  ['Product Viewed', 30],
  ['Product List Viewed', 8],
  ['Products Searched', 5],
  ['Product Added', 8],
  ['Cart Viewed', 3],
  ['Checkout Started', 2],
  ['Order Completed', 2],
  ['Email Sent', 1],
  ['Email Opened', 1],
] as const

/** Writes straight into `events`; returns seconds. */
export async function loadHistory(store: EventStore, span: Span): Promise<number> {
  const start = performance.now()
  for (let from = span.from; from < span.to; from += perInsert) {
    await insert(store, { ...span, first: from, count: Math.min(perInsert, span.to - from) })
  }
  await untilMerged(store)
  return (performance.now() - start) / 1000
}

async function insert(store: EventStore, part: Span & { first: number; count: number }): Promise<void> {
  const { from, to, people, until, first, count } = part
  await store.client.command({
    query: `INSERT INTO events (name, customer, original_customer, time, received_at, message_id, type, source, store,
        order_id, product_id, category, brand, value, currency, reporting_value, quantity, channel, message, url, country,
        city, device, properties, context)
      SELECT ${nameText()} AS event, 1 + toUInt32(floor({people:UInt32} * pow((h1 % 1000003) / 1000003, 1.5))) AS who, who,
        fromUnixTimestamp64Milli(toInt64({until:Int64} - {length:Int64} * ({to:UInt64} - n) / ({to:UInt64} - {from:UInt64}))) AS at,
        at + 1, concat('b', toString(n)), 'track', 'api', 1,
        if(event = 'Order Completed', concat('1:', toString(n)), ''), concat('P', toString(h3 % 3000)),
        concat('c', toString(h3 % 40)), concat('m', toString(h3 % 120)), toDecimal64(50 + h4 % 900, 4), 'TRY',
        if(event = 'Order Completed', toDecimal64(50 + h4 % 900, 4), 0), 1, if(startsWith(event, 'Email'), 'email', ''),
        if(startsWith(event, 'Email'), toString(h3 % 1000), ''), concat('https://ilgin.example/urun/', toString(h3 % 3000)),
        'TR', 'İzmir', if(h4 % 3 = 0, 'desktop', 'phone'), concat('{"size":"', toString(h4 % 9), '"}'), '{}'
      FROM (SELECT number AS n, cityHash64(n, 1) AS h1, cityHash64(n, 2) AS h2, cityHash64(n, 3) AS h3,
          cityHash64(n, 4) AS h4 FROM numbers({first:UInt64}, {count:UInt64}))`,
    query_params: { from, to, people, until, first, count, length: days * 86_400_000 },
    clickhouse_settings: { max_partitions_per_insert_block: '2000', insert_deduplication_token: `b${first}` },
  })
}

function nameText(): string {
  let sum = 0
  const parts = names.map(([name, share]) => {
    sum += share
    return `h2 % 100 < ${sum}, '${name}'`
  })
  return `multiIf(${parts.join(', ')}, 'Page Viewed')`
}

/** Merging in the background would be measured with the rest. */
async function untilMerged(store: EventStore): Promise<void> {
  for (;;) {
    const [row] = await store.query<{ running: string }>('SELECT count() AS running FROM system.merges')
    if (Number(row?.running ?? 0) === 0) return
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
}
