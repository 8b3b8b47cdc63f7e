/** Owns the place of a customer in the lot of a seed, the same here and in the event store. */

/** From 0 to 9,999: MurmurHash3 (32 bits, seed 0) of `seed:customer` in UTF-8, modulo 10,000. */
export function shareOf(seed: string, customer: number): number {
  return murmurHash3(new TextEncoder().encode(`${seed}:${customer}`)) % 10_000
}

/** Austin Appleby's MurmurHash3_x86_32 with seed 0, as an unsigned number. */
function murmurHash3(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const whole = bytes.length - (bytes.length % 4)
  let hash = 0
  for (let at = 0; at < whole; at += 4) {
    hash = Math.imul(rotated(hash ^ scrambled(view.getUint32(at, true)), 13), 5) + 0xe6546b64
  }
  let rest = 0
  for (let at = bytes.length - 1; at >= whole; at--) rest = (rest << 8) | (bytes[at] ?? 0)
  if (rest !== 0 || bytes.length > whole) hash ^= scrambled(rest)
  return finished(hash ^ bytes.length)
}

function scrambled(word: number): number {
  return Math.imul(rotated(Math.imul(word, 0xcc9e2d51), 15), 0x1b873593)
}

function rotated(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by))
}

function finished(hash: number): number {
  const first = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  const second = Math.imul(first ^ (first >>> 13), 0xc2b2ae35)
  return (second ^ (second >>> 16)) >>> 0
}
