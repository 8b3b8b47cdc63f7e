/** Binds a person's own account to use cases, and hands their cookies on. */
import { contract } from '@vefa/contract'

import { bind } from '#/platform/http/index.ts'

import { passCookies, type TeamApp } from './auth-call.ts'
import { changePassword, listSessions, updateProfile } from './profile.ts'
import { endSession } from './sign-out.ts'
import { beginTwoFactor, confirmTwoFactor, endTwoFactor, renewBackupCodes } from './two-factor.ts'

const done = { done: true } as const
const os = bind(contract.team.profile)

export function profileApi(app: TeamApp) {
  return {
    update: os.update.handler(async ({ input, context }) => {
      await updateProfile(app, context.actor, input)
      return done
    }),
    changePassword: os.changePassword.handler(async ({ input, context }) => {
      const who = { actor: context.actor, caller: context }
      passCookies(await changePassword(app, who, input), context.reply)
      return done
    }),
    sessions: {
      list: os.sessions.list.handler(({ context }) => listSessions(app, context.actor, context)),
      end: os.sessions.end.handler(async ({ input, context }) => {
        await endSession(app, context.actor, input.id)
        return done
      }),
    },
    twoFactor: twoFactorApi(app),
  }
}

function twoFactorApi(app: TeamApp) {
  const { twoFactor } = os
  return {
    begin: twoFactor.begin.handler(({ input, context }) =>
      beginTwoFactor(app, { actor: context.actor, caller: context }, input.password),
    ),
    confirm: twoFactor.confirm.handler(async ({ input, context }) => {
      const who = { actor: context.actor, caller: context }
      passCookies(await confirmTwoFactor(app, who, input.code), context.reply)
      return done
    }),
    renewBackupCodes: twoFactor.renewBackupCodes.handler(async ({ input, context }) => ({
      backupCodes: await renewBackupCodes(app, { actor: context.actor, caller: context }, input.password),
    })),
    end: twoFactor.end.handler(async ({ input, context }) => {
      const who = { actor: context.actor, caller: context }
      passCookies(await endTwoFactor(app, who, input.password), context.reply)
      return done
    }),
  }
}
