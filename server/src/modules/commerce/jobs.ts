/** What commerce listens to: live events of carts and orders, merges of customers, rates that become known. */
import { noticeMerged } from '#/modules/customers/index.ts'
import { noticeRateSet } from '#/modules/team/index.ts'
import { type AnnouncedEvent, noticeEvent } from '#/modules/history/index.ts'
import type { App } from '#/platform/app.ts'
import type { HeardNotice, Listener } from '#/platform/notices/index.ts'

import { followMerges } from './follow-merges.ts'
import { hearCartEvents } from './hear-cart-events.ts'
import { hearOrderEvents, orderEventNames } from './hear-order-events.ts'
import { cartEventNames, type LiveEvent } from './read-event.ts'
import { valueAnew } from './value-anew.ts'

export const listeners: readonly Listener<App>[] = [
  {
    name: 'commerce.orders-from-events',
    kind: noticeEvent.kind,
    concerns: (payload) => isNamed(payload, orderEventNames),
    hear: (app, notices) => hearOrderEvents(app, liveEvents(notices)),
  },
  {
    name: 'commerce.carts-from-events',
    kind: noticeEvent.kind,
    concerns: (payload) => isNamed(payload, cartEventNames),
    hear: (app, notices) => hearCartEvents(app, liveEvents(notices)),
  },
  {
    name: 'commerce.follow-merges',
    kind: noticeMerged.kind,
    hear: (app, notices) =>
      followMerges(
        app,
        notices.map((notice) => noticeMerged.payload.parse(notice.payload)),
      ),
  },
  {
    name: 'commerce.value-anew',
    kind: noticeRateSet.kind,
    hear: async (app, notices) => {
      const told = notices.map((notice) => noticeRateSet.payload.parse(notice.payload).currency)
      for (const currency of new Set(told)) await valueAnew(app, currency)
    },
  },
]

function isNamed(payload: unknown, names: ReadonlySet<string>): boolean {
  return names.has((payload as AnnouncedEvent).name)
}

function liveEvents(notices: readonly HeardNotice[]): LiveEvent[] {
  return notices.map((notice) => {
    const event = noticeEvent.payload.parse(notice.payload)
    return { ...event, time: new Date(event.time) }
  })
}
