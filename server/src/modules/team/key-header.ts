/** Finds our key in an Authorization header. */
import { keyPrefix } from './keys.ts'

/**
 * The key of `Bearer KEY` or of `Basic base64(KEY:)`; null when the header is absent or speaks to somebody else:
 * a proxy in front may ask for a name and password of its own.
 */
export function keyIn(authorization: string | null): string | null {
  const [scheme = '', value = ''] = (authorization ?? '').split(/\s+/)
  if (/^bearer$/i.test(scheme)) return value
  if (!/^basic$/i.test(scheme)) return null
  const name = Buffer.from(value, 'base64').toString('utf8').split(':')[0] ?? ''
  return name.startsWith(keyPrefix) ? name : null
}
