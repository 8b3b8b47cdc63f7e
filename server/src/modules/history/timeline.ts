/** How events become items of a timeline: what kind each is, whether it is good or bad news, and which of them are one visit. */
import type { timelineKinds } from '@vefa/contract'

export type TimelineKind = (typeof timelineKinds)[number]

/** Beginnings of names by kind; a name that begins with none is `other`. */
export const namesOfKind: Record<Exclude<TimelineKind, 'other'>, readonly string[]> = {
  order: ['Order '],
  cart: ['Cart ', 'Checkout ', 'Coupon ', 'Payment ', 'Product Added', 'Product Removed', 'Wishlist '],
  visit: [
    'Page ',
    'Screen ',
    'Product Viewed',
    'Product Clicked',
    'Product List ',
    'Products ',
    'Promotion ',
    'Visit ',
  ],
  message: ['Email ', 'Message ', 'SMS ', 'Push ', 'WhatsApp '],
  conversation: ['Conversation ', 'Live Chat ', 'Case '],
  parcel: ['Shipment ', 'Delivery ', 'Return '],
  survey: ['Survey ', 'Review ', 'Product Reviewed'],
  profile: ['Customer ', 'Identity ', 'Group ', 'Signed ', 'Account ', 'Consent '],
}

export function kindOf(name: string): TimelineKind {
  for (const [kind, beginnings] of Object.entries(namesOfKind)) {
    if (beginnings.some((beginning) => name.startsWith(beginning))) return kind as TimelineKind
  }
  return 'other'
}

const good = new Set([
  'Order Completed',
  'Product Reviewed',
  'Email Subscribed',
  'Shipment Delivered',
  'Referral Made',
])
const bad =
  /^(?:Order (?:Cancelled|Refunded)|Email (?:Bounced|Marked as Spam|Unsubscribed)|Return Requested|Coupon Denied)$/

export function toneOf(name: string): 'good' | 'bad' | 'plain' {
  if (good.has(name)) return 'good'
  return bad.test(name) ? 'bad' : 'plain'
}

export type TimelineEvent = {
  id: string
  name: string
  /** Milliseconds since 1970. */
  time: number
  query: string
}

/** Looks further apart than this (ms) are two visits. */
const visitGap = 30 * 60_000
const mostInVisit = 500

/** Groups of events, newest first as given: neighbouring looks of one visit together, everything else alone. */
export function groupVisits<Event extends TimelineEvent>(events: readonly Event[]): Event[][] {
  const groups: Event[][] = []
  for (const event of events) {
    const last = groups.at(-1)
    const before = last?.at(-1)
    const together =
      last !== undefined &&
      before !== undefined &&
      last.length < mostInVisit &&
      kindOf(event.name) === 'visit' &&
      kindOf(before.name) === 'visit' &&
      before.time - event.time <= visitGap
    if (together) last.push(event)
    else groups.push([event])
  }
  return groups
}
