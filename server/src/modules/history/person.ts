/** What an event says about the person behind it: identifiers, and from traits the profile, attributes and consents. */
import type { ConsentDraft, CustomerDraft, IdentityDraft, ProfileDraft } from '#/modules/customers/index.ts'

import type { Fields, Passing } from './passing.ts'
import { idOf, isFields } from './validate.ts'

/** Traits that are part of the profile (Segment's reserved names and common spellings), by field. */
const profileTraits: Record<string, keyof ProfileDraft> = {
  name: 'name',
  firstName: 'firstName',
  first_name: 'firstName',
  lastName: 'lastName',
  last_name: 'lastName',
  email: 'email',
  phone: 'phone',
  gender: 'gender',
  language: 'language',
  locale: 'language',
  timezone: 'timeZone',
  timeZone: 'timeZone',
  city: 'city',
  country: 'country',
}

const addressTraits: Record<string, keyof ProfileDraft> = {
  city: 'city',
  country: 'country',
  state: 'region',
  street: 'address',
  postalCode: 'postalCode',
  postal_code: 'postalCode',
  district: 'district',
}

/** Traits that say something else than an attribute. */
const handled = new Set([
  ...Object.keys(profileTraits),
  'address',
  'birthday',
  'company',
  'consents',
  'id',
  'avatar',
])

const consentChannels = ['email', 'sms', 'whatsapp', 'push', 'call'] as const

/** Identifiers of the person: the sender's user id, the device, and an address the event carries. */
export function identitiesOf(event: Passing): IdentityDraft[] {
  const { carrier, userId, anonymousId } = event
  const scope = carrier.origin.kind === 'api' ? String(carrier.origin.storeId) : ''
  const identities: IdentityDraft[] = []
  if (userId !== '') identities.push({ kind: 'user', scope, value: userId })
  if (anonymousId !== '') identities.push({ kind: 'anonymous', value: anonymousId })
  if (event.type === 'alias') identities.push(...previousOf(event))
  const { email, phone } = addressesOf(event)
  if (email !== '') identities.push({ kind: 'email', value: email })
  if (phone !== '') identities.push({ kind: 'phone', value: phone })
  return identities
}

/** An alias leads from what the device was called before; two users' ids are never made one by a sender's word. */
function previousOf({ raw }: Passing): IdentityDraft[] {
  const previous = idOf(raw['previousId'])
  return previous ? [{ kind: 'anonymous', value: previous }] : []
}

/** Orders and sign-ups may name the buyer's address among their properties; other events name other people's. */
function addressesOf(event: Passing): { email: string; phone: string } {
  const { type, name, context } = event
  const about = isFields(context['traits']) ? context['traits'] : {}
  const traits = type === 'identify' ? { ...about, ...event.traits } : about
  const own = /^(?:Order|Checkout|Email|Signed) /.test(name) ? event.properties : {}
  return {
    email: textIn(traits, 'email') || textIn(own, 'email'),
    phone: textIn(traits, 'phone') || textIn(own, 'phone'),
  }
}

/** True when the event may change the profile, so that it has to be shown to the customers' room whoever it is. */
export function saysSomething(event: Passing): boolean {
  return event.type === 'identify' && Object.keys(event.traits).length > 0
}

export function draftOf(event: Passing, identities: readonly IdentityDraft[]): CustomerDraft {
  const seenAt = new Date(event.time)
  const bare = { identities, seenAt, source: 'event' }
  if (!saysSomething(event)) return bare
  const { traits } = event
  return {
    ...bare,
    profile: profileOf(traits),
    attributes: Object.fromEntries(Object.entries(traits).filter(([name]) => !handled.has(name))),
    consents: consentsOf(event, seenAt),
  }
}

function profileOf(traits: Fields): ProfileDraft {
  const profile: ProfileDraft = {}
  const address = isFields(traits['address']) ? traits['address'] : {}
  copyTexts(profile, address, addressTraits)
  copyTexts(profile, traits, profileTraits)
  const birthday = textIn(traits, 'birthday')
  if (birthday !== '') profile.birthday = birthday.slice(0, 10)
  const { company } = traits
  if (typeof company === 'string') profile.company = company
  else if (isFields(company) && typeof company['name'] === 'string') profile.company = company['name']
  return profile
}

function copyTexts(profile: ProfileDraft, from: Fields, names: Record<string, keyof ProfileDraft>): void {
  for (const [name, field] of Object.entries(names)) {
    const value = textIn(from, name)
    if (value !== '') profile[field] = value
  }
}

/**
 * `consents: { email: true, sms: false }` for marketing. True is given, false withdrawn; other values say nothing.
 * The sender vouches for it; the event is the evidence.
 */
function consentsOf(event: Passing, at: Date): ConsentDraft[] {
  const { consents } = event.traits
  if (!isFields(consents)) return []
  return consentChannels.flatMap((channel) => {
    const said = consents[channel]
    if (typeof said !== 'boolean') return []
    const state = said ? ('given' as const) : ('withdrawn' as const)
    return [
      {
        channel,
        purpose: 'marketing' as const,
        state,
        at,
        source: 'event' as const,
        evidence: { messageId: event.messageId },
      },
    ]
  })
}

function textIn(fields: Fields, name: string): string {
  const value = fields[name]
  if (typeof value === 'string') return value.slice(0, 500)
  return typeof value === 'number' ? String(value) : ''
}
