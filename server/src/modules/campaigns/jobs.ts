/** What campaigns hears: its own launches (so that a worker prepares them), the end of a sending, merges. */
import { noticeMerged } from '#/modules/customers/index.ts'
import { noticeSendingFinished } from '#/modules/delivery/index.ts'
import type { App } from '#/platform/app.ts'
import type { Listener } from '#/platform/notices/index.ts'

import { noticeLaunched } from './launch.ts'
import { prepareCampaign } from './prepare.ts'
import { finishCampaign } from './steer.ts'
import { moveAudience } from './store-audience.ts'

export const listeners: readonly Listener<App>[] = [
  {
    name: 'campaigns.prepare',
    kind: noticeLaunched.kind,
    hear: async (app, notices) => {
      for (const notice of notices)
        await prepareCampaign(app, noticeLaunched.payload.parse(notice.payload).campaignId)
    },
  },
  {
    name: 'campaigns.finish',
    kind: noticeSendingFinished.kind,
    hear: async (app, notices) => {
      for (const notice of notices)
        await finishCampaign(app, noticeSendingFinished.payload.parse(notice.payload).sendingId)
    },
  },
  {
    name: 'campaigns.merged',
    kind: noticeMerged.kind,
    hear: async (app, notices) => {
      for (const notice of notices) await moveAudience(app.db, noticeMerged.payload.parse(notice.payload))
    },
  },
]
