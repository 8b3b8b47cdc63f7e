/** Binds the contract's events to use cases. */
import { contract } from '@vefa/contract'

import type { App } from '#/platform/app.ts'
import { bind } from '#/platform/http/index.ts'

import { describeIntake, describeNames, describeProperties, listRecent } from './describe-events.ts'
import { listTimeline } from './list-timeline.ts'
import {
  dismissQuarantined,
  editQuarantined,
  getQuarantined,
  listQuarantined,
  replayQuarantined,
} from './quarantine.ts'

export function historyApi(app: App) {
  const os = bind(contract.events)
  const { quarantine } = os
  return {
    events: {
      timeline: os.timeline.handler(({ input }) => listTimeline(app, input)),
      names: os.names.handler(({ input }) => describeNames(app, input)),
      properties: os.properties.handler(({ input }) => describeProperties(app, input)),
      recent: os.recent.handler(({ input }) => listRecent(app, input)),
      intake: os.intake.handler(() => describeIntake(app)),
      quarantine: {
        list: quarantine.list.handler(({ input }) => listQuarantined(app, input)),
        get: quarantine.get.handler(({ input }) => getQuarantined(app, input)),
        edit: quarantine.edit.handler(({ input, context }) => editQuarantined(app, context.actor, input)),
        replay: quarantine.replay.handler(({ input, context }) =>
          replayQuarantined(app, context.actor, input),
        ),
        dismiss: quarantine.dismiss.handler(({ input, context }) =>
          dismissQuarantined(app, context.actor, input),
        ),
      },
    },
  }
}
