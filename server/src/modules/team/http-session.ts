/** Binds signing in and out to use cases, and hands their cookies on. */
import { contract } from '@vefa/contract'

import { bind } from '#/platform/http/index.ts'

import { acceptInvitation, findInvitation } from './accept-invitation.ts'
import { passCookies, type TeamApp } from './auth-call.ts'
import { createOwner } from './create-owner.ts'
import { getSession } from './session.ts'
import { signIn, verifyTwoFactor } from './sign-in.ts'
import { signOut, signOutEverywhere } from './sign-out.ts'

const done = { done: true } as const
const os = bind(contract.session)

export function sessionApi(app: TeamApp) {
  return {
    get: os.get.handler(async ({ context }) => {
      const { state, cookies } = await getSession(app, context.actor, context)
      passCookies(cookies, context.reply)
      return state
    }),
    createOwner: os.createOwner.handler(async ({ input, context }) => {
      passCookies(await createOwner(app, context, input), context.reply)
      return done
    }),
    signIn: os.signIn.handler(async ({ input, context }) => {
      const { status, cookies } = await signIn(app, context, input)
      passCookies(cookies, context.reply)
      return { status }
    }),
    verifyTwoFactor: os.verifyTwoFactor.handler(async ({ input, context }) => {
      passCookies(await verifyTwoFactor(app, context, input.code), context.reply)
      return done
    }),
    invitation: os.invitation.handler(({ input, context }) => findInvitation(app, context, input.token)),
    acceptInvitation: os.acceptInvitation.handler(async ({ input, context }) => {
      passCookies(await acceptInvitation(app, context, input), context.reply)
      return done
    }),
    signOut: os.signOut.handler(async ({ context }) => {
      passCookies(await signOut(app, context), context.reply)
      return done
    }),
    signOutEverywhere: os.signOutEverywhere.handler(async ({ context }) => {
      passCookies(await signOutEverywhere(app, context.actor, context), context.reply)
      return done
    }),
  }
}
