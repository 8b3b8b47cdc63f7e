/** Imports over real HTTP: uploads, rights, what is refused, hostile files. */
import { gzipSync } from 'node:zlib'

import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { createKey } from '#/modules/team/index.ts'
import { systemActor } from '#/platform/actor.ts'
import { openTestServer, type TestServer } from '#test/support/http.ts'

import { runImports } from './run-imports.ts'

let server: TestServer
let key: string

beforeAll(async () => {
  server = await openTestServer()
  key = (await createKey(server.app, systemActor('test'), { name: 'test', scope: 'api' })).key
})
afterAll(() => server.close())

type Answer = { status: number; body: Record<string, unknown>; text: string }

async function call(
  method: string,
  path: string,
  given: { body?: string | Uint8Array<ArrayBuffer>; type?: string; key?: string } = {},
) {
  const { body, type = 'application/octet-stream' } = given
  const response = await fetch(new URL(path, server.address), {
    method,
    headers: {
      authorization: `Bearer ${given.key ?? key}`,
      ...(body !== undefined && { 'content-type': type }),
    },
    ...(body !== undefined && { body }),
  })
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.includes('json') ?? false
  const answer: Answer = {
    status: response.status,
    body: isJson ? (JSON.parse(text) as Record<string, unknown>) : {},
    text,
  }
  return answer
}

const upload = (body: string | Uint8Array<ArrayBuffer>, query = 'name=f.csv') =>
  call('POST', `/api/imports/files?${query}`, { body })
const asJson = (value: unknown) => ({ body: JSON.stringify(value), type: 'application/json' })

const people = 'Müşteri No;E-posta;Ad Soyad\nM1;ali@kayalar.com.tr;Ali Kaya\nM2;bozuk;Veli Can\n;;=Kimse\n'

test('a file is recognised, mapped anew, shown, carried out and reported as CSV in both languages', async () => {
  const made = await upload(people, 'name=..%2F..%2Fmüşteriler.csv')
  expect(made).toMatchObject({
    status: 201,
    body: {
      state: 'uploaded',
      kind: 'customers',
      preset: 'generic',
      fileName: 'müşteriler.csv',
      missing: [],
    },
  })
  const { id } = made.body as { id: string }
  const preview = await call('GET', `/api/imports/${id}/preview`)
  expect(preview.body).toMatchObject({
    rows: [
      { row: 2, values: { customerId: 'M1', fullName: 'Ali Kaya' }, reject: null, doubts: [] },
      { row: 3, doubts: [{ column: 'E-posta', reason: 'bad-email' }] },
      { row: 4, reject: { reason: 'missing-value' } },
    ],
  })
  const fields = { customerId: { column: 'Müşteri No' }, email: { column: 'E-posta' } }
  const mapping = { version: 1, kind: 'customers', fields }
  const changed = await call('PATCH', `/api/imports/${id}`, asJson({ mapping }))
  expect(changed).toMatchObject({ status: 200, body: { mapping: { fields } } })
  expect(await call('POST', `/api/imports/${id}/run`, asJson({}))).toMatchObject({
    status: 200,
    body: { state: 'waiting' },
  })
  await runImports(server.app, new AbortController().signal)
  expect(await call('GET', `/api/imports/${id}`)).toMatchObject({
    body: { state: 'done', progress: { counts: { customers: { created: 2 } }, rowsRejected: 1, doubts: 1 } },
  })
  const turkish = await call('GET', `/api/imports/${id}/rejects.csv?language=tr`)
  expect(turkish.text).toContain(
    '3;E-posta;"satır alındı, bu değer alınmadı";E-posta adresi geçersiz;M2 | bozuk | Veli Can\r\n',
  )
  const english = await call('GET', `/api/imports/${id}/rejects.csv?language=en`)
  expect(english.text).toContain(',not taken,A value that is needed is empty,')
  expect(await call('GET', '/api/imports?limit=1')).toMatchObject({ body: { items: [{ id }], next: null } })
})

