/** Runs one question on the embedded engine and writes ClickHouse's HTTP answer: headers, body, compression, exceptions. */
import { open, rm } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createBrotliCompress, createDeflate, createGzip, createZstdCompress, constants } from 'node:zlib'
import { quote, type EmbeddedClickHouse, type Outcome } from './embedded-clickhouse.ts'
import type { Question } from './event-store-question.ts'
import { exceptionOf, statusOf } from './exceptions.ts'
import type { Lane } from './lane.ts'
import type { Statement } from './statement.ts'

export type Workshop = {
  engine: EmbeddedClickHouse
  spool: string
  /** Each kind of statement waits in a line of its own, so that long reports never hold up the intake. */
  lanes: Record<Statement['kind'], Lane>
  /** Settings of every statement unless the client says otherwise. */
  defaults: ReadonlyMap<string, string>
}

/** `hurry` fires when the event store shuts down and running reads have had their time. */
export type Exchange = { id: string; request: IncomingMessage; response: ServerResponse; hurry: AbortSignal }

type Result = Outcome & { file: string | null; format: string }

/**
 * Reads write their result to a file in the requested format, so memory stays bounded, the engine formats in parallel
 * and a failure is known before the first byte is sent. A read whose client has gone is stopped; a write is finished.
 */
export async function answer(shop: Workshop, question: Question, exchange: Exchange): Promise<void> {
  const { response, request, id } = exchange
  const gone = new AbortController()
  response.once('close', () => gone.abort(new Error('The client has gone')))
  const leave = AbortSignal.any([gone.signal, exchange.hurry])
  const result = await execute(shop, question, { id, gone: leave })
  try {
    if (gone.signal.aborted) return
    describe(response, result, question.statement.kind === 'write')
    await send(response, result, question.compressAnswer ? header(request, 'accept-encoding') : '')
  } finally {
    if (result.file) await rm(result.file, { force: true })
  }
}

async function execute(
  shop: Workshop,
  question: Question,
  { id, gone }: { id: string; gone: AbortSignal },
): Promise<Result> {
  const { statement } = question
  const plan = planOf(question, shop.spool)
  const settings = new Map([...shop.defaults, ...question.settings])
  const { database, parameters } = question
  const reading = statement.kind === 'read'
  const work = async () => {
    const running = shop.engine.run({ ...plan, settings, parameters, database, id })
    const end = reading ? stopWhen(gone, shop.engine, id) : () => undefined
    return running.finally(end)
  }
  try {
    const lane = shop.lanes[statement.kind]
    return { ...(await lane.enter(work, reading ? gone : undefined)), ...plan }
  } catch (error) {
    if (plan.file) await rm(plan.file, { force: true })
    throw withoutFile(error, question.upload?.file ?? plan.file)
  } finally {
    if (question.upload) await rm(question.upload.file, { force: true })
  }
}

/** How often (ms) the order to stop is repeated: the engine does not know a statement in its first moments. */
const stopPause = 200

/** Stops the running statement once the signal fires; returns how to give that up when the statement has ended. */
function stopWhen(signal: AbortSignal, engine: EmbeddedClickHouse, id: string): () => void {
  let timer: NodeJS.Timeout | undefined
  const stop = () => {
    const again = () => void engine.kill(id).catch(() => undefined)
    again()
    timer = setInterval(again, stopPause)
  }
  if (signal.aborted) stop()
  else signal.addEventListener('abort', stop, { once: true })
  return () => {
    signal.removeEventListener('abort', stop)
    clearInterval(timer)
  }
}

/** The statement as the engine gets it: a read with a file to write to, a write with the file its data lies in. */
function planOf(question: Question, spool: string): { sql: string; format: string; file: string | null } {
  const { statement, upload, defaultFormat } = question
  if (statement.kind === 'read') {
    const file = join(spool, `${randomUUID()}.out`)
    const target = `\nINTO OUTFILE ${quote(file)} COMPRESSION 'none'\n`
    const at = statement.formatAt ?? statement.text.length
    const format = statement.format ?? defaultFormat
    const tail = statement.formatAt === null ? `FORMAT ${formatName(format)}` : statement.text.slice(at)
    return { sql: statement.text.slice(0, at) + target + tail, format, file }
  }
  if (statement.kind === 'write' && upload) {
    const source = `\nFROM INFILE ${quote(upload.file)} COMPRESSION ${quote(upload.compression)}\n`
    const { head, settings, format } = statement
    return { sql: `${head}${source}${settings}\nFORMAT ${format}`, format: 'Null', file: null }
  }
  const format = statement.format ?? defaultFormat
  return { sql: commandText(statement.text), format: formatName(format), file: null }
}

