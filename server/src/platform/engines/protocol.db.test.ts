/** The embedded ClickHouse seen through the official client: it must not notice that no server stands behind the address. */
import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import { gunzipSync, gzipSync } from 'node:zlib'
import { ClickHouseError, createClient, TupleParam, type ClickHouseClient } from '@clickhouse/client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startEventStore, type EventStoreEngine } from './event-store.ts'
import { homeAt, prepareHome, readKeys } from './home.ts'
import { createTestHome, createTestLog } from '#test/support/engine-home.ts'

let engine: EventStoreEngine
let client: ClickHouseClient
let remove: () => Promise<void>

beforeAll(async () => {
  const folder = await createTestHome()
  remove = folder.remove
  const home = homeAt(folder.folder)
  await prepareHome(home)
  engine = await startEventStore(home, await readKeys(home), createTestLog())
  client = createClient({ url: engine.url })
})

afterAll(async () => {
  await client.close()
  await engine.stop()
  await remove()
})

async function rows<T>(
  query: string,
  parameters: Record<string, unknown> = {},
  signal?: AbortSignal,
): Promise<T[]> {
  const stop = signal ? { abort_signal: signal } : {}
  return (await client.query({ query, query_params: parameters, format: 'JSONEachRow', ...stop })).json<T>()
}

async function table(columns: string, settings = ''): Promise<string> {
  const name = `t_${randomUUID().replaceAll('-', '')}`
  await client.command({
    query: `CREATE TABLE ${name} (${columns}) ENGINE = MergeTree ORDER BY tuple() ${settings}`,
  })
  return name
}

/** Sends a request by hand, for what the client does not show. */
function ask(search: Record<string, string>, init: RequestInit = {}): Promise<Response> {
  const url = new URL(engine.url)
  const authorization = `Basic ${Buffer.from(`${url.username}:${url.password}`).toString('base64')}`
  const address = `http://${url.host}/?${new URLSearchParams({ database: 'vefa', ...search }).toString()}`
  return fetch(address, { ...init, headers: { authorization, ...(init.headers as Record<string, string>) } })
}

