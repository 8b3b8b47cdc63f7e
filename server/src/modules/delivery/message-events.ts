/** What happens to a message as facts of its customer's history. */
import type { HistoryEvent } from '#/modules/history/index.ts'

import type { SendingReason } from './tables.ts'

export type MessageEventName =
  | 'Email Sent'
  | 'Email Bounced'
  | 'Email Opened'
  | 'Email Link Clicked'
  | 'Email Unsubscribed'

/** `detail` tells repeated events of one message apart (the link); the same message, name and detail are one event. */
export function messageEvent(
  name: MessageEventName,
  of: {
    message: { id: string; customerId: number }
    sending: { reason: SendingReason }
    at: Date
    detail?: string
  },
): HistoryEvent {
  const key = name.toLowerCase().replaceAll(' ', '-')
  return {
    name,
    customerId: of.message.customerId,
    time: of.at,
    messageId: `message:${of.message.id}:${key}${of.detail ? `:${of.detail}` : ''}`,
    source: 'delivery',
    channel: 'email',
    message: of.message.id,
    campaign: of.sending.reason.id,
  }
}
