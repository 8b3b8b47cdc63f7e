/** Owns the way from a file's bytes to text: unpacking gzip, telling the encoding, decoding as a stream. */
import { isAscii } from 'node:buffer'
import { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import iconv from 'iconv-lite'

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1254' | 'iso-8859-9'

export type DecodedText = {
  encoding: Encoding
  gzip: boolean
  /** The first 256 KB (of unpacked bytes) as text; the text stream begins with it again. */
  sample: string
  /** Whether the sample is the whole file. */
  complete: boolean
  /** Ends with a {@link DamagedFileError} when the packed file is cut off or broken. */
  text: AsyncIterable<string>
}

/** The packed file ends too early or is not what it claims; what was readable has been handed out before. */
export class DamagedFileError extends Error {
  override readonly name = 'DamagedFileError'
}

const SAMPLE_BYTES = 256 * 1024

/** Opens a stream of bytes as text. `encoding` overrides the detection. Memory stays at the sample plus one chunk. */
export async function decodeText(
  source: AsyncIterable<Uint8Array>,
  options: { encoding?: Encoding } = {},
): Promise<DecodedText> {
  const packed = await takeFirst(source, 2)
  const gzip = packed.head[0] === 0x1f && packed.head[1] === 0x8b
  const bytes = gzip ? unpack(joined(packed)) : joined(packed)
  const start = await takeFirst(bytes, SAMPLE_BYTES)
  const head = start.head.subarray(0, SAMPLE_BYTES)
  const complete = start.ended && start.head.length <= SAMPLE_BYTES
  const encoding = options.encoding ?? detectEncoding(head, complete)
  const decide = options.encoding === undefined && isAscii(head)
  const sample = newDecoder(encoding)(head, complete)
  return { encoding, gzip, sample, complete, text: decoded(joined(start), encoding, decide) }
}

/**
 * A byte-order mark decides; then the pattern of zero bytes for UTF-16; then whether the bytes are well-formed
 * UTF-8 (a sequence cut off by the end of the sample is); what remains is Turkish 8-bit: windows-1254 when it uses
 * 0x80 to 0x9F (€, curly quotes), else iso-8859-9, which is the same everywhere else.
 */
export function detectEncoding(head: Uint8Array, complete: boolean): Encoding {
  const wide = byMark(head) ?? byZeros(head)
  if (wide !== null) return wide
  if (isWellFormedUtf8(head, complete)) return 'utf-8'
  return head.some((byte) => byte >= 0x80 && byte <= 0x9f) ? 'windows-1254' : 'iso-8859-9'
}

function byMark([a, b, c]: Uint8Array): Encoding | null {
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8'
  if (a === 0xff && b === 0xfe) return 'utf-16le'
  return a === 0xfe && b === 0xff ? 'utf-16be' : null
}

/** Latin text in UTF-16 is zero in every other byte. */
function byZeros(head: Uint8Array): Encoding | null {
  let even = 0
  let odd = 0
  for (let index = 0; index < head.length; index += 1) {
    if (head[index] !== 0) continue
    if (index % 2 === 0) even += 1
    else odd += 1
  }
  if (odd > head.length / 5 && even < odd / 4) return 'utf-16le'
  return even > head.length / 5 && odd < even / 4 ? 'utf-16be' : null
}

function isWellFormedUtf8(bytes: Uint8Array, complete: boolean): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: !complete })
    return true
  } catch (error) {
    if (error instanceof TypeError) return false
    throw error
  }
}

/**
 * While a file without a byte-order mark has shown nothing but ASCII (`decide`), its encoding is still open: the
 * first chunk with another byte settles it, so that a Turkish letter after the sample is not broken.
 */
async function* decoded(
  bytes: AsyncIterable<Uint8Array>,
  first: Encoding,
  decide: boolean,
): AsyncGenerator<string> {
  let decode = decide ? null : newDecoder(first)
  for await (const chunk of bytes) {
    if (decode === null && !isAscii(chunk)) decode = newDecoder(detectEncoding(chunk, false))
    yield decode === null ? Buffer.from(chunk).toString('latin1') : decode(chunk, false)
  }
  if (decode !== null) yield decode(new Uint8Array(0), true)
}

type Decode = (bytes: Uint8Array, last: boolean) => string

/** UTF-8 through the platform, the rest through iconv-lite; both leave a byte-order mark out. */
function newDecoder(encoding: Encoding): Decode {
  if (encoding === 'utf-8') {
    const decoder = new TextDecoder('utf-8')
    return (bytes, last) => decoder.decode(bytes, { stream: !last })
  }
  const decoder = iconv.getDecoder(encoding)
  return (bytes, last) => decoder.write(Buffer.from(bytes)) + (last ? (decoder.end() ?? '') : '')
}

type Taken = { head: Uint8Array; rest: AsyncIterator<Uint8Array>; ended: boolean; failure: unknown }

/** Reads at least `size` bytes, fewer only at the end. A failure is kept for the one who reads on. */
async function takeFirst(source: AsyncIterable<Uint8Array>, size: number): Promise<Taken> {
  const rest = source[Symbol.asyncIterator]()
  const chunks: Uint8Array[] = []
  let length = 0
  while (length < size) {
    const next = await rest.next().catch((failure: unknown) => ({ failure }))
    if ('failure' in next) return { head: Buffer.concat(chunks), rest, ended: false, failure: next.failure }
    if (next.done === true) return { head: Buffer.concat(chunks), rest, ended: true, failure: null }
    chunks.push(next.value)
    length += next.value.length
  }
  return { head: Buffer.concat(chunks), rest, ended: false, failure: null }
}

async function* joined({ head, rest, ended, failure }: Taken): AsyncGenerator<Uint8Array> {
  try {
    yield head
    if (failure !== null) throw failure
    if (ended) return
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value
  } finally {
    await rest.return?.()
  }
}

/** Unpacks in slices, so that a file packed a thousandfold is never held whole. */
async function* unpack(packed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip({ chunkSize: 64 * 1024 })
  const source = Readable.from(packed)
  source.on('error', (error) => gunzip.destroy(error))
  source.pipe(gunzip)
  try {
    for await (const chunk of gunzip) yield chunk as Uint8Array
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (!code.startsWith('Z_')) throw error
    throw new DamagedFileError('the packed file is cut off or damaged', { cause: error })
  } finally {
    source.destroy()
    gunzip.destroy()
  }
}
