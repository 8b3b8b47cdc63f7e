import { createReadStream } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { sharedFolder, sharedPath, WITHOUT_SHARED } from '#test/support/shared-data.ts'
import { detectTable } from './detect.ts'
import { compileMapping, type MappedRow, mappingSchema } from './mapping.ts'
import { openTable } from './read-csv.ts'
import { PRESET_NAMES, recogniseShape, type Shape, type ShapeHint } from './shapes.ts'

async function shapeOf(text: string, hint: ShapeHint = {}) {
  const table = await detectTable(text, true)
  const shape = recogniseShape(table, hint)
  const compiled = compileMapping(shape.mapping, table.columns)
  const rows = compiled.ok ? table.rows.map(compiled.apply) : []
  return { shape, rows, table }
}

const columnsOf = (shape: Shape) =>
  Object.fromEntries(Object.entries(shape.mapping.fields).map(([field, { column }]) => [field, column]))
const draftOf = (row: MappedRow | undefined) => (row?.ok === true ? row.draft : row)

describe('known tables', () => {
  test.each([
    [
      'shopify-customers',
      'Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Default Address Company,Default Address Address1,Default Address Address2,Default Address City,Default Address Province Code,Default Address Country Code,Default Address Zip,Default Address Phone,Phone,Accepts SMS Marketing,Total Spent,Total Orders,Note,Tax Exempt,Tags',
      "'701,Ayşe,Işık,AYSE@shop.com,yes,,Sok 1,,İzmir,35,TR,'35000,,'+905321234568,no,120.50,2,,no,\"vip, yeni\"",
      {
        storeCustomerId: '701',
        email: 'ayse@shop.com',
        phone: '+905321234568',
        acceptsEmail: true,
        acceptsSms: false,
        postalCode: '35000',
        totalSpent: '120.5000',
        tags: ['vip', 'yeni'],
      },
    ],
    [
      'shopify-customers-old',
      'First Name,Last Name,Email,Accepts Email Marketing,Company,Address1,Address2,City,Province,Province Code,Country,Country Code,Zip,Phone,Accepts SMS Marketing,Total Spent,Total Orders,Tags,Note,Tax Exempt',
      'Ali,Kaya,ali@shop.com,no,,Sok 2,,Ankara,,06,Turkey,TR,06100,,no,0.00,0,,,no',
      { email: 'ali@shop.com', city: 'Ankara', country: 'TR', acceptsEmail: false, orderCount: '0.0000' },
    ],
    [
      'shopify-orders',
      'Name,Email,Financial Status,Paid at,Fulfillment Status,Currency,Subtotal,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Billing Name,Id',
      '#1001,ali@shop.com,paid,2026-05-01 10:00:00 +0200,fulfilled,TRY,100.00,110.00,2026-05-01 10:00:00 +0200,2,Kupa,50.00,K-1,Ali Kaya,99',
      {
        orderNumber: '#1001',
        orderedAt: Date.UTC(2026, 4, 1, 8),
        total: '110.0000',
        quantity: '2.0000',
        sku: 'K-1',
      },
    ],
    [
      'shopify-products',
      'Handle,Title,Body (HTML),Vendor,Product Category,Type,Tags,Published,Option1 Name,Option1 Value,Variant SKU,Variant Price,Variant Inventory Qty,Status',
      'kupa,Kupa,<p>x</p>,Evim,,Mutfak,,true,Renk,Mavi,K-1,50.00,7,active',
      { productId: 'kupa', sku: 'K-1', price: '50.0000', stock: '7.0000', brand: 'Evim', variant: 'Mavi' },
    ],
    [
      'woocommerce-orders',
      'Date,Order #,N. Revenue,Status,Customer,Customer type,Product(s),Items sold,Coupon(s)',
      '2026-05-01 10:00:00,1001,110.5,completed,Ali Kaya,new,2× Kupa,2,YAZ10',
      { orderNumber: '1001', total: '110.5000', coupon: 'YAZ10', orderedAt: Date.UTC(2026, 4, 1, 7) },
    ],
    [
      'woocommerce-products',
      'ID,Type,SKU,Name,Published,In stock?,Stock,Sale price,Regular price,Categories,Tags,Images',
      '12,simple,K-1,Kupa,1,1,4,,50,Mutfak,,https://x/y.jpg',
      { productId: '12', sku: 'K-1', title: 'Kupa', price: '50.0000', category: 'Mutfak' },
    ],
    [
      'klaviyo-profiles',
      'Email,Klaviyo ID,First Name,Last Name,Organization,Title,Phone Number,City,Country,Zip Code,Email Marketing Consent,Email Marketing Consent Timestamp',
      'ali@shop.com,01HX,Ali,Kaya,,,+905321234568,Ankara,Turkey,06100,NEVER_SUBSCRIBED,2026-05-01 10:00:00',
      { acceptsEmail: false, phone: '+905321234568' },
    ],
    [
      'mailchimp',
      'Email Address,First Name,Last Name,Address,Phone Number,MEMBER_RATING,OPTIN_TIME,OPTIN_IP,CONFIRM_TIME,CONFIRM_IP,LEID,EUID,NOTES,TAGS',
      'ali@shop.com,Ali,Kaya,,,2,2020-01-02 03:04:05,1.2.3.4,2020-01-02 03:05:00,1.2.3.4,1,a,,"""vip"""',
      { email: 'ali@shop.com', consentAt: Date.UTC(2020, 0, 2, 3, 5), consentIp: '1.2.3.4', tags: ['vip'] },
    ],
  ])('%s', async (...[preset, header, row, expected]) => {
    const { shape, rows } = await shapeOf(`${header}\n${row}\n`)
    expect(shape).toMatchObject({ preset, missing: [] })
    expect(shape.confidence).toBeGreaterThan(0.7)
    expect(draftOf(rows[0])).toMatchObject(expected)
  })

  test('every name can be asked for, and what the file lacks is said', async () => {
    const table = await detectTable('a,b\nx,y\n', true)
    for (const preset of PRESET_NAMES) {
      expect(recogniseShape(table, { preset })).toMatchObject({ preset, confidence: 0 })
    }
    expect(recogniseShape(table, { preset: 'olist-orders' }).missing).toEqual([
      ['orderNumber', 'orderId'],
      ['orderedAt'],
    ])
  })
})

