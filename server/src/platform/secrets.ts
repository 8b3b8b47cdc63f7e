/** Encrypts what must be read again (AES-256-GCM) and signs tokens for links (HMAC-SHA256), from one secret of the installation. */
import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

export type Secrets = {
  encrypt(plain: string): string
  /** Throws when the text was not encrypted with this installation's secret. */
  decrypt(sealed: string): string
  /** A URL-safe signature bound to a purpose, e.g. `sign('unsubscribe', '42')`. */
  sign(purpose: string, text: string): string
  verify(purpose: string, text: string, signature: string): boolean
  /** The raw secret for libraries that derive their own keys. */
  readonly raw: string
}

export function createSecrets(secret: string): Secrets {
  const key = (purpose: string): Buffer => Buffer.from(hkdfSync('sha256', secret, 'vefa', purpose, 32))
  const sign = (purpose: string, text: string): string =>
    createHmac('sha256', key(purpose)).update(text).digest('base64url')
  return {
    raw: secret,
    encrypt: (plain) => {
      const iv = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', key('encrypt'), iv)
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
      return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url')
    },
    decrypt: (sealed) => {
      const bytes = Buffer.from(sealed, 'base64url')
      const decipher = createDecipheriv('aes-256-gcm', key('encrypt'), bytes.subarray(0, 12))
      decipher.setAuthTag(bytes.subarray(12, 28))
      return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8')
    },
    sign,
    verify: (purpose, text, signature) => {
      const expected = Buffer.from(sign(purpose, text))
      const given = Buffer.from(signature)
      return expected.length === given.length && timingSafeEqual(expected, given)
    },
  }
}

/** The secret given by the settings, or one made at the first start and kept in the home folder, readable by its owner only. */
export async function loadSecret(home: string, given: string | undefined): Promise<string> {
  if (given) return given
  const path = join(home, 'secret')
  try {
    return (await readFile(path, 'utf8')).trim()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
  await mkdir(home, { recursive: true })
  const fresh = randomBytes(32).toString('base64url')
  await writeFile(path, fresh, { mode: 0o600, flag: 'wx' })
  return fresh
}