describe('questions', () => {
  it('answers a ping, also one with a query', async () => {
    expect(await client.ping()).toEqual({ success: true })
    expect(await client.ping({ select: true })).toMatchObject({ success: true })
  })

  it('binds typed parameters of every kind without touching their text', async () => {
    const text = `it's a "test" \\ back\\'slash; -- 'Şişli ığüçö İ'\n\ttab {x:Int8}`
    const query = `SELECT {text:String} AS text, {list:Array(String)} AS list, {numbers:Array(UInt64)} AS numbers,
      {at:DateTime64(3)} AS at, {money:Decimal(18, 4)} AS money, {none:Nullable(String)} AS none, {flag:Bool} AS flag,
      {big:UInt64} AS big, {map:Map(String, Int32)} AS map, {day:Date} AS day, {tuple:Tuple(String, Int8)} AS tuple`
    const given = {
      text,
      list: [text, 'ş', ''],
      numbers: [1, 18_446_744_073_709_551_615n],
      at: '2026-03-29 03:30:00.123',
      money: '123456789012.3456',
      none: null,
      flag: true,
      big: '18446744073709551615',
      map: { "ö'z": 1 },
      day: '2026-02-28',
    }
    const result = await client.query({
      query,
      query_params: { ...given, tuple: new TupleParam(["a'b", 2]) },
      format: 'JSONEachRow',
      clickhouse_settings: {
        output_format_json_quote_64bit_integers: 1,
        output_format_json_quote_decimals: 1,
      },
    })
    const expected = { ...given, numbers: ['1', '18446744073709551615'], tuple: ["a'b", 2] }
    expect(await result.json()).toEqual([expected])
  })

  it('uses a parameter as the name of a table and refuses a missing one', async () => {
    const name = await table('a Int32')
    expect(await rows('SELECT count() AS n FROM {t:Identifier}', { t: name })).toEqual([
      { n: expect.anything() },
    ])
    await expect(rows('SELECT {missing:String}')).rejects.toMatchObject({ code: '456' })
  })

  it('keeps settings and parameters to the statement they came with', async () => {
    const query = "SELECT getSetting('max_block_size') AS size"
    const set = await client.query({
      query,
      clickhouse_settings: { max_block_size: '777' },
      format: 'JSONEachRow',
    })
    expect(await set.json()).toEqual([{ size: expect.toSatisfy((size) => Number(size) === 777) }])
    expect(await rows(query)).not.toEqual([{ size: expect.toSatisfy((size) => Number(size) === 777) }])
  })

  it('answers in the format of the statement, of the address, or tab separated', async () => {
    const query = "SELECT 1 AS a, 'ş' AS b"
    expect(await (await ask({ query })).text()).toBe('1\tş\n')
    expect(await (await ask({ query, default_format: 'JSONCompactEachRow' })).text()).toBe('[1, "ş"]\n')
    expect(
      await (
        await ask({ default_format: 'CSV' }, { method: 'POST', body: `${query} FORMAT TSVWithNames` })
      ).text(),
    ).toBe('a\tb\n1\tş\n')
    const json = await ask({}, { method: 'POST', body: `${query} FORMAT JSON` })
    expect(json.headers.get('content-type')).toContain('application/json')
    expect(await json.json()).toMatchObject({ rows: 1, data: [{ a: 1, b: 'ş' }] })
    expect(await (await ask({}, { method: 'POST', body: "SHOW DATABASES LIKE 'vefa'" })).text()).toBe(
      'vefa\n',
    )
    expect(await (await ask({ query: 'EXISTS nothing' })).text()).toBe('0\n')
  })

  it('carries long parameters as form fields', async () => {
    const long = 'ğ'.repeat(100_000)
    const result = await client.query({
      query: 'SELECT lengthUTF8({long:String}) AS n',
      query_params: { long },
      format: 'JSONEachRow',
      use_multipart_params: true,
    })
    expect(Number((await result.json<{ n: number }>())[0]?.n)).toBe(100_000)
  })

  it('gives the query id and a summary back', async () => {
    const id = randomUUID()
    const result = await client.query({ query: 'SELECT number FROM numbers(1000)', query_id: id })
    expect(result.query_id).toBe(id)
    expect(result.response_headers['x-clickhouse-query-id']).toBe(id)
    expect(JSON.parse(String(result.response_headers['x-clickhouse-summary']))).toMatchObject({
      read_rows: '1000',
    })
    await result.text()
  })

  it('compresses answers when asked, and only then', async () => {
    const packed = createClient({ url: engine.url, compression: { response: true, request: true } })
    const result = await packed.query({ query: 'SELECT number FROM numbers(100000)', format: 'JSONEachRow' })
    expect(result.response_headers['content-encoding']).toBe('gzip')
    expect(await result.json()).toHaveLength(100_000)
    await packed.close()
    const plain = await ask({ query: 'SELECT 1' }, { headers: { 'accept-encoding': 'gzip' } })
    expect(plain.headers.get('content-encoding')).toBeNull()
  })

  it('streams an answer that is larger than the memory of a statement', async () => {
    const { stream } = await client.exec({
      query: "SELECT repeat('x', 999) FROM numbers(400000) FORMAT TSV",
      clickhouse_settings: { max_memory_usage: '200000000', max_block_size: '8192' },
    })
    let size = 0
    for await (const part of stream) size += (part as Buffer).length
    expect(size).toBe(400_000_000)
  })
})

