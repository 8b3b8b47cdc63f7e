/** Signing in and out, the first owner, joining by invitation, and what the console must know about the person in front of it. */
import { z } from 'zod'

import { currency, done, email, language, moment, requiredText, timeZone, uuid } from './common.ts'
import { endpoint } from './procedure.ts'
import { rights, roles } from './rights.ts'

export const password = z.string().min(10).max(200)
export const theme = z.enum(['light', 'dark', 'system'])

const person = z.object({
  id: uuid,
  name: z.string(),
  email: z.string(),
  language,
  theme,
  role: z.enum(roles),
  rights: z.array(z.enum(rights)),
  twoFactor: z.boolean(),
})

const shop = z.object({ name: z.string(), currency, timeZone, language })

export const session = {
  get: endpoint('public')
    .route({
      method: 'GET',
      path: '/session',
      summary: 'Who is signed in, the shop, and whether this is the first run',
    })
    .output(
      z.object({
        user: person.nullable(),
        shop: shop.nullable(),
        firstRun: z.boolean(),
        demo: z.boolean(),
      }),
    ),
  createOwner: endpoint('public')
    .route({ method: 'POST', path: '/session/owner', summary: 'First run: create the owner and the shop' })
    .input(
      z.object({
        name: requiredText(120),
        email,
        password,
        shopName: requiredText(120),
        language,
        currency,
        timeZone,
      }),
    )
    .output(done),
  signIn: endpoint('public')
    .route({ method: 'POST', path: '/session/sign-in', summary: 'Sign in with e-mail and password' })
    .input(z.object({ email, password: z.string().min(1).max(200) }))
    .output(z.object({ status: z.enum(['signedIn', 'twoFactorRequired']) })),
  verifyTwoFactor: endpoint('public')
    .route({
      method: 'POST',
      path: '/session/two-factor',
      summary: 'Second step: the code of the authenticator',
    })
    .input(z.object({ code: z.string().min(6).max(20) }))
    .output(done),
  invitation: endpoint('public')
    .route({
      method: 'GET',
      path: '/session/invitation',
      summary: 'What an invitation link offers, before it is accepted',
    })
    .input(z.object({ token: z.string().min(10).max(100) }))
    .output(
      z.object({
        email: z.string(),
        role: z.enum(roles),
        shopName: z.string(),
        invitedBy: z.string(),
        expiresAt: moment,
      }),
    ),
  acceptInvitation: endpoint('public')
    .route({
      method: 'POST',
      path: '/session/invitation',
      summary: 'Join the team with an invitation and sign in',
    })
    .input(z.object({ token: z.string().min(10).max(100), name: requiredText(120), password, language }))
    .output(done),
  signOut: endpoint('session')
    .route({ method: 'POST', path: '/session/sign-out', summary: 'Sign out here' })
    .output(done),
  signOutEverywhere: endpoint('session')
    .route({
      method: 'POST',
      path: '/session/sign-out-everywhere',
      summary: 'End every session of this person',
    })
    .output(done),
}
