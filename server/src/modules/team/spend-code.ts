/** A code of the authenticator opens once: whoever looks over a shoulder comes too late. */
import { createHmac } from 'node:crypto'

import { symmetricDecrypt } from 'better-auth/crypto'

import { systemClock } from '#/platform/clock.ts'

import type { TeamApp } from './auth-call.ts'
import { claimStep, selectSecret } from './store-second-factors.ts'

const stepMs = 30_000
/** The library takes the step before and the one after; one more, since time goes on while it does. */
const stepsBack = 2
const stepsAhead = 1

/** Spends a code the library has just taken; false when it, or a later one, was spent before. */
export async function spendCode(app: TeamApp, userId: string, code: string): Promise<boolean> {
  const kept = await selectSecret(app.db, userId)
  if (kept === undefined) return false
  const { secretConfig } = await app.auth.$context
  const secret = await symmetricDecrypt({ key: secretConfig, data: kept })
  // The library keeps the time of codes by the machine's clock, whatever ours says.
  const step = stepOf({ code, secret, now: systemClock.now() })
  return step !== undefined && claimStep(app.db, userId, step)
}

/** The newest step near `now` (RFC 6238: thirty seconds each since 1970) whose code this is. */
export function stepOf(given: { code: string; secret: string; now: Date }): number | undefined {
  const present = Math.floor(given.now.getTime() / stepMs)
  for (let step = present + stepsAhead; step >= present - stepsBack; step -= 1) {
    if (codeAt(given.secret, step) === given.code) return step
  }
  return undefined
}

/** Six digits of a counter, RFC 4226 section 5.3 with SHA-1. */
function codeAt(secret: string, step: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const digest = createHmac('sha1', secret).update(counter).digest()
  const offset = digest.readUInt8(digest.length - 1) & 0x0f
  return String((digest.readUInt32BE(offset) & 0x7fff_ffff) % 1_000_000).padStart(6, '0')
}
