/** Puts what people write down about a customer (a call, a visit, a till receipt, an event) into the history. */
import { type Interaction, noticeInteraction } from '#/modules/customers/index.ts'
import type { App } from '#/platform/app.ts'
import type { Listener } from '#/platform/notices/index.ts'

import { type HistoryEvent, recordEvents } from './recorded.ts'

const names = {
  call: 'Call Logged',
  visit: 'Store Visited',
  receipt: 'Receipt Logged',
  event: 'Event Logged',
} as const

/** The interaction's id is the event's message id, so that hearing it twice records it once. */
export const interactions: Listener<App> = {
  name: 'history.interactions',
  kind: noticeInteraction.kind,
  hear: (app, notices) =>
    recordEvents(
      app,
      notices.map((notice) => eventOf(noticeInteraction.payload.parse(notice.payload))),
    ),
}

function eventOf(heard: Interaction): HistoryEvent {
  return {
    name: names[heard.interaction],
    customerId: heard.customerId,
    time: new Date(heard.at),
    messageId: `interaction:${heard.id}`,
    source: 'customers',
    ...(heard.value !== null && { value: heard.value, currency: heard.currency }),
    properties: { text: heard.text, by: heard.actorName },
  }
}
