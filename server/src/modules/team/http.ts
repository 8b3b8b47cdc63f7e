/** Binds the contract's team to use cases. */
import { contract } from '@vefa/contract'

import type { App } from '#/platform/app.ts'
import { bind } from '#/platform/http/index.ts'

import { auditFilters, exportAudit, listAudit } from './audit-log.ts'
import { createAuth } from './auth.ts'
import type { TeamApp } from './auth-call.ts'
import { profileApi } from './http-profile.ts'
import { sessionApi } from './http-session.ts'
import { createInvitation, listInvitations, resendInvitation, revokeInvitation } from './invitations.ts'
import { createKey, listKeys, revokeKey } from './keys.ts'
import { endMemberSessions, listMembers, resetMemberTwoFactor, updateMember } from './members.ts'
import { listRates, removeRate, setRate } from './rates.ts'
import { createView, listViews, removeView, updateView } from './saved-views.ts'
import { getShop, updateShop } from './settings.ts'
import { archiveStore, createStore, storesFor, updateStore } from './stores.ts'

const done = { done: true } as const
const os = bind(contract.team)

export function teamApi(app: App) {
  const team: TeamApp = { ...app, auth: createAuth(app) }
  return {
    session: sessionApi(team),
    team: {
      profile: profileApi(team),
      ...peopleApi(team),
      ...shopApi(team),
      savedViews: viewsApi(team),
      audit: auditApi(team),
    },
  }
}

function peopleApi(app: TeamApp) {
  const { members, invitations, keys } = os
  return {
    members: {
      list: members.list.handler(({ context }) => listMembers(app, context.actor)),
      update: members.update.handler(({ input, context }) => updateMember(app, context.actor, input)),
      endSessions: members.endSessions.handler(async ({ input, context }) => {
        await endMemberSessions(app, context.actor, input.id)
        return done
      }),
      resetTwoFactor: members.resetTwoFactor.handler(async ({ input, context }) => {
        await resetMemberTwoFactor(app, context.actor, input.id)
        return done
      }),
    },
    invitations: {
      list: invitations.list.handler(() => listInvitations(app)),
      create: invitations.create.handler(({ input, context }) => createInvitation(app, context.actor, input)),
      resend: invitations.resend.handler(({ input, context }) =>
        resendInvitation(app, context.actor, input.id),
      ),
      revoke: invitations.revoke.handler(async ({ input, context }) => {
        await revokeInvitation(app, context.actor, input.id)
        return done
      }),
    },
    keys: {
      list: keys.list.handler(() => listKeys(app)),
      create: keys.create.handler(({ input, context }) => createKey(app, context.actor, input)),
      revoke: keys.revoke.handler(async ({ input, context }) => {
        await revokeKey(app, context.actor, input.id)
        return done
      }),
    },
  }
}

function shopApi(app: TeamApp) {
  const { stores, settings, rates } = os
  return {
    stores: {
      list: stores.list.handler(({ input }) => storesFor(app, input)),
      add: stores.add.handler(({ input, context }) => createStore(app, context.actor, input)),
      update: stores.update.handler(({ input, context }) => updateStore(app, context.actor, input)),
      archive: stores.archive.handler(async ({ input, context }) => {
        await archiveStore(app, context.actor, input.id)
        return done
      }),
    },
    settings: {
      get: settings.get.handler(() => getShop(app)),
      update: settings.update.handler(({ input, context }) => updateShop(app, context.actor, input)),
    },
    rates: {
      list: rates.list.handler(({ input }) => listRates(app, input)),
      set: rates.set.handler(async ({ input, context }) => {
        await setRate(app, context.actor, input)
        return done
      }),
      remove: rates.remove.handler(async ({ input, context }) => {
        await removeRate(app, context.actor, input)
        return done
      }),
    },
  }
}

function viewsApi(app: TeamApp) {
  const { savedViews } = os
  return {
    list: savedViews.list.handler(({ input, context }) => listViews(app, context.actor, input.list)),
    create: savedViews.create.handler(({ input, context }) => createView(app, context.actor, input)),
    update: savedViews.update.handler(({ input, context }) => updateView(app, context.actor, input)),
    remove: savedViews.remove.handler(async ({ input, context }) => {
      await removeView(app, context.actor, input.id)
      return done
    }),
  }
}

function auditApi(app: TeamApp) {
  const { audit } = os
  return {
    list: audit.list.handler(({ input }) => listAudit(app, input)),
    actors: audit.actors.handler(() => auditFilters(app)),
    export: audit.export.handler(({ input }) => exportAudit(app, input)),
  }
}
