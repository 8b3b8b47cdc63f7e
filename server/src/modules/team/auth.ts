/** The sign-in library on our tables: passwords, sessions, two-factor. Nothing of it is reachable over HTTP but through our own endpoints. */
import { betterAuth } from 'better-auth'
import { twoFactor } from 'better-auth/plugins/two-factor'

import type { App } from '#/platform/app.ts'
import { newId } from '#/platform/ids.ts'

import { isDisabled } from './store-members.ts'

/** Carries the caller's address to the library; set by us on every call, whatever the caller sent. */
export const addressHeader = 'x-vefa-address'

const day = 24 * 60 * 60
const stamps = { createdAt: 'created_at', updatedAt: 'updated_at' }

export type Auth = ReturnType<typeof createAuth>

export function createAuth(app: Pick<App, 'db' | 'clock' | 'config' | 'secrets'>) {
  return betterAuth({
    appName: 'Vefa',
    baseURL: app.config.url,
    secret: app.secrets.sign('sign-in', 'better-auth'),
    database: { db: app.db, type: 'postgres' },
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 10, maxPasswordLength: 200 },
    session: {
      modelName: 'sessions',
      expiresIn: 30 * day,
      updateAge: day,
      fields: {
        ...stamps,
        userId: 'user_id',
        expiresAt: 'expires_at',
        ipAddress: 'ip_address',
        userAgent: 'user_agent',
      },
    },
    user: userTable,
    account: accountTable,
    verification: { modelName: 'verifications', fields: { ...stamps, expiresAt: 'expires_at' } },
    plugins: [twoFactor(twoFactorOptions)],
    databaseHooks: {
      // A disabled person gets no session, by password or by code.
      session: { create: { before: async (session) => !(await isDisabled(app.db, session.userId)) } },
    },
    rateLimit: { enabled: false },
    logger: { disabled: true },
    telemetry: { enabled: false },
    advanced: {
      cookiePrefix: 'vefa',
      useSecureCookies: app.config.url.startsWith('https://'),
      defaultCookieAttributes: { sameSite: 'lax', httpOnly: true },
      ipAddress: { ipAddressHeaders: [addressHeader] },
      database: { generateId: () => newId(app.clock.now()) },
    },
  })
}

const userTable = {
  modelName: 'users',
  fields: { ...stamps, emailVerified: 'email_verified' },
  additionalFields: {
    role: { type: 'string', input: false },
    language: { type: 'string', input: false },
    theme: { type: 'string', input: false },
    disabledAt: { type: 'date', required: false, input: false, fieldName: 'disabled_at' },
  },
} as const

const accountTable = {
  modelName: 'accounts',
  fields: {
    ...stamps,
    userId: 'user_id',
    accountId: 'account_id',
    providerId: 'provider_id',
    accessToken: 'access_token',
    refreshToken: 'refresh_token',
    idToken: 'id_token',
    accessTokenExpiresAt: 'access_token_expires_at',
    refreshTokenExpiresAt: 'refresh_token_expires_at',
  },
} as const

const twoFactorOptions = {
  issuer: 'Vefa',
  schema: {
    user: { fields: { twoFactorEnabled: 'two_factor_enabled' } },
    twoFactor: {
      modelName: 'two_factors',
      fields: {
        userId: 'user_id',
        backupCodes: 'backup_codes',
        failedVerificationCount: 'failed_verification_count',
        lockedUntil: 'locked_until',
      },
    },
  },
} as const
