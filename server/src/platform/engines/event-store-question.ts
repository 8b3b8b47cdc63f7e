/** Turns one HTTP request of ClickHouse's protocol into a statement with its settings, parameters and uploaded data. */
import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createBrotliDecompress, createGunzip, createInflate, createZstdDecompress } from 'node:zlib'
import { EventStoreError } from './exceptions.ts'
import { readStatement, type Statement } from './statement.ts'

type Upload = { file: string; compression: string }

export type Question = {
  statement: Statement
  /** Present with a write: its data, whole, in a file of the spool folder. */
  upload: Upload | null
  settings: Map<string, string>
  parameters: Map<string, string>
  database: string
  defaultFormat: string
  compressAnswer: boolean
}

/** A statement without its data may be this long; data has no limit. */
const longestStatement = 16 * 1024 * 1024
/** `INSERT … FORMAT x` must end within this many bytes of a body that carries both statement and data. */
const longestHead = 256 * 1024

const notSettings = new Set([
  'query',
  'query_id',
  'user',
  'password',
  'database',
  'default_format',
  'enable_http_compression',
  'compress',
  'decompress',
  'session_id',
  'session_timeout',
  'session_check',
  'quota_key',
  'role',
  'stacktrace',
  'buffer_size',
  'wait_end_of_query',
  'send_progress_in_http_headers',
  'http_headers_progress_interval_ms',
  'cancel_http_readonly_queries_on_client_close',
  'log_comment',
])

/** Data is received whole before the engine sees any of it: a sender that dies half-way leaves no half of a batch. */
export async function readQuestion(request: IncomingMessage, url: URL, spool: string): Promise<Question> {
  const fields = await formFields(request)
  const given = new URLSearchParams([...url.searchParams, ...fields])
  if (given.has('session_id')) throw new EventStoreError(48, 'NOT_IMPLEMENTED', 'Sessions are not supported')
  const { statement, upload } = await readBody(request, given.get('query') ?? '', spool)
  return {
    statement,
    upload,
    settings: settingsOf(given),
    parameters: parametersOf(given),
    database: given.get('database') || header(request, 'x-clickhouse-database') || 'default',
    defaultFormat: given.get('default_format') || header(request, 'x-clickhouse-format') || 'TabSeparated',
    compressAnswer: given.get('enable_http_compression') === '1',
  }
}

type Body = { statement: Statement; upload: Upload | null }

async function readBody(request: IncomingMessage, query: string, spool: string): Promise<Body> {
  const encoding = header(request, 'content-encoding') || 'none'
  const fromUrl = query === '' ? 'empty' : readStatement(query)
  if (typeof fromUrl === 'object' && fromUrl.kind === 'write') {
    const inline = query.slice(fromUrl.dataAt)
    if (inline.trim() === '' && engineReads.has(encoding)) {
      return { statement: fromUrl, upload: await store(request, encoding, spool) }
    }
    const data = joined(Buffer.from(inline), decoded(request, encoding))
    return { statement: fromUrl, upload: await store(data, 'none', spool) }
  }
  if (isForm(request)) return { statement: known(query), upload: null }
  return readText(decoded(request, encoding), query, spool)
}

/** The body holds the statement, or its rest, and perhaps data behind it. */
async function readText(body: Readable, query: string, spool: string): Promise<Body> {
  const chunks: Buffer[] = query === '' ? [] : [Buffer.from(`${query}\n`)]
  let length = 0
  let looked = 0
  for await (const chunk of body.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    chunks.push(chunk)
    length += chunk.length
    if (length > longestStatement) throw new EventStoreError(62, 'SYNTAX_ERROR', 'The statement is too long')
    if (looked > longestHead || length < looked * 2) continue
    looked = length
    const found = writeWithin(Buffer.concat(chunks))
    if (!found) continue
    return { statement: found.statement, upload: await store(joined(found.rest, body), 'none', spool) }
  }
  const whole = Buffer.concat(chunks)
  const statement = known(whole.toString('utf8'))
  if (statement.kind !== 'write') return { statement, upload: null }
  const data = whole.subarray(Buffer.byteLength(statement.text.slice(0, statement.dataAt)))
  return { statement, upload: await store(Readable.from([data]), 'none', spool) }
}

