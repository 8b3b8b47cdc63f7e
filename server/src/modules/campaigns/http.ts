/** Binds the contract's campaigns to use cases. */
import { contract } from '@vefa/contract'

import { sendTest } from '#/modules/delivery/index.ts'
import type { Actor } from '#/platform/actor.ts'
import type { App } from '#/platform/app.ts'
import { bind } from '#/platform/http/index.ts'

import { createCampaign, removeCampaign, updateCampaign } from './drafts.ts'
import { refuse } from './errors.ts'
import { estimateCampaign, listPeople } from './estimate.ts'
import { launchCampaign, undoLaunch } from './launch.ts'
import { campaignResults, getCampaign, listCampaigns } from './read-campaigns.ts'
import { cancelCampaign, pauseCampaign, resumeCampaign } from './steer.ts'
import { findCampaign } from './store.ts'

const done = { done: true as const }

export function campaignsApi(app: App) {
  const os = bind(contract.campaigns)
  return {
    campaigns: {
      list: os.list.handler(async ({ input }) => listCampaigns(app, input)),
      get: os.get.handler(async ({ input }) => getCampaign(app, input.id)),
      create: os.create.handler(async ({ input, context }) => ({
        id: await createCampaign(app, context.actor, input),
      })),
      update: os.update.handler(async ({ input, context }) => {
        await updateCampaign(app, context.actor, input)
        return done
      }),
      remove: os.remove.handler(async ({ input, context }) => {
        await removeCampaign(app, context.actor, input.id)
        return done
      }),
      estimate: os.estimate.handler(async ({ input }) => estimateCampaign(app, input.id)),
      people: os.people.handler(async ({ input }) => listPeople(app, input)),
      test: os.test.handler(async ({ input, context }) => testCampaign(app, context.actor, input)),
      launch: os.launch.handler(async ({ input, context }) => {
        const until = await launchCampaign(app, context.actor, input.id)
        return { undoUntil: until.toISOString() }
      }),
      results: os.results.handler(async ({ input }) => campaignResults(app, input.id)),
      ...steering(app),
    },
  }
}

function steering(app: App) {
  const os = bind(contract.campaigns)
  return {
    undo: os.undo.handler(async ({ input, context }) => {
      await undoLaunch(app, context.actor, input.id)
      return done
    }),
    pause: os.pause.handler(async ({ input, context }) => {
      await pauseCampaign(app, context.actor, input.id)
      return done
    }),
    resume: os.resume.handler(async ({ input, context }) => {
      await resumeCampaign(app, context.actor, input.id)
      return done
    }),
    cancel: os.cancel.handler(async ({ input, context }) => {
      await cancelCampaign(app, context.actor, input.id)
      return done
    }),
  }
}

type TestInput = { id: string; to: string; customerId?: number | undefined }

async function testCampaign(app: App, actor: Actor, input: TestInput) {
  const campaign = await findCampaign(app.db, input.id)
  if (!campaign) throw refuse('campaign_not_found', { id: input.id })
  const delivered = await sendTest(app, actor, {
    letter: campaign.letter,
    purpose: 'marketing',
    to: input.to,
    customerId: input.customerId,
    subject: { kind: 'campaign', id: input.id },
  })
  return { to: input.to, delivered }
}