test('what cannot be done is refused with a reason', async () => {
  const codeOf = async (answer: Promise<Answer>) => (await answer).body['code']
  expect(await codeOf(upload(''))).toBe('import_file_empty')
  expect(await codeOf(upload('a,b\n1,2\n', 'name=f&preset=none'))).toBe('import_preset_unknown')
  expect(await codeOf(upload('a,b\n1,2\n', 'name=f&currency=XXXX'))).toBe('import_currency_unknown')
  expect(await codeOf(upload('a,b\n1,2\n', 'name=f&zone=Mars/Base'))).toBe('import_zone_unknown')
  expect(await codeOf(upload('a,b\n1,2\n', 'name=f&store=77'))).toBe('import_store_unknown')
  expect(await codeOf(upload('a,b\n1,2\n', 'name=f&kind=planets'))).toBe('input_invalid')
  const { id } = (
    await upload('order no,date,total,currency\n1,2026-01-01,5,USD\n', 'name=f&currency=USD&kind=orders')
  ).body
  expect(await codeOf(call('POST', `/api/imports/${String(id)}/run`, asJson({})))).toBe('import_rate_missing')
  expect(await codeOf(call('POST', `/api/imports/${String(id)}/pause`, asJson({})))).toBe(
    'import_not_running',
  )
  const wrong = { version: 1, kind: 'orders', fields: { nothing: { column: 'date' } } }
  expect(await codeOf(call('PATCH', `/api/imports/${String(id)}`, asJson({ mapping: wrong })))).toBe(
    'import_mapping_invalid',
  )
  expect(await codeOf(call('POST', `/api/imports/${String(id)}/cancellation`, asJson({})))).toBeUndefined()
  expect((await call('GET', '/api/imports/01900000-0000-7000-8000-000000000000')).status).toBe(404)
})

test('nobody uploads or reads without the right', async () => {
  expect(
    (await call('POST', '/api/imports/files?name=f', { body: 'a,b\n', key: 'vefa_api_wrong' })).status,
  ).toBe(401)
  const intake = (await createKey(server.app, systemActor('test'), { name: 'i', scope: 'intake' })).key
  expect((await call('POST', '/api/imports/files?name=f', { body: 'a,b\n', key: intake })).status).toBe(403)
  const id = '01900000-0000-7000-8000-000000000000'
  expect((await call('GET', `/api/imports/${id}/rejects.csv`, { key: intake })).status).toBe(403)
  const stranger = await fetch(new URL('/api/imports/files?name=f', server.address), {
    method: 'POST',
    body: 'a',
  })
  expect(stranger.status).toBeLessThan(500)
  expect(stranger.ok).toBe(false)
})

const cell = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.constantFrom(
    '"',
    '""',
    '=1+1',
    '1e308',
    '-0',
    '99999999999999.9999',
    '31.02.2026',
    '0000-00-00',
    "'",
    '\\',
    'NULL',
  ),
  fc.double().map(String),
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
)
const header = fc.constantFrom(
  'order number,order date,customer id,sku,quantity,unit price,email',
  'Sipariş No;Tarih;Müşteri;Stok Kodu;Adet;Fiyat;E-posta',
  'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country',
  'Name,Email,Financial Status,Lineitem quantity,Lineitem name,Lineitem price,Created at,Total',
  'event_time,event_type,product_id,category_id,category_code,brand,price,user_id,user_session',
  'Handle,Title,Vendor,Variant SKU,Variant Price,Variant Inventory Qty',
  'Email Address,First Name,MEMBER_RATING,OPTIN_TIME,LEID,TAGS',
)
const table = fc
  .tuple(header, fc.array(fc.array(cell, { minLength: 1, maxLength: 9 }), { maxLength: 12 }))
  .map(([head, rows]) => {
    const delimiter = head.includes(';') ? ';' : ','
    return Buffer.from(`${head}\n${rows.map((row) => row.join(delimiter)).join('\n')}\n`)
  })
const hostile = fc.oneof(
  table,
  table.map((bytes) => gzipSync(bytes)),
  table.map((bytes) => gzipSync(bytes).subarray(0, -7)),
  fc.uint8Array({ minLength: 1, maxLength: 2_000 }).map((bytes) => Buffer.from(bytes)),
  table.map((bytes) => Buffer.concat([Buffer.from([0xff, 0xfe]), bytes])),
)

test('300 hostile files go all the way or are refused; none gets a 500, hangs, or leaves half an order', async () => {
  let taken = 0
  await fc.assert(
    fc.asyncProperty(hostile, async (file) => {
      const made = await upload(new Uint8Array(file))
      expect(made.status).toBeLessThan(500)
      if (made.status !== 201) return
      const { id } = made.body as { id: string }
      expect((await call('GET', `/api/imports/${id}/preview`)).status).toBeLessThan(500)
      const started = await call('POST', `/api/imports/${id}/run`, asJson({ withoutRate: true }))
      expect(started.status).toBeLessThan(500)
      if (started.status !== 200) return
      taken += 1
      await runImports(server.app, new AbortController().signal)
      const ended = await call('GET', `/api/imports/${id}`)
      expect(ended.body['state']).toBe('done')
      expect((await call('GET', `/api/imports/${id}/rejects.csv`)).status).toBe(200)
    }),
    { numRuns: 300 },
  )
  expect(taken).toBeGreaterThan(100)
}, 600_000)
