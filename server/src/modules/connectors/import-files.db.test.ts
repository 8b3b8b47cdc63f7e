/** Files of every kind, all the way through: what becomes of them in customers, commerce and history. */
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { openTestApp, type TestApp } from '#test/support/app.ts'
import { carryOut, uploadShared, uploadText } from '#test/support/imports.ts'
import { readGolden, sharedFolder, WITHOUT_SHARED } from '#test/support/shared-data.ts'

let opened: TestApp

async function rowsOf(statement: ReturnType<typeof sql>) {
  return (await statement.execute(opened.app.db)).rows
}

async function take(text: string, wish: Parameters<typeof uploadText>[2] = {}) {
  const { id } = await uploadText(opened.app, text, wish)
  return carryOut(opened.app, id)
}

describe('files of shop systems', () => {
  beforeAll(async () => {
    opened = await openTestApp()
  })
  afterAll(() => opened.close())

  test('Shopify orders: several rows are one order, its sums add up, refunds and consents are understood', async () => {
    const head =
      'Name,Email,Financial Status,Paid at,Fulfillment Status,Accepts Marketing,Currency,Subtotal,Shipping,Taxes,Total,Discount Code,Discount Amount,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Billing Name,Shipping City,Shipping Country,Cancelled at,Refunded Amount,Id,Lineitem discount'
    const told = await take(`${head}
#1001,ayse@ozhavlu.com.tr,paid,2026-05-01 10:00:00 +0300,fulfilled,yes,TRY,270.00,30.00,45.00,300.00,MAYIS,30.00,2026-05-01 10:00:00 +0300,2,Pamuk havlu,100.00,H-1,Ayşe Öz,İzmir,TR,,0.00,9001,0.00
#1001,ayse@ozhavlu.com.tr,,,,,,,,,,,,2026-05-01 10:00:00 +0300,1,Bornoz,100.00,B-1,,,,,,,0.00
#1002,ayse@ozhavlu.com.tr,refunded,2026-05-02 10:00:00 +0300,fulfilled,no,TRY,50.00,0.00,0.00,50.00,,0.00,2026-05-02 10:00:00 +0300,1,Kese,50.00,K-1,Ayşe Öz,İzmir,TR,,50.00,9002,0.00
`)
    expect(told).toMatchObject({ state: 'done', preset: 'shopify-orders' })
    expect(told.progress.counts).toMatchObject({
      orders: { created: 2 },
      customers: { created: 1 },
    })
    expect(
      await rowsOf(sql`SELECT external_id, number, subtotal, discount, shipping, tax, total, refunded, status,
        financial_status, coupon, city, (SELECT count(*)::int FROM order_lines WHERE order_id = o.id) AS lines
        FROM orders o WHERE external_id LIKE '900%' ORDER BY external_id`),
    ).toEqual([
      {
        external_id: '9001',
        number: '#1001',
        subtotal: '300.0000',
        discount: '30.0000',
        shipping: '30.0000',
        tax: '0.0000',
        total: '300.0000',
        refunded: '0.0000',
        status: 'shipped',
        financial_status: '',
        coupon: 'MAYIS',
        city: 'İzmir',
        lines: 2,
      },
      expect.objectContaining({
        total: '50.0000',
        refunded: '50.0000',
        financial_status: 'refunded',
        lines: 1,
      }),
    ])
    expect(
      await rowsOf(
        sql`SELECT c.name, s.channel, s.state FROM consent_states s JOIN customers c ON c.id = s.customer_id`,
      ),
    ).toEqual([{ name: 'Ayşe Öz', channel: 'email', state: 'refused' }])
  })

  test('Mailchimp: who has opted in has given consent, with moment and address as evidence', async () => {
    await take(
      `Email Address,First Name,Last Name,MEMBER_RATING,OPTIN_TIME,OPTIN_IP,CONFIRM_TIME,CONFIRM_IP,LEID,EUID,NOTES,TAGS
fatma@celikev.com.tr,Fatma,Çelik,2,2020-01-02 03:04:05,1.2.3.4,2020-01-02 03:05:00,1.2.3.5,1,a,,"""vip"""
`,
    )
    expect(
      await rowsOf(sql`SELECT n.state, n.source, n.at, n.evidence FROM consents n JOIN customers c ON c.id = n.customer_id
        WHERE c.email = 'fatma@celikev.com.tr'`),
    ).toEqual([
      {
        state: 'given',
        source: 'import',
        at: new Date('2020-01-02T03:05:00Z'),
        evidence: expect.objectContaining({ optInIp: '1.2.3.4', ip: '1.2.3.5', row: 2 }),
      },
    ])
  })

  test('customers with doubtful cells are taken without them, rows that name nobody are not, and both are said', async () => {
    const told = await take(
      `Müşteri No;E-posta;Telefon;Ad Soyad\nM1;bozuk;0532 417 26 93;Ali Kaya\n;;;Kimse\nM2;veli@canlar.com.tr;;Veli Can\n`,
    )
    expect(told.progress).toMatchObject({ rowsRead: 3, rowsRejected: 1, doubts: 1 })
    expect(told.progress.counts.customers).toEqual({ created: 2, updated: 0, unchanged: 0 })
    expect(
      await rowsOf(sql`SELECT row_number, doubt, reason, column_name FROM import_rejects r JOIN imports i
        ON i.id = r.import_id AND i.number = ${told.number} ORDER BY row_number`),
    ).toEqual([
      { row_number: 2, doubt: true, reason: 'bad-email', column_name: 'E-posta' },
      expect.objectContaining({ row_number: 3, doubt: false, reason: 'missing-value' }),
    ])
  })

  test('products with variants, and again without a change', async () => {
    const file = `Handle,Title,Body (HTML),Vendor,Type,Tags,Option1 Value,Variant SKU,Variant Price,Variant Inventory Qty,Image Src,Status
havlu,Havlu,,Ilgın,Banyo,,Mavi,H-M,120.00,5,https://x.example/1.jpg,active
havlu,,,,,,Beyaz,H-B,110.00,7,,
havlu,,,,,,,,,,https://x.example/2.jpg,
`
    expect((await take(file)).progress.counts.products).toEqual({ created: 1, updated: 0, unchanged: 0 })
    expect(await rowsOf(sql`SELECT sku, title, price, stock FROM variants ORDER BY sku`)).toEqual([
      { sku: 'H-B', title: 'Beyaz', price: '110.0000', stock: 7 },
      { sku: 'H-M', title: 'Mavi', price: '120.0000', stock: 5 },
    ])
    expect((await take(file)).progress.counts.products).toEqual({ created: 0, updated: 0, unchanged: 1 })
  })

  test('rows of one order that are far apart come together; a return belongs to its order; a value no store holds costs its order only', async () => {
    const lines = Array.from(
      { length: 9_000 },
      (_, n) => `S-${n},2026-04-01 10:00,K${n % 50},U${n % 7},1,10.00`,
    )
    const told = await take(
      `order number,order date,customer id,sku,quantity,unit price
T-1,2026-04-01 10:00,K1,U1,2,10.00
${lines.join('\n')}
T-1,2026-04-01 10:00,K1,U2,1,5.00
T-1,2026-04-01 10:00,K1,U1,-1,10.00
T-2,2026-04-01 10:00,K1,U1,99999999999,99999999999.00
T-3,2026-04-01 10:00,K1,U1,99999999999,0.01
`,
    )
    expect(told.state).toBe('done')
    expect(told.progress.counts.orders).toMatchObject({ created: 9_001 })
    expect(told.progress.rowsRejected).toBe(2)
    expect(
      await rowsOf(sql`SELECT total, refunded, (SELECT count(*)::int FROM order_lines WHERE order_id = o.id) AS lines
        FROM orders o WHERE external_id = 'T-1'`),
    ).toEqual([{ total: '25.0000', refunded: '10.0000', lines: 2 }])
    expect(
      await rowsOf(sql`SELECT reason, excerpt FROM import_rejects r JOIN imports i ON i.id = r.import_id
        AND i.number = ${told.number} ORDER BY excerpt`),
    ).toEqual([
      { reason: 'amount-too-large', excerpt: 'T-2' },
      { reason: 'cannot-be-stored', excerpt: 'T-3' },
    ])
  }, 120_000)
})

