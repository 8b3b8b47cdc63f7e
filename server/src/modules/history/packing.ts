/** How accepted bodies are kept: short ones as they are, long ones packed, which costs less than moving and writing their bytes. */
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib'

/** One of the two is null. */
export type KeptBody = { body: Buffer | string | null; packed: Buffer | null }

/** From so many bytes on, packing costs less than the pages it saves. */
const long = 8_000

const quickly = { params: { [constants.ZSTD_c_compressionLevel]: 1 } }

export function packBody(body: Buffer | string): KeptBody {
  if (body.length < long) return { body, packed: null }
  return { body: null, packed: zstdCompressSync(body, quickly) }
}

export function unpackBody({ body, packed }: { body: string | null; packed: Buffer | null }): string {
  return packed ? zstdDecompressSync(packed).toString('utf8') : (body ?? '')
}
