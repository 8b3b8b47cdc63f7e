/** Owns what a statement of consent is: to what, through which channel, in which of three states. */

export const consentChannels = ['email', 'sms', 'whatsapp', 'push', 'call'] as const
export const consentPurposes = ['marketing', 'service', 'profiling'] as const
export const consentStates = ['given', 'refused', 'withdrawn'] as const
export type ConsentChannel = (typeof consentChannels)[number]
export type ConsentPurpose = (typeof consentPurposes)[number]
export type ConsentState = (typeof consentStates)[number]

export type ConsentDraft = {
  channel: ConsentChannel
  purpose: ConsentPurpose
  state: ConsentState
  /** When it was said. */
  at: Date
  /** import, console, api, event, preferences, unsubscribe, complaint … */
  source: string
  /** Which text was agreed to; '' when unknown. */
  textVersion?: string
  /** Where it was said: file and row, message, IP address. */
  evidence?: Record<string, unknown>
}