describe('writes', () => {
  it('takes 50,000 rows as one stream', async () => {
    const name = await table('id UInt32, at DateTime64(3), price Decimal(18, 4), tags Array(String)')
    async function* source() {
      for (let id = 0; id < 50_000; id++)
        yield { id, at: '2026-01-01 00:00:00.001', price: '9.9900', tags: ['ş', `${id}`] }
    }
    const { summary } = await client.insert({
      table: name,
      values: Readable.from(source()),
      format: 'JSONEachRow',
    })
    expect(summary?.written_rows).toBe('50000')
    const sums = await rows(
      `SELECT toInt32(count()) AS n, toString(sum(price)) AS sum, toInt32(uniqExact(id)) AS ids FROM ${name}`,
    )
    expect(sums).toEqual([{ n: 50_000, sum: '499500', ids: 50_000 }])
  })

  it('takes gzip in every way a client sends it', async () => {
    const name = await table('a Int32, s String')
    const packed = createClient({ url: engine.url, compression: { request: true, response: true } })
    await packed.insert({ table: name, values: [{ a: 1, s: 'İ' }], format: 'JSONEachRow' })
    await packed.close()
    const headers = { 'content-encoding': 'gzip' }
    const inBody = gzipSync(`INSERT INTO ${name} FORMAT TSV\n2\tx;\\n\n3\ty\n`)
    expect((await ask({}, { method: 'POST', headers, body: inBody })).status).toBe(200)
    const split = { query: `INSERT INTO ${name} FORMAT CSV` }
    expect((await ask(split, { method: 'POST', headers, body: gzipSync('4,"a\n\nb"\n') })).status).toBe(200)
    const broken = await ask(split, {
      method: 'POST',
      headers,
      body: gzipSync('9,"x"\n'.repeat(5000)).subarray(0, 40),
    })
    expect(broken.status).toBeGreaterThanOrEqual(400)
    expect(await rows(`SELECT a, s FROM ${name} ORDER BY a`)).toEqual([
      { a: 1, s: 'İ' },
      { a: 2, s: 'x;\n' },
      { a: 3, s: 'y' },
      { a: 4, s: 'a\n\nb' },
    ])
    const zipped = await ask(
      { query: `SELECT a FROM ${name} ORDER BY a LIMIT 1`, enable_http_compression: '1' },
      { headers: { 'accept-encoding': 'gzip' } },
    )
    expect(zipped.headers.get('content-encoding')).toBe('gzip')
    expect(await zipped.text()).toBe('1\n')
    expect(gunzipSync(gzipSync('1')).toString()).toBe('1')
  })

  it('takes binary rows, compact rows, values and statements with a column list', async () => {
    const name = await table('a UInt8, s String, b String')
    const binary = Buffer.from([10, 3, 59, 10, 10, 0, 255, 0, 0])
    const fetched = await ask(
      { query: `INSERT INTO ${name} FORMAT RowBinary` },
      { method: 'POST', body: binary },
    )
    expect(fetched.status).toBe(200)
    const both = Buffer.concat([
      Buffer.from(`INSERT INTO ${name} (s, a) FORMAT RowBinary\n`),
      Buffer.from([1, 0xff, 11]),
    ])
    expect((await ask({}, { method: 'POST', body: both })).status).toBe(200)
    await client.insert({ table: name, values: [[12, 'c', 'd']], format: 'JSONCompactEachRow' })
    await client.insert({ table: name, values: [{ a: 13 }], columns: ['a'], format: 'JSONEachRow' })
    await client.command({ query: `INSERT INTO ${name} VALUES (14, 'a;b', ''),\n\n(15, '\\'', 'x')` })
    await client.command({ query: `INSERT INTO ${name} SELECT 16, 'x', 'y'` })
    await client.insert({ table: name, values: [], format: 'JSONEachRow' })
    expect(await rows(`SELECT a, hex(s) AS s FROM ${name} ORDER BY a`)).toEqual([
      { a: 10, s: '3B0A0A' },
      { a: 11, s: 'FF' },
      { a: 12, s: '63' },
      { a: 13, s: '' },
      { a: 14, s: '613B62' },
      { a: 15, s: '27' },
      { a: 16, s: '78' },
      { a: 255, s: '' },
    ])
  })

  it('drops a batch whose token it has seen', async () => {
    const name = await table('a Int32', 'SETTINGS non_replicated_deduplication_window = 1000')
    const send = (token: string, first: number) =>
      client.insert({
        table: name,
        values: Array.from({ length: 5000 }, (_, index) => ({ a: first + index })),
        format: 'JSONEachRow',
        clickhouse_settings: { insert_deduplication_token: token },
      })
    await send('one', 0)
    await send('one', 0)
    await send('one', 90_000)
    await send('two', 0)
    expect(await rows(`SELECT toInt32(count()) AS n, toInt32(max(a)) AS top FROM ${name}`)).toEqual([
      { n: 10_000, top: 4999 },
    ])
  })

  it('keeps nothing of an upload that breaks off', async () => {
    const name = await table('a Int32')
    const stop = new AbortController()
    async function* source() {
      for (let a = 0; ; a++) {
        if (a === 20_000) setTimeout(() => stop.abort(), 50)
        if (a >= 20_000) await new Promise((resolve) => setTimeout(resolve, 5))
        yield { a }
      }
    }
    const values = Readable.from(source())
    await expect(
      client.insert({ table: name, values, format: 'JSONEachRow', abort_signal: stop.signal }),
    ).rejects.toThrow('abort')
    values.destroy()
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(await rows(`SELECT toInt32(count()) AS n FROM ${name}`)).toEqual([{ n: 0 }])
  })
})