const orders = 'olist/sample8000/olist_orders_dataset.csv.gz'
const items = 'olist/sample8000/olist_order_items_dataset.csv.gz'
const payments = 'olist/sample8000/olist_order_payments_dataset.csv.gz'
const people = 'olist/sample8000/olist_customers_dataset.csv.gz'

describe.skipIf(sharedFolder === null)(`tables in any order (${WITHOUT_SHARED} otherwise)`, () => {
  /** Of the first order of files; the others must lead to the same. */
  let first: unknown

  async function figures() {
    const [row] = await rowsOf(sql`
      SELECT count(*)::int AS orders, count(*) FILTER (WHERE counts)::int AS counted, sum(total)::text AS total,
        count(DISTINCT customer_id)::int AS customers, (SELECT count(*)::int FROM order_lines) AS lines,
        (SELECT count(*)::int FROM payments) AS payments FROM orders`)
    return row
  }

  test.each([
    ['orders first', [orders, items, payments, people]],
    ['orders last, payments before items', [people, payments, items, orders]],
  ])(
    '%s',
    async (_name, files) => {
      const own = await openTestApp()
      opened = own
      for (const file of files) {
        const { id } = await uploadShared(own.app, file)
        const told = await carryOut(own.app, id)
        expect(told).toMatchObject({ state: 'done' })
        expect(told.progress.rowsRejected).toBe(0)
      }
      await own.hearNotices()
      const golden = readGolden('olist_sample8000') as {
        order_value: { items: number; orders_with_items: number; aov_incl_freight: number }
        customers: { customer_unique_id: number }
      }
      const found = await figures()
      first ??= found
      expect(found).toEqual(first)
      expect(found).toMatchObject({
        lines: golden.order_value.items,
        customers: golden.customers.customer_unique_id,
      })
      const [value] =
        await rowsOf(sql`SELECT (sum(total) / count(*))::text AS aov, count(*)::int AS n FROM orders o
      WHERE EXISTS (SELECT FROM order_lines WHERE order_id = o.id)`)
      expect(value).toMatchObject({ n: golden.order_value.orders_with_items })
      expect(Number((value as { aov: string }).aov)).toBeCloseTo(golden.order_value.aov_incl_freight, 6)
      await own.close()
    },
    400_000,
  )

  test('CDNOW: an order for each customer and day', async () => {
    const own = await openTestApp()
    opened = own
    const { id } = await uploadShared(own.app, 'cdnow/CDNOW_sample.txt')
    const told = await carryOut(own.app, id, { adoptCurrency: true })
    const { kpis } = readGolden('cdnow_sample_retail') as { kpis: Record<string, number> }
    expect(told.progress.counts.orders).toMatchObject({ created: kpis['orders'] })
    expect(told.progress.counts.customers).toMatchObject({ created: kpis['customers'] })
    const [sum] = await rowsOf(sql`SELECT sum(reporting_total)::text AS revenue FROM orders`)
    expect(sum).toEqual({ revenue: kpis['revenue']?.toFixed(4) })
    await own.close()
  }, 120_000)

  test('a click stream: every row an event, the one cut off said, the same file again nothing new', async () => {
    const own = await openTestApp()
    opened = own
    const file = 'clickstream_rees46/2019-Oct_first17434.csv.gz'
    const golden = readGolden('rees46_slice') as { rows: number; cut_rows: number; users: number }
    const first = await carryOut(own.app, (await uploadShared(own.app, file, { currency: 'USD' })).id)
    expect(first.progress.counts.events).toEqual({ created: golden.rows, updated: 0, unchanged: 0 })
    expect(first.progress.rowsRejected).toBe(golden.cut_rows)
    expect(first.progress.counts.customers).toMatchObject({ created: golden.users })
    const again = await carryOut(own.app, (await uploadShared(own.app, file, { currency: 'USD' })).id)
    expect(again.progress.counts.events).toEqual({ created: 0, updated: 0, unchanged: golden.rows })
    await own.close()
  }, 200_000)
})
