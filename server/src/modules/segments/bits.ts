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
    all.set(
      chunk,
      other === undefined ? bytes.slice() : combined(other, bytes, (left, right) => left | right),
    )
  }
  return all
}

export function intersect(a: Bits, b: Bits): OpenBits {
  const both = emptyBits()
  for (const [chunk, bytes] of a) {
    const other = b.get(chunk)
    if (other !== undefined)
      both.set(
        chunk,
        combined(bytes, other, (left, right) => left & right),
      )
  }
  return both
}

/** Those of `a` that are not in `b`. */
export function subtract(a: Bits, b: Bits): OpenBits {
  const rest = emptyBits()
  for (const [chunk, bytes] of a) {
    const other = b.get(chunk)
    rest.set(
      chunk,
      other === undefined ? bytes.slice() : combined(bytes, other, (left, right) => left & ~right),
    )
  }
  return rest
}

export function sizeOf(bits: Bits): number {
  let size = 0
  for (const bytes of bits.values()) {
    for (const byte of bytes) size += bitsInByte[byte] ?? 0
  }
  return size
}

/** The numbers, ascending. */
export function* idsOf(bits: Bits): Generator<number> {
  for (const [chunk, bytes] of chunksOf(bits)) {
    for (let at = 0; at < bytes.length; at++) {
      const byte = bytes[at] ?? 0
      if (byte !== 0) yield* idsOfByte(chunk * 65_536 + at * 8, byte)
    }
  }
}

export function equalBits(a: Bits, b: Bits): boolean {
  return [...a].every(([chunk, bytes]) => sameChunk(bytes, b.get(chunk))) && chunksWithin(b, a)
}

/** Chunks that hold anybody, ascending. */
export function chunksOf(bits: Bits): [chunk: number, bytes: Uint8Array][] {
  return [...bits].filter(([, bytes]) => bytes.some((byte) => byte !== 0)).sort(([a], [b]) => a - b)
}

const bitsInByte = Uint8Array.from({ length: 256 }, (_, byte) => byte.toString(2).replaceAll('0', '').length)

function combined(a: Uint8Array, b: Uint8Array, join: (left: number, right: number) => number): Uint8Array {
  const bytes = new Uint8Array(chunkBytes)
  for (let at = 0; at < chunkBytes; at++) bytes[at] = join(a[at] ?? 0, b[at] ?? 0)
  return bytes
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
  return [...a].every(([chunk, bytes]) => b.has(chunk) || bytes.every((byte) => byte === 0))
}