describe.skipIf(sharedFolder === null)(`real files (${WITHOUT_SHARED} otherwise)`, () => {
  test.each([
    ['online_retail/online_retail.csv.gz', 'online-retail', 'order-lines'],
    ['cdnow/CDNOW_sample.txt', 'cdnow', 'order-lines'],
    ['clickstream_rees46/2019-Oct_first17434.csv.gz', 'rees46-events', 'events'],
    ['olist/sample8000/olist_customers_dataset.csv.gz', 'olist-customers', 'customers'],
    ['olist/sample8000/olist_orders_dataset.csv.gz', 'olist-orders', 'orders'],
    ['olist/sample8000/olist_order_items_dataset.csv.gz', 'olist-items', 'order-lines'],
    ['olist/sample8000/olist_order_payments_dataset.csv.gz', 'olist-payments', 'payments'],
    ['olist/official_mit/olist_products_dataset.csv.gz', 'olist-products', 'products'],
    ['olist/official_mit/product_category_name_translation.csv.gz', 'olist-category-names', 'category-names'],
  ])('%s is %s and its rows can be read', async (file, preset, kind) => {
    const table = await openTable(createReadStream(sharedPath(`data/${file}`)))
    const shape = recogniseShape(table)
    expect(shape).toMatchObject({ preset, kind, missing: [] })
    expect(shape.confidence).toBeGreaterThan(0.9)
    const compiled = compileMapping(shape.mapping, table.columns)
    const rows = compiled.ok ? table.rows.map(compiled.apply) : []
    expect(rows.length).toBeGreaterThan(70)
    expect(rows.filter((row) => !row.ok)).toEqual([])
  })
})

