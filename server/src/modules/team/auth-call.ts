/** Calls the sign-in library for a request: its headers in, its cookies out, its errors in our words. */
import { isAPIError } from 'better-auth/api'

import type { App } from '#/platform/app.ts'
import { Refusal } from '#/platform/errors.ts'

import { addressHeader, type Auth } from './auth.ts'
import { refuse } from './errors.ts'

/** The app with the sign-in library, made once by the room. */
export type TeamApp = App & { auth: Auth }

/** Who sends a request, as far as the sign-in library must know. */
export type Caller = { headers: Headers; ip: string }

/** Seconds an account's second step stays closed after too many wrong codes; the library's own figure. */
const lockSeconds = 900

const refusalOf: Record<string, () => Refusal> = {
  INVALID_EMAIL_OR_PASSWORD: () => refuse('sign_in_failed'),
  INVALID_EMAIL: () => refuse('sign_in_failed'),
  PASSWORD_TOO_LONG: () => refuse('sign_in_failed'),
  FAILED_TO_CREATE_SESSION: () => refuse('sign_in_failed'),
  INVALID_PASSWORD: () => refuse('password_wrong'),
  CREDENTIAL_ACCOUNT_NOT_FOUND: () => refuse('password_wrong'),
  INVALID_CODE: () => refuse('code_wrong'),
  INVALID_BACKUP_CODE: () => refuse('code_wrong'),
  INVALID_TWO_FACTOR_COOKIE: () => refuse('two_factor_not_begun'),
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: () => refuse('two_factor_not_begun'),
  ACCOUNT_TEMPORARILY_LOCKED: () => refuse('too_many_attempts', { seconds: lockSeconds }),
  TOTP_ALREADY_ENABLED: () => refuse('two_factor_on'),
  TOTP_NOT_ENABLED: () => refuse('two_factor_off'),
  TWO_FACTOR_NOT_ENABLED: () => refuse('two_factor_off'),
  BACKUP_CODES_NOT_ENABLED: () => refuse('two_factor_off'),
  UNAUTHORIZED: () => new Refusal('sign_in_needed', 'unauthenticated'),
}

/** Awaits a call of the library; what it refuses becomes a refusal of ours, anything else passes through. */
export async function askAuth<Answer>(call: Promise<Answer>): Promise<Answer> {
  try {
    return await call
  } catch (error) {
    if (!isAPIError(error)) throw error
    const code: unknown = error.body?.code
    const known = typeof code === 'string' ? refusalOf[code] : undefined
    if (known) throw known()
    if (error.statusCode === 401) throw new Refusal('sign_in_needed', 'unauthenticated')
    throw error
  }
}

/** The caller's headers with the address the server saw, not the one a header claims. */
export function headersFor(caller: Caller): Headers {
  const headers = new Headers(caller.headers)
  headers.set(addressHeader, caller.ip)
  return headers
}

/** The same without a session already open, so that a second step is a step of signing in and of nothing else. */
export function headersWithoutSession(caller: Caller): Headers {
  const headers = headersFor(caller)
  const cookies = (headers.get('cookie') ?? '').split(/;\s*/)
  headers.set('cookie', cookies.filter((cookie) => !cookie.includes('session_token=')).join('; '))
  return headers
}

/** Hands the library's cookies on, each as a header of its own. */
export function passCookies(from: Headers, to: Headers): void {
  for (const cookie of from.getSetCookie()) to.append('set-cookie', cookie)
}