/** Data may be binary, so its beginning is found in bytes; it counts only when something stands behind it. */
function writeWithin(bytes: Buffer): { statement: Statement; rest: Buffer } | null {
  const text = bytes.subarray(0, longestHead).toString('utf8')
  const statement = readStatement(text)
  if (typeof statement !== 'object' || statement.kind !== 'write' || statement.dataAt >= text.length)
    return null
  return { statement, rest: bytes.subarray(Buffer.byteLength(text.slice(0, statement.dataAt))) }
}

function known(sql: string): Statement {
  const statement = readStatement(sql)
  if (typeof statement === 'object') return statement
  if (statement === 'empty') throw new EventStoreError(62, 'SYNTAX_ERROR', 'Syntax error: Empty query')
  if (statement === 'files') {
    throw new EventStoreError(48, 'NOT_IMPLEMENTED', 'INTO OUTFILE and FROM INFILE are not allowed over HTTP')
  }
  throw new EventStoreError(62, 'SYNTAX_ERROR', 'Syntax error (Multi-statements are not allowed)')
}

async function store(data: Readable, compression: string, spool: string): Promise<Upload> {
  const file = join(spool, `${randomUUID()}.in`)
  try {
    await pipeline(data, createWriteStream(file, { mode: 0o600, highWaterMark: 256 * 1024 }))
  } catch (error) {
    await rm(file, { force: true })
    throw error
  }
  return { file, compression }
}

function joined(first: Buffer, rest: Readable): Readable {
  return Readable.from(
    (async function* () {
      if (first.length > 0) yield first
      for await (const chunk of rest) yield chunk as Buffer
    })(),
    { objectMode: false },
  )
}

/** What the engine decompresses by itself while it reads the file. */
const engineReads = new Set(['none', 'gzip', 'br', 'deflate', 'zstd', 'lz4', 'xz'])

function decoded(request: IncomingMessage, encoding: string): Readable {
  if (encoding === 'none' || encoding === 'identity') return request
  const make = {
    gzip: createGunzip,
    deflate: createInflate,
    br: createBrotliDecompress,
    zstd: createZstdDecompress,
  }
  const decoder = make[encoding as keyof typeof make]
  if (!decoder) throw new EventStoreError(48, 'NOT_IMPLEMENTED', `Unknown Content-Encoding ${encoding}`)
  const stream = decoder()
  request.on('error', (error) => stream.destroy(error))
  return request.pipe(stream)
}

function isForm(request: IncomingMessage): boolean {
  return header(request, 'content-type').startsWith('multipart/form-data')
}

/** Clients send very long parameters as form fields. */
async function formFields(request: IncomingMessage): Promise<[string, string][]> {
  if (!isForm(request)) return []
  const body = await new Response(Readable.toWeb(request) as ReadableStream<Uint8Array>, {
    headers: { 'content-type': header(request, 'content-type') },
  }).formData()
  return [...body].filter((field): field is [string, string] => typeof field[1] === 'string')
}

function settingsOf(given: URLSearchParams): Map<string, string> {
  const settings = new Map<string, string>()
  for (const [name, value] of given) {
    if (notSettings.has(name) || name.startsWith('param_')) continue
    if (!/^[A-Za-z_][A-Za-z0-9_.]*$/.test(name)) {
      throw new EventStoreError(115, 'UNKNOWN_SETTING', `Unknown setting '${name}'`)
    }
    settings.set(name, value)
  }
  return settings
}

function parametersOf(given: URLSearchParams): Map<string, string> {
  const parameters = new Map<string, string>()
  for (const [name, value] of given) {
    if (!name.startsWith('param_')) continue
    const bare = name.slice('param_'.length)
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(bare)) {
      throw new EventStoreError(36, 'BAD_ARGUMENTS', `'${bare}' cannot be the name of a parameter`)
    }
    parameters.set(bare, value)
  }
  return parameters
}

function header(request: IncomingMessage, name: string): string {
  const value = request.headers[name]
  return (Array.isArray(value) ? value[0] : value) ?? ''
}