describe('unknown tables', () => {
  test('Turkish orders with semicolons and decimal commas', async () => {
    const { shape, rows } = await shapeOf(
      'Sipariş No;Müşteri Adı;E-posta;Cep Telefonu;Tarih;Tutar;Durum\n' +
        'TS-1;Ayşe Işık;ayse@shop.com;0532 123 45 68;13.05.2026 10:30;1.234,50 TL;Teslim Edildi\n' +
        'TS-2;Ali Kaya;ali@shop.com;;14.05.2026 11:00;99,00 TL;Hazırlanıyor\n',
    )
    expect(shape).toMatchObject({ preset: 'generic', kind: 'orders', missing: [] })
    expect(columnsOf(shape)).toEqual({
      orderNumber: 'Sipariş No',
      fullName: 'Müşteri Adı',
      email: 'E-posta',
      phone: 'Cep Telefonu',
      orderedAt: 'Tarih',
      total: 'Tutar',
      status: 'Durum',
    })
    expect(draftOf(rows[0])).toMatchObject({ total: '1234.5000', orderedAt: Date.UTC(2026, 4, 13, 7, 30) })
  })

  test.each([
    [
      'Sipariş Numarası;Tarih;Ürün Adı;Stok Kodu;Adet;Birim Fiyat;Müşteri No',
      'A1;01.02.2026;Kupa;K1;2;5,50;7',
      'order-lines',
    ],
    [
      'Müşteri Kodu;Ad Soyad;E-Posta Adresi;GSM;Şehir;Doğum Tarihi',
      '7;Ayşe Işık;a@shop.com;05321234568;İzmir;01.02.1990',
      'customers',
    ],
    ['Ürün Kodu;Ürün Adı;Kategori;Marka;Satış Fiyatı;Stok Adedi', 'K1;Kupa;Mutfak;Evim;55,50;12', 'products'],
    ['orderId,orderDate,customerEmail,totalPrice', '1,2026-02-01,a@shop.com,12.5', 'orders'],
    ['Event Name,Timestamp,User ID,Product ID', 'view,2026-02-01 10:00:00,7,K1', 'events'],
  ])('%s', async (header, row, kind) => {
    const { shape, rows } = await shapeOf(`${header}\n${row}\n`)
    expect(shape).toMatchObject({ preset: 'generic', kind, missing: [] })
    expect(shape.confidence).toBeGreaterThan(0.6)
    expect(rows[0]).toMatchObject({ ok: true })
  })

  test('a header word whose values cannot be what it says is not taken', async () => {
    const { shape } = await shapeOf('Sipariş No,Tarih,Tutar\n1,dün,çok\n2,bugün,az\n', { kind: 'orders' })
    expect(columnsOf(shape)).toEqual({ orderNumber: 'Sipariş No' })
    expect(shape.missing).toEqual([['orderedAt']])
    expect(shape.confidence).toBeLessThan(0.4)
  })

  test('an address is found without a header', async () => {
    const { shape } = await shapeOf('ali,a1@shop.com\nveli,b2@shop.com\n')
    expect(shape).toMatchObject({ kind: 'customers' })
    expect(columnsOf(shape)).toEqual({ email: '2' })
  })
})