/** The client knows a statement by its query id; the engine knows it by the comment that carries that id. */
function commandText(sql: string): string {
  if (!/^\s*KILL\s+QUERY\b/i.test(sql)) return sql
  return sql.replaceAll(/\bquery_id\b/gi, "Settings['log_comment']")
}

function formatName(name: string): string {
  return /^[A-Za-z0-9_]+$/.test(name) ? name : 'TabSeparated'
}

const contentTypes: readonly [RegExp, string][] = [
  [
    /^(JSON|JSONCompact|JSONStrings|JSONColumns|JSONObjectEachRow).*(?<!EachRow\w*)$/i,
    'application/json; charset=UTF-8',
  ],
  [/^JSON.*EachRow/i, 'application/x-ndjson; charset=UTF-8'],
  [/^CSV/i, 'text/csv; charset=UTF-8'],
  [/^(TSV|TabSeparated)/i, 'text/tab-separated-values; charset=UTF-8'],
  [/^(Pretty|Vertical|Values|Markdown)/i, 'text/plain; charset=UTF-8'],
]

function describe(response: ServerResponse, result: Result, write: boolean): void {
  const rows = String(result.rowsRead)
  const bytes = String(result.bytesRead)
  const summary = {
    read_rows: rows,
    read_bytes: bytes,
    written_rows: write ? rows : '0',
    written_bytes: write ? bytes : '0',
    total_rows_to_read: '0',
    result_rows: write ? rows : '0',
    result_bytes: write ? bytes : '0',
    elapsed_ns: String(Math.round(result.elapsed * 1e9)),
  }
  response.setHeader('X-ClickHouse-Summary', JSON.stringify(summary))
  response.setHeader('X-ClickHouse-Format', result.format)
  const type = contentTypes.find(([pattern]) => pattern.test(result.format))?.[1]
  response.setHeader('Content-Type', type ?? 'application/octet-stream')
}

/** Answers below this size (bytes) are sent in one piece. */
const smallAnswer = 512 * 1024

async function send(response: ServerResponse, result: Result, accepted: string): Promise<void> {
  const compressor = compressorFor(accepted)
  if (compressor) response.setHeader('Content-Encoding', compressor.name)
  if (!result.file) return sendBytes(response, Buffer.from(result.bytes), compressor?.make())
  const file = await open(result.file)
  try {
    const { size } = await file.stat()
    if (size <= smallAnswer) return await sendBytes(response, await file.readFile(), compressor?.make())
    const source = file.createReadStream({ highWaterMark: 256 * 1024, autoClose: false })
    if (!compressor) response.setHeader('Content-Length', size)
    await (compressor ? pipeline(source, compressor.make(), response) : pipeline(source, response))
  } finally {
    await file.close()
  }
}

async function sendBytes(response: ServerResponse, bytes: Buffer, compressor?: Transform): Promise<void> {
  if (!compressor) {
    response.setHeader('Content-Length', bytes.length)
    response.end(bytes)
    return
  }
  compressor.end(bytes)
  await pipeline(compressor as Readable, response)
}

function compressorFor(accepted: string): { name: string; make(): Transform } | null {
  const names = new Set(accepted.split(',').map((entry) => entry.split(';')[0]?.trim()))
  const fastest = { params: { [constants.BROTLI_PARAM_QUALITY]: 3 } }
  const known: { name: string; make(): Transform }[] = [
    { name: 'zstd', make: () => createZstdCompress() },
    { name: 'gzip', make: () => createGzip({ level: 3 }) },
    { name: 'br', make: () => createBrotliCompress(fastest) },
    { name: 'deflate', make: () => createDeflate({ level: 3 }) },
  ]
  return known.find(({ name }) => names.has(name)) ?? null
}

/** The path of a spool file is no business of the client. */
function withoutFile(error: unknown, file: string | null): unknown {
  if (!(error instanceof Error) || !file) return error
  error.message = error.message
    .replaceAll(`(in file/uri ${file}): `, '')
    .replaceAll(`: While reading from: ${file}`, '')
    .replaceAll(file, 'the data')
  return error
}

/** As a ClickHouse server answers a failed statement: status, number in a header, text in the body. */
export function refuse(response: ServerResponse, error: unknown): void {
  const failure = exceptionOf(error)
  if (response.headersSent) {
    // Without its end the client knows that the answer is incomplete.
    response.destroy()
    return
  }
  response.removeHeader('Content-Encoding')
  response.statusCode = statusOf(failure.code)
  response.setHeader('X-ClickHouse-Exception-Code', failure.code)
  response.setHeader('Content-Type', 'text/plain; charset=UTF-8')
  response.end(`${failure.message}\n`)
}

function header(request: IncomingMessage, name: string): string {
  const value = request.headers[name]
  return (Array.isArray(value) ? value[0] : value) ?? ''
}
