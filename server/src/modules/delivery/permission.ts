/** Whether a person may be written to, from facts alone; the first reason that holds is the one told. */
import type { Purpose, WhyNotReason } from '@vefa/contract'

export type PermissionFacts = {
  /** `erased`: not known any more. `merged`: counts for another customer now. */
  standing: 'present' | 'merged' | 'erased'
  /** What the address is; `none` when there is none or it is no address. */
  address: 'none' | 'personal' | 'shared' | 'masked'
  suppressed: boolean
  /** The newest statement for this channel and purpose; undefined when there never was one. */
  consent: 'given' | 'refused' | 'withdrawn' | undefined
}

/**
 * Null when the message may go. A service message (news of an order) needs no consent and may go to a shared or
 * relayed address, since it was asked for by ordering; a marketing message needs a given consent, always: in Türkiye
 * there is no soft opt-in for consumers (law 6563), and no record means no consent.
 */
export function whyNotFor(facts: PermissionFacts, purpose: Purpose): WhyNotReason | null {
  if (facts.standing === 'erased') return 'erased'
  if (facts.standing === 'merged') return 'merged'
  if (facts.address === 'none') return 'no_address'
  if (facts.suppressed) return 'suppressed'
  return purpose === 'service' ? null : whyNotMarketing(facts)
}

function whyNotMarketing(facts: PermissionFacts): WhyNotReason | null {
  if (facts.address === 'masked') return 'marketplace'
  if (facts.address === 'shared') return 'shared_address'
  if (facts.consent === 'withdrawn') return 'withdrawn'
  if (facts.consent === 'refused') return 'refused'
  return facts.consent === 'given' ? null : 'no_consent'
}