describe('mapping', () => {
  const base = { version: 1, kind: 'order-lines', decimal: '.', cancellationPrefix: 'C' } as const
  const fields = {
    orderNumber: { column: 'no' },
    quantity: { column: 'qty' },
    unitPrice: { column: 'price' },
    customerId: { column: 'who' },
    email: { column: 'mail' },
    orderedAt: { column: 'at' },
  }
  const columns = ['no', 'qty', 'price', 'who', 'mail', 'at']
  const apply = (cells: string) => {
    const compiled = compileMapping(mappingSchema.parse({ ...base, fields }), columns)
    return compiled.ok ? compiled.apply(cells.split('|')) : compiled
  }

  test.each([
    ['536365|6|2.55|17850.0||2010-12-01 08:26:00', 'sale'],
    ['C536379|-1|27.50|14527.0||2010-12-01 09:41:00', 'cancellation'],
    ['536589|-10|0||| 2010-12-01 16:50:00', 'adjustment'],
    ['536590|-1|2.50|1||2010-12-01 16:50:00', 'return'],
    ['536414|56|0.0|||2010-12-01 11:52:00', 'free'],
    ['A563186|1|-11062.06|||2011-08-12 14:51:00', 'adjustment'],
    ['1|0|5|||2011-08-12', 'adjustment'],
  ])('%s is a %s', (cells, lineKind) => {
    expect(apply(cells)).toMatchObject({ ok: true, lineKind })
  })

  test('a customer number loses its decimal, and an empty one is absent', () => {
    expect(apply('1|1|1|17850.0||')).toMatchObject({ draft: { customerId: '17850' } })
    expect(draftOf(apply('1|1|1|||') as MappedRow)).not.toHaveProperty('customerId')
  })

  test.each([
    ['1|x|1||||', { reason: 'bad-quantity', column: 'qty' }],
    ['1|1|1,5|||', { reason: 'bad-amount', column: 'price' }],
    ['1|1|1|||2026-02-31', { reason: 'impossible-date', column: 'at' }],
    ['1|1|1|||dün', { reason: 'bad-date', column: 'at' }],
    ['1|1|1|1.2E+15||', { reason: 'rounded-number', column: 'who' }],
    ['|1|1|||', { reason: 'missing-value', column: 'no' }],
    ['1|1||||', { reason: 'missing-value', column: 'price' }],
    [`${'9'.repeat(201)}|1|1|||`, { reason: 'too-long', column: 'no' }],
  ])('%s is refused', (cells, reject) => {
    expect(apply(cells)).toEqual({ ok: false, ...reject })
  })

  test('an unreadable address is a doubt and does not cost the order', () => {
    const row = apply('1|1|1||ali(at)shop|')
    expect(row).toMatchObject({ ok: true, doubts: [{ column: 'mail', reason: 'bad-email' }] })
  })

  test('orders without numbers are one by customer and day', () => {
    const mapping = mappingSchema.parse({
      version: 1,
      kind: 'order-lines',
      orderPerCustomerDay: true,
      zone: 'UTC',
      dateFormat: 'compact',
      fields: { customerId: { column: '1' }, orderedAt: { column: '2' }, lineTotal: { column: '3' } },
    })
    const compiled = compileMapping(mapping, ['1', '2', '3'])
    expect(compiled.ok && compiled.apply(['0001', '19970118', '29.73'])).toMatchObject({
      ok: true,
      draft: { orderNumber: '0001-1997-01-18', quantity: '1.0000', lineTotal: '29.7300' },
    })
  })

  test('a mapping file is checked before it is used', () => {
    const parse = (change: object) => mappingSchema.safeParse({ ...base, fields, ...change }).success
    expect(parse({})).toBe(true)
    expect(parse({ fields: { colour: { column: 'x' } } })).toBe(false)
    expect(parse({ fields: { __proto__x: { column: 'x' } } })).toBe(false)
    expect(parse({ kind: 'people' })).toBe(false)
    expect(parse({ zone: 'Mars/Olympus' })).toBe(false)
    expect(parse({ surprise: 1 })).toBe(false)
    expect(compileMapping(mappingSchema.parse({ ...base, fields }), ['no'])).toEqual({
      ok: false,
      missingColumns: ['qty', 'price', 'who', 'mail', 'at'],
    })
  })
})
