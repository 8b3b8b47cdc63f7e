/** Signing in: the password, then the code where a second factor is on. Guessing is limited by address and by e-mail. */
import { type Actor } from '#/platform/actor.ts'

import { actorOfPerson } from './actors.ts'
import { askAuth, type Caller, headersFor, headersWithoutSession, type TeamApp } from './auth-call.ts'
import { audit } from './audit.ts'
import { refuse } from './errors.ts'
import { attempt, forgive, forgiveOne, limits, senderOf } from './limits.ts'
import { spendCode } from './spend-code.ts'
import { selectPerson } from './store-members.ts'
import { deleteSessionOf } from './store-sessions.ts'

export type SignInStatus = 'signedIn' | 'twoFactorRequired'

/**
 * Checks e-mail and password; `cookies` carries the session or the half-open second step.
 * @throws `sign_in_failed`, the same for an unknown e-mail, a wrong password and a disabled person; `too_many_attempts`
 */
export async function signIn(
  app: TeamApp,
  caller: Caller,
  input: { email: string; password: string },
): Promise<{ status: SignInStatus; cookies: Headers }> {
  const email = input.email.toLowerCase()
  const sender = senderOf(caller.ip)
  await attempt(app, limits.signInByAddress, sender)
  await attempt(app, limits.signInByEmail, email)
  const { headers, response } = await askAuth(
    app.auth.api.signInEmail({
      body: { email, password: input.password },
      headers: headersFor(caller),
      returnHeaders: true,
    }),
  )
  await forgiveOne(app, limits.signInByAddress, sender)
  await forgive(app, limits.signInByEmail, email)
  if ('twoFactorRedirect' in response) return { status: 'twoFactorRequired', cookies: headers }
  await auditSignIn(app, response.user.id, caller.ip)
  return { status: 'signedIn', cookies: headers }
}

/**
 * The second step: a code of the authenticator, or one of the backup codes, which then is spent.
 * A code opens once. @throws `code_wrong`; `two_factor_not_begun` when the first step is missing, too old or spent; `too_many_attempts`
 */
export async function verifyTwoFactor(app: TeamApp, caller: Caller, code: string): Promise<Headers> {
  const sender = senderOf(caller.ip)
  await attempt(app, limits.twoFactorByAddress, sender)
  const plain = code.replaceAll(/\s/g, '')
  const given = {
    body: { code: plain },
    headers: headersWithoutSession(caller),
    returnHeaders: true,
  } as const
  const ofAuthenticator = /^\d{6}$/.test(plain)
  const { headers, response } = await askAuth(
    ofAuthenticator ? app.auth.api.verifyTOTP(given) : app.auth.api.verifyBackupCode(given),
  )
  if (!('user' in response)) throw refuse('two_factor_not_begun')
  if (ofAuthenticator && !(await spendCode(app, response.user.id, plain))) {
    if (response.token) await deleteSessionOf(app.db, response.token)
    throw refuse('code_wrong')
  }
  await forgiveOne(app, limits.twoFactorByAddress, sender)
  await auditSignIn(app, response.user.id, caller.ip)
  return headers
}

async function auditSignIn(app: TeamApp, userId: string, ip: string): Promise<void> {
  const person = await selectPerson(app.db, userId)
  if (!person) return
  const actor: Actor = actorOfPerson(person, ip)
  await audit(app, actor, { action: 'session.start', subject: { kind: 'user', id: userId } })
}
