/** New identifiers: time-ordered UUIDs for rows, random tokens for links and secrets. */
import { createHash, randomBytes } from 'node:crypto'

/** UUID version 7 (RFC 9562): sorts by creation time, so that B-trees grow at their end. */
export function newId(now: Date): string {
  const bytes = randomBytes(16)
  bytes.writeUIntBE(now.getTime(), 0, 6)
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x70, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  const hex = bytes.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

/** An unguessable token, URL-safe, of the given strength in bytes (default 24, that is 192 bits). */
export function newToken(bytes = 24): string {
  return randomBytes(bytes).toString('base64url')
}

/** How secrets that must be recognised later are stored. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
