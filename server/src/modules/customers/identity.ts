/** Owns what an identifier of a customer is: its kinds, their strength, and its one normal form. */
import { isSupportedCountry, normaliseEmail, normalisePhone } from '#/platform/text/identifiers.ts'

export const identityKinds = [
  'user',
  'loyalty',
  'marketplace',
  'email',
  'phone',
  'whatsapp',
  'anonymous',
] as const

export type IdentityKind = (typeof identityKinds)[number]

export type IdentityDraft = {
  kind: IdentityKind
  /** The store's id as text for user ids, the marketplace's name for its ids; '' otherwise. */
  scope?: string
  /** As it came; normalised here. */
  value: string
}

export type Identity = {
  kind: IdentityKind
  scope: string
  value: string
  /** A role, masked or switchboard address: it identifies nobody. */
  shared: boolean
  /** Value, kind and scope as one text; made once, looked up often. */
  key: string
}

/** Country of telephone numbers written without one; ISO 3166 alpha-2. */
export type NumberingCountry = Parameters<typeof normalisePhone>[1]

/** How strongly a kind says who someone is; smaller is stronger. Devices are the weakest: families share them. */
const ranks: Record<IdentityKind, number> = {
  user: 0,
  loyalty: 1,
  marketplace: 2,
  email: 3,
  phone: 4,
  whatsapp: 5,
  anonymous: 6,
}

export function rankOf(kind: IdentityKind): number {
  return ranks[kind]
}

/** Of these a person has one at a time, so that another value at the same place speaks for another person. */
export function isExclusive(kind: IdentityKind): boolean {
  return kind !== 'anonymous'
}

/** Accounts: a customer never gets a second one of the same place. */
export function isAccount(kind: IdentityKind): boolean {
  return ranks[kind] <= ranks.marketplace
}

export function identityKey(identity: { kind: string; scope: string; value: string }): string {
  return `${identity.value}\u0000${identity.kind}\u0000${identity.scope}`
}

function identityOf(kind: IdentityKind, value: string, rest: { scope?: string; shared?: boolean }): Identity {
  const { scope = '', shared = false } = rest
  return { kind, scope, value, shared, key: identityKey({ kind, scope, value }) }
}

/** The usable identities among the drafts, each once, in order of strength; unusable ones are left out. */
export function normaliseIdentities(drafts: readonly IdentityDraft[], country: NumberingCountry): Identity[] {
  const identities: Identity[] = []
  for (const draft of drafts) {
    for (const identity of normaliseIdentity(draft, country)) {
      if (!identities.some((other) => other.key === identity.key)) identities.push(identity)
    }
  }
  return identities.length < 2 ? identities : identities.sort(byStrength)
}

/** Strongest first; the same order for the same identities, however they came. */
export function byStrength(a: Identity, b: Identity): number {
  return ranks[a.kind] - ranks[b.kind] || compare(a.key, b.key)
}

function normaliseIdentity(draft: IdentityDraft, country: NumberingCountry): Identity[] {
  if (draft.kind === 'email') return normaliseMail(draft.value)
  if (draft.kind === 'phone') return normaliseNumber(['phone'], draft.value, country)
  if (draft.kind === 'whatsapp') return normaliseNumber(['whatsapp', 'phone'], draft.value, country)
  const value = draft.value.trim()
  const scope = (draft.scope ?? '').trim()
  if (!isUsableId(value) || scope.length > 100 || hasControl(scope)) return []
  return [identityOf(draft.kind, value, { scope: draft.kind === 'anonymous' ? '' : scope })]
}

function normaliseMail(raw: string): Identity[] {
  const email = normaliseEmail(raw)
  if (!email.ok) return []
  return [identityOf('email', email.email, { shared: email.kind !== 'personal' })]
}

/** Land lines ring for a household or an office, so only mobile numbers identify. */
function normaliseNumber(kinds: IdentityKind[], raw: string, country: NumberingCountry): Identity[] {
  const phone = normalisePhone(raw, country)
  if (!phone.ok) return []
  const shared = phone.kind === 'fixed' || phone.kind === 'shared'
  return kinds.map((kind) => identityOf(kind, phone.e164, { shared }))
}

/** What badly wired sites send in place of an id. A number is none of them: shops do count from nought. */
const wordsForNobody = new Set(
  'null undefined nan none n/a na true false guest anonymous anon unknown user userid user_id id test [object object]'
    .split(' ')
    .concat('[object object]'),
)

function isUsableId(value: string): boolean {
  return value !== '' && value.length <= 255 && !hasControl(value) && !wordsForNobody.has(value.toLowerCase())
}

function hasControl(value: string): boolean {
  return /\p{Cc}/u.test(value)
}

function compare(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

/** The country numbers without one belong to: the customer's, else the shop's by its currency and language. */
export function numberingCountry(
  customerCountry: string | undefined,
  shop: { currency: string; language: string } | null,
): NumberingCountry {
  const candidates = [customerCountry?.toUpperCase(), shop?.currency.slice(0, 2)]
  const known = candidates.find((code): code is NumberingCountry => !!code && isSupportedCountry(code))
  return known ?? (shop?.language === 'en' ? 'GB' : 'TR')
}