describe('refusals', () => {
  it.each([
    ['SELECT nope', '47', 'UNKNOWN_IDENTIFIER', 404],
    ['SELEC 1 FROM', '62', 'SYNTAX_ERROR', 400],
    ['SELECT * FROM nothing', '60', 'UNKNOWN_TABLE', 404],
    [
      'SELECT throwIf(number = 70000) FROM numbers(100000)',
      '395',
      'FUNCTION_THROW_IF_VALUE_IS_NON_ZERO',
      500,
    ],
    ['SELECT 1; SELECT 2', '62', 'SYNTAX_ERROR', 400],
  ])('%s', async (...[query, code, type, status]) => {
    const failure = await rows(query).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(ClickHouseError)
    expect(failure).toMatchObject({ code, type })
    const raw = await ask({}, { method: 'POST', body: query })
    expect(raw.status).toBe(status)
    expect(raw.headers.get('x-clickhouse-exception-code')).toBe(code)
    expect(await raw.text()).toMatch(new RegExp(`^Code: ${code}\\. DB::Exception: `))
  })

  it('names the row it could not read, and not the file it lay in', async () => {
    const name = await table('a Int32')
    const body = '{"a":1}\n{"a":"zz"}\n'
    const answer = await ask({ query: `INSERT INTO ${name} FORMAT JSONEachRow` }, { method: 'POST', body })
    const text = await answer.text()
    expect(answer.status).toBe(400)
    expect(text).toContain('at row 2')
    expect(text).not.toContain('event-store-spool')
    expect(await rows(`SELECT toInt32(count()) AS n FROM ${name}`)).toEqual([{ n: 0 }])
  })

  it('refuses a wrong password, an unknown setting, a session and a statement over its memory', async () => {
    const stranger = createClient({ url: engine.url.replace(/:[^:@]+@/, ':wrong@') })
    await expect(stranger.query({ query: 'SELECT 1' })).rejects.toMatchObject({ code: '516' })
    await stranger.close()
    expect((await ask({ query: 'SELECT 1', no_such_setting: '1' })).status).toBe(404)
    expect((await ask({ query: 'SELECT 1', session_id: 'x' })).status).toBe(501)
    const greedy = client.query({
      query: 'SELECT groupArray(number) FROM numbers(100000000)',
      clickhouse_settings: { max_memory_usage: '50000000' },
    })
    await expect(greedy).rejects.toMatchObject({ code: '241' })
  })
})

describe('many at once', () => {
  const heavy = 'SELECT count() AS n FROM numbers(200000000000) WHERE sipHash64(number) = 7'

  async function running(): Promise<number> {
    const found = await rows<{ n: number }>(
      `SELECT toInt32(count()) AS n FROM system.processes WHERE query LIKE '%sipHash64%' AND query NOT LIKE '%processes%' AND NOT is_cancelled`,
    )
    return found[0]?.n ?? 0
  }

  it('stops a read whose client went away', async () => {
    const stop = new AbortController()
    const asked = client.query({ query: heavy, abort_signal: stop.signal })
    const outcome = asked.catch((error: unknown) => String(error))
    await expect.poll(running).toBe(1)
    stop.abort()
    expect(await outcome).toContain('aborted')
    await expect.poll(running, { timeout: 5000 }).toBe(0)
  })

  it('stops a read by its query id', async () => {
    const asked = client.query({ query: heavy, query_id: 'slow-one' })
    const outcome = asked.catch((error: unknown) => error)
    await expect.poll(running).toBe(1)
    await client.command({ query: "KILL QUERY WHERE query_id = 'slow-one'" })
    expect(await outcome).toMatchObject({ code: '394' })
  })

  it('answers short questions and pings beside long ones', async () => {
    const stop = new AbortController()
    const long = Array.from({ length: 3 }, () =>
      client
        .query({ query: heavy, abort_signal: stop.signal, clickhouse_settings: { max_threads: 1 } })
        .catch(() => null),
    )
    await expect.poll(running).toBe(3)
    const start = performance.now()
    expect(await client.ping()).toEqual({ success: true })
    expect(performance.now() - start).toBeLessThan(1000)
    expect(await rows('SELECT 1 AS a')).toEqual([{ a: 1 }])
    stop.abort()
    await Promise.all(long)
  })

  it('survives clients that hang up while they are answered or queued', async () => {
    const before = engine.pid()
    for (let turn = 0; turn < 5; turn++) {
      const stop = new AbortController()
      const query = "SELECT repeat('x', 999) FROM numbers(100000) FORMAT TSV"
      const { stream } = await client.exec({ query, abort_signal: stop.signal })
      stream.on('error', () => undefined)
      await new Promise((resolve) => stream.once('data', resolve))
      stream.destroy()
    }
    const stop = new AbortController()
    const queued = Array.from({ length: 20 }, () => rows(heavy, {}, stop.signal).catch(() => 'gone'))
    // Six run and fill their lane, so asking how many run would wait behind them.
    await new Promise((resolve) => setTimeout(resolve, 500))
    stop.abort()
    expect(new Set(await Promise.all(queued))).toEqual(new Set(['gone']))
    await expect.poll(running, { timeout: 10_000 }).toBe(0)
    expect(engine.pid()).toBe(before)
  })

  it('keeps 200 parallel questions apart', async () => {
    const name = await table('a Int32')
    const asked = Array.from({ length: 200 }, async (_, index) => {
      if (index % 10 === 0)
        await client.insert({ table: name, values: [{ a: index }], format: 'JSONEachRow' })
      const [row] = await rows<{ v: string }>("SELECT concat({v:String}, '!') AS v", { v: `value ${index}` })
      return row?.v === `value ${index}!`
    })
    expect((await Promise.all(asked)).every(Boolean)).toBe(true)
    expect(await rows(`SELECT toInt32(count()) AS n FROM ${name}`)).toEqual([{ n: 20 }])
  })
})
