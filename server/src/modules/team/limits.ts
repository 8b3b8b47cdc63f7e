/** How often something may be tried: by whom it is counted, how many times, in how long. */
import { isIPv6 } from 'node:net'

import type { App } from '#/platform/app.ts'

import { refuse } from './errors.ts'
import { countAttempt, forgetAttempts, takeBackAttempt } from './store-limits.ts'

export type Limit = { name: string; attempts: number; minutes: number }

export const limits = {
  signInByAddress: { name: 'sign-in:ip', attempts: 60, minutes: 15 },
  signInByEmail: { name: 'sign-in:email', attempts: 10, minutes: 15 },
  twoFactorByAddress: { name: 'two-factor:ip', attempts: 30, minutes: 15 },
  password: { name: 'password:user', attempts: 10, minutes: 15 },
  invitationByAddress: { name: 'invitation:ip', attempts: 60, minutes: 15 },
} as const satisfies Record<string, Limit>

/**
 * Counts an attempt before it is made, so that parallel attempts cannot slip through together.
 * @throws `too_many_attempts` with the seconds left when the limit is passed
 */
export async function attempt(app: Pick<App, 'db' | 'clock'>, limit: Limit, who: string): Promise<void> {
  const now = app.clock.now()
  const { count, endsAt } = await countAttempt(app.db, {
    key: keyOf(limit, who),
    now,
    windowEndsAt: new Date(now.getTime() + limit.minutes * 60_000),
  })
  if (count <= limit.attempts) return
  const seconds = Math.max(1, Math.ceil((endsAt.getTime() - now.getTime()) / 1000))
  throw refuse('too_many_attempts', { seconds })
}

/** A success is no attempt at guessing: what counted for one person is forgotten. */
export async function forgive(app: Pick<App, 'db'>, limit: Limit, who: string): Promise<void> {
  await forgetAttempts(app.db, keyOf(limit, who))
}

/** The same for what many people share, an address: only this one attempt is taken back. */
export async function forgiveOne(app: Pick<App, 'db'>, limit: Limit, who: string): Promise<void> {
  await takeBackAttempt(app.db, keyOf(limit, who))
}

/** One sender is one IPv4 address or one IPv6 network of 64 bits, since a home owns all of the latter. */
export function senderOf(ip: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)?.[1]
  if (mapped) return mapped
  if (!isIPv6(ip)) return ip
  const [head = '', tail] = ip.toLowerCase().split('%')[0]?.split('::') ?? []
  const front = head === '' ? [] : head.split(':')
  const back = tail ? tail.split(':') : []
  const gap = tail === undefined ? 0 : 8 - front.length - back.length
  const groups = [...front, ...Array.from({ length: gap }, () => '0'), ...back]
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`
}

function keyOf(limit: Limit, who: string): string {
  return `${limit.name}:${who}`
}
