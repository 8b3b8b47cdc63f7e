/** The second factor of a person's own account: begin with an authenticator, confirm, renew backup codes, end. */
import { renderSVG } from 'uqr'

import type { Actor } from '#/platform/actor.ts'

import { audit } from './audit.ts'
import { askAuth, type Caller, headersFor, type TeamApp } from './auth-call.ts'
import { refuse } from './errors.ts'
import { attempt, forgive, limits } from './limits.ts'
import { personId } from './person.ts'
import { spendCode } from './spend-code.ts'

export type TwoFactorStart = { secret: string; url: string; qrCode: string; backupCodes: string[] }

type Who = { actor: Actor; caller: Caller }

/**
 * A secret and backup codes; nothing is asked at sign-in until they are confirmed with a first code.
 * @throws `password_wrong`, `two_factor_on`, `too_many_attempts`
 */
export async function beginTwoFactor(app: TeamApp, who: Who, password: string): Promise<TwoFactorStart> {
  const answer = await checkingPassword(app, who, () =>
    app.auth.api.enableTwoFactor({ body: { password, method: 'totp' }, headers: headersFor(who.caller) }),
  )
  if (answer.method !== 'totp') throw refuse('two_factor_off')
  const url = answer.totpURI
  return {
    secret: new URL(url).searchParams.get('secret') ?? '',
    url,
    qrCode: `data:image/svg+xml;base64,${Buffer.from(renderSVG(url, { border: 2 })).toString('base64')}`,
    backupCodes: answer.backupCodes,
  }
}

/** @throws `code_wrong`, `two_factor_off` when not begun, `too_many_attempts` */
export async function confirmTwoFactor(app: TeamApp, who: Who, code: string): Promise<Headers> {
  const id = personId(who.actor)
  const plain = code.replaceAll(/\s/g, '')
  await attempt(app, limits.password, id)
  const { headers } = await askAuth(
    app.auth.api.verifyTOTP({
      body: { code: plain },
      headers: headersFor(who.caller),
      returnHeaders: true,
    }),
  )
  if (!(await spendCode(app, id, plain))) throw refuse('code_wrong')
  await forgive(app, limits.password, id)
  await audit(app, who.actor, { action: 'two-factor.enable', subject: { kind: 'user', id } })
  return headers
}

/** @throws `password_wrong`, `two_factor_off`, `too_many_attempts` */
export async function renewBackupCodes(app: TeamApp, who: Who, password: string): Promise<string[]> {
  const answer = await checkingPassword(app, who, () =>
    app.auth.api.generateBackupCodes({ body: { password }, headers: headersFor(who.caller) }),
  )
  await audit(app, who.actor, {
    action: 'two-factor.renew-codes',
    subject: { kind: 'user', id: personId(who.actor) },
  })
  return answer.backupCodes
}

/** @throws `password_wrong`, `too_many_attempts` */
export async function endTwoFactor(app: TeamApp, who: Who, password: string): Promise<Headers> {
  const { headers } = await checkingPassword(app, who, () =>
    app.auth.api.disableTwoFactor({
      body: { password },
      headers: headersFor(who.caller),
      returnHeaders: true,
    }),
  )
  await audit(app, who.actor, {
    action: 'two-factor.disable',
    subject: { kind: 'user', id: personId(who.actor) },
  })
  return headers
}

/** Someone at an open session must not be able to guess its owner's password. */
async function checkingPassword<Answer>(
  app: TeamApp,
  who: Who,
  call: () => Promise<Answer>,
): Promise<Answer> {
  const id = personId(who.actor)
  await attempt(app, limits.password, id)
  const answer = await askAuth(call())
  await forgive(app, limits.password, id)
  return answer
}
