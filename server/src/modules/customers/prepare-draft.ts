/** Owns what is made of a draft before any store is asked: usable identities and a clean profile. */
import type { Shop } from '#/modules/team/index.ts'

import type { ConsentDraft } from './consent.ts'
import { type Identity, type IdentityDraft, normaliseIdentities, numberingCountry } from './identity.ts'
import { cleanProfile, type Profile, type ProfileDraft } from './profile.ts'

/** What a source says about one person at one moment. */
export type CustomerDraft = {
  identities: readonly IdentityDraft[]
  profile?: ProfileDraft
  attributes?: Record<string, unknown>
  consents?: readonly ConsentDraft[]
  tags?: readonly string[]
  /** When it was true: the time of the event, order or row, not of its arrival. */
  seenAt: Date
  /** The room or sender it comes from: `import`, `event`, `api`, `console` … */
  source: string
}

export type PreparedDraft = {
  identities: Identity[]
  profile: Partial<Profile>
  hasProfile: boolean
  attributes: Record<string, unknown>
  consents: readonly ConsentDraft[]
  tags: readonly string[]
  seenAt: Date
  source: string
}

export function prepareDrafts(drafts: readonly CustomerDraft[], shop: Shop | null): PreparedDraft[] {
  const locale = shop?.language ?? 'tr'
  return drafts.map((draft) => {
    const country = numberingCountry(draft.profile?.country ?? undefined, shop)
    const identities = normaliseIdentities(addressesOf(draft), country)
    const clean = draft.profile ? cleanProfile(ownAddress(draft), { country, locale }) : {}
    const profile = withContact(clean, identities)
    return {
      identities,
      profile,
      hasProfile: Object.keys(profile).length > 0,
      attributes: draft.attributes ?? {},
      consents: draft.consents ?? [],
      tags: draft.tags ?? [],
      seenAt: draft.seenAt,
      source: draft.source,
    }
  })
}

/** With one address of a kind in all, that is the contact; it need not be read a second time. */
function ownAddress(draft: CustomerDraft): ProfileDraft {
  const { email, phone, ...rest } = draft.profile ?? {}
  const count = (kind: string): number => draft.identities.filter((identity) => identity.kind === kind).length
  return {
    ...rest,
    ...(email && count('email') > 0 && !isGiven(draft, 'email', email) && { email }),
    ...(phone && count('phone') > 0 && !isGiven(draft, 'phone', phone) && { phone }),
  }
}

/** An address written into the profile identifies as well as one given as an identity. */
function addressesOf(draft: CustomerDraft): readonly IdentityDraft[] {
  const { email, phone } = draft.profile ?? {}
  const more: IdentityDraft[] = []
  if (email && !isGiven(draft, 'email', email)) more.push({ kind: 'email', value: email })
  if (phone && !isGiven(draft, 'phone', phone)) more.push({ kind: 'phone', value: phone })
  return more.length > 0 ? [...draft.identities, ...more] : draft.identities
}

function isGiven(draft: CustomerDraft, kind: 'email' | 'phone', value: string): boolean {
  return draft.identities.some((identity) => identity.kind === kind && identity.value === value)
}

/** Where to reach the person, unless the profile says so itself; a person's own address before a shared one. */
function withContact(profile: Partial<Profile>, identities: readonly Identity[]): Partial<Profile> {
  const contact: Partial<Profile> = { ...profile }
  for (const kind of ['email', 'phone'] as const) {
    const addresses = identities.filter((identity) => identity.kind === kind)
    const best = addresses.find((identity) => !identity.shared) ?? addresses[0]
    if (best && !contact[kind]) contact[kind] = best.value
  }
  return contact
}
