/** Owns sets of customers as bits: how they are joined, compared, counted and walked. */

/**
 * Chunk n holds the customers n * 65,536 to n * 65,536 + 65,535, the lowest number in the lowest bit of the first byte, as
 * PostgreSQL's get_bit counts. An absent chunk is empty; one that is there may be.
 */
export type Bits = ReadonlyMap<number, Uint8Array>
export type OpenBits = Map<number, Uint8Array>

const chunkBytes = 8_192

export function emptyBits(): OpenBits {
  return new Map()
}

/** Adds numbers, quickest where neighbours follow each other. */
export function bitsAdder(bits: OpenBits): (id: number) => void {
  let chunk = -1
  let bytes: Uint8Array = new Uint8Array(0)
  return (id) => {
    if (id >>> 16 !== chunk) {
      chunk = id >>> 16
      bytes = bits.get(chunk) ?? new Uint8Array(chunkBytes)
      bits.set(chunk, bytes)
    }
    const at = (id & 0xffff) >>> 3
    bytes[at] = (bytes[at] ?? 0) | (1 << (id & 7))
  }
}

export function bitsOf(ids: Iterable<number>): OpenBits {
  const bits = emptyBits()
  const add = bitsAdder(bits)
  for (const id of ids) add(id)
  return bits
}

/** Bits as stored, chunk by chunk; the bytes are taken over, not copied. */
export function bitsOfChunks(chunks: Iterable<{ chunk: number; bits: Uint8Array }>): OpenBits {
  return new Map([...chunks].map(({ chunk, bits }) => [chunk, bits]))
}

export function has(bits: Bits, id: number): boolean {
  const byte = bits.get(id >>> 16)?.[(id & 0xffff) >>> 3] ?? 0
  return (byte & (1 << (id & 7))) !== 0
}

export function union(a: Bits, b: Bits): OpenBits {
  const all: OpenBits = new Map([...a].map(([chunk, bytes]) => [chunk, bytes.slice()]))
  for (const [chunk, bytes] of b) {
    const other = all.get(chunk)
    all.set(chunk, other === undefined ? bytes.slice() : joined(other, bytes, either))
  }
  return all
}

export function intersect(a: Bits, b: Bits): OpenBits {
  const shared = emptyBits()
  for (const [chunk, bytes] of a) {
    const other = b.get(chunk)
    if (other !== undefined) shared.set(chunk, joined(bytes, other, both))
  }
  return shared
}

/** Those of `a` that are not in `b`. */
export function subtract(a: Bits, b: Bits): OpenBits {
  const rest = emptyBits()
  for (const [chunk, bytes] of a) {
    const other = b.get(chunk)
    rest.set(chunk, other === undefined ? bytes.slice() : joined(bytes, other, firstAlone))
  }
  return rest
}

export function sizeOf(bits: Bits): number {
  let size = 0
  for (const bytes of bits.values()) {
    for (const word of wordsOf(bytes)) if (word !== 0) size += bitsIn(word)
  }
  return size
}

/** The numbers, ascending. */
export function* idsOf(bits: Bits): Generator<number> {
  for (const [chunk, bytes] of chunksOf(bits)) {
    const words = wordsOf(bytes)
    for (let at = 0; at < bytes.length; at++) {
      // A word of nobody is passed over as a whole.
      if ((at & 3) === 0 && words[at >>> 2] === 0) at += 3
      else if (bytes[at] !== 0) yield* idsOfByte(chunk * 65_536 + at * 8, bytes[at] ?? 0)
    }
  }
}

export function equalBits(a: Bits, b: Bits): boolean {
  return [...a].every(([chunk, bytes]) => sameChunk(bytes, b.get(chunk))) && chunksWithin(b, a)
}

/** Chunks that hold anybody, ascending. */
export function chunksOf(bits: Bits): [chunk: number, bytes: Uint8Array][] {
  return [...bits].filter(([, bytes]) => holdsAny(bytes)).sort(([a], [b]) => a - b)
}

/** Whether a chunk holds anybody. */
export function holdsAny(bytes: Uint8Array): boolean {
  for (const word of wordsOf(bytes)) if (word !== 0) return true
  return false
}

/** Four bytes at once; a chunk that does not begin where words do is copied. */
function wordsOf(bytes: Uint8Array): Uint32Array {
  const { buffer, byteOffset, length } = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice()
  return new Uint32Array(buffer, byteOffset, length / 4)
}

/** How many bits of a word are set, by adding up neighbours. */
function bitsIn(word: number): number {
  const pairs = word - ((word >>> 1) & 0x5555_5555)
  const fours = (pairs & 0x3333_3333) + ((pairs >>> 2) & 0x3333_3333)
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f_0f0f, 0x0101_0101) >>> 24
}

type Join = (into: Uint32Array, a: Uint32Array, b: Uint32Array) => void

function joined(a: Uint8Array, b: Uint8Array, join: Join): Uint8Array {
  const bytes = new Uint8Array(chunkBytes)
  join(wordsOf(bytes), wordsOf(a), wordsOf(b))
  return bytes
}

// Each a loop of its own: what is decided within one is decided two thousand times for each chunk.
const either: Join = (into, a, b) => {
  for (let at = 0; at < into.length; at++) into[at] = (a[at] ?? 0) | (b[at] ?? 0)
}
const both: Join = (into, a, b) => {
  for (let at = 0; at < into.length; at++) into[at] = (a[at] ?? 0) & (b[at] ?? 0)
}
const firstAlone: Join = (into, a, b) => {
  for (let at = 0; at < into.length; at++) into[at] = (a[at] ?? 0) & ~(b[at] ?? 0)
}

function* idsOfByte(first: number, byte: number): Generator<number> {
  for (let bit = 0; bit < 8; bit++) {
    if ((byte & (1 << bit)) !== 0) yield first + bit
  }
}

function sameChunk(a: Uint8Array, b: Uint8Array | undefined): boolean {
  return a.every((byte, at) => byte === (b?.[at] ?? 0))
}

/** Whether everybody in a chunk that the other lacks is nobody. */
function chunksWithin(a: Bits, b: Bits): boolean {
  return [...a].every(([chunk, bytes]) => b.has(chunk) || !holdsAny(bytes))
}
