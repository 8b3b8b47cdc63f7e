/** What a person decides about their own account: name, language, look, password, second factor, sessions. */
import { z } from 'zod'

import { done, language, moment, requiredText, uuid } from './common.ts'
import { endpoint } from './procedure.ts'
import { password, theme } from './session.ts'

const currentPassword = z.string().min(1).max(200)
const backupCodes = z.array(z.string())

const sessionRow = z.object({
  id: uuid,
  current: z.boolean(),
  ip: z.string().nullable(),
  userAgent: z.string().nullable(),
  createdAt: moment,
  seenAt: moment,
})

export const profile = {
  update: endpoint('session')
    .route({ method: 'PATCH', path: '/profile', summary: 'Change own name, language or look' })
    .input(
      z.object({
        name: requiredText(120).optional(),
        language: language.optional(),
        theme: theme.optional(),
      }),
    )
    .output(done),
  changePassword: endpoint('session')
    .route({
      method: 'POST',
      path: '/profile/password',
      summary: 'Change own password; every other session of this person ends',
    })
    .input(z.object({ current: currentPassword, next: password }))
    .output(done),
  sessions: {
    list: endpoint('session')
      .route({ method: 'GET', path: '/profile/sessions', summary: 'Where this person is signed in' })
      .output(z.array(sessionRow)),
    end: endpoint('session')
      .route({ method: 'DELETE', path: '/profile/sessions/{id}', summary: 'End one of own sessions' })
      .input(z.object({ id: uuid }))
      .output(done),
  },
  twoFactor: {
    begin: endpoint('session')
      .route({
        method: 'POST',
        path: '/profile/two-factor',
        summary: 'Begin with an authenticator: its secret, a QR code to scan, and backup codes',
      })
      .input(z.object({ password: currentPassword }))
      .output(
        z.object({
          secret: z.string(),
          /** otpauth://totp/… */
          url: z.string(),
          /** The same address as an SVG image in a data address. */
          qrCode: z.string(),
          backupCodes,
        }),
      ),
    confirm: endpoint('session')
      .route({
        method: 'POST',
        path: '/profile/two-factor/confirmation',
        summary: 'Confirm with a first code; from now on signing in asks for one',
      })
      .input(z.object({ code: z.string().min(6).max(20) }))
      .output(done),
    renewBackupCodes: endpoint('session')
      .route({
        method: 'POST',
        path: '/profile/two-factor/backup-codes',
        summary: 'New backup codes; the old ones stop working',
      })
      .input(z.object({ password: currentPassword }))
      .output(z.object({ backupCodes })),
    end: endpoint('session')
      .route({
        method: 'POST',
        path: '/profile/two-factor/removal',
        summary: 'Sign in with the password alone again',
      })
      .input(z.object({ password: currentPassword }))
      .output(done),
  },
}
