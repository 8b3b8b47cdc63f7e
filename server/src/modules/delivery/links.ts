/** Addresses in mails that lead back here: short, signed, worth nothing when changed by a character. */
import type { Secrets } from '#/platform/secrets.ts'

export type LinkApp = { secrets: Secrets; config: { url: string } }

const purposes = { open: 'mail-open', click: 'mail-click', preferences: 'mail-preferences' } as const

export function openUrl(app: LinkApp, messageId: string): string {
  return `${app.config.url}/o/${tokenOf(app, 'open', messageId)}`
}

export function preferencesUrl(app: LinkApp, messageId: string): string {
  return `${app.config.url}/u/${tokenOf(app, 'preferences', messageId)}`
}

/** The target stands in the address and is signed with the message, so that this is no open redirect. */
export function clickUrl(app: LinkApp, messageId: string, target: string): string {
  const signature = app.secrets.sign(purposes.click, `${messageId} ${target}`)
  return `${app.config.url}/c/${shortId(messageId)}.${signature}?to=${encodeURIComponent(target)}`
}

/** The message of a token; undefined when it was not made here. */
export function readToken(app: LinkApp, purpose: 'open' | 'preferences', token: string): string | undefined {
  const [short = '', signature = ''] = token.split('.')
  const id = longId(short)
  return id && app.secrets.verify(purposes[purpose], id, signature) ? id : undefined
}

export function readClick(app: LinkApp, token: string, target: string): string | undefined {
  const [short = '', signature = ''] = token.split('.')
  const id = longId(short)
  return id && app.secrets.verify(purposes.click, `${id} ${target}`, signature) ? id : undefined
}

function tokenOf(app: LinkApp, purpose: 'open' | 'preferences', messageId: string): string {
  return `${shortId(messageId)}.${app.secrets.sign(purposes[purpose], messageId)}`
}

/** 16 bytes as 22 characters instead of 36. */
function shortId(uuid: string): string {
  return Buffer.from(uuid.replaceAll('-', ''), 'hex').toString('base64url')
}

function longId(short: string): string | undefined {
  const hex = Buffer.from(short, 'base64url').toString('hex')
  if (hex.length !== 32) return undefined
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

/** Stands where a token would, in mails sent as a test. */
export const testToken = 'test'

export function testPreferencesUrl(app: Pick<LinkApp, 'config'>): string {
  return `${app.config.url}/u/${testToken}`
}
