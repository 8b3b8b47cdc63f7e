/** What a row says about a person, as customers takes it in: pure. */
import type { ConsentDraft, CustomerDraft, IdentityDraft, ProfileDraft } from '#/modules/customers/index.ts'

import { countryCode } from './countries.ts'
import type { Draft } from './csv/fields.ts'

/** Where a row comes from; `at` stands in for a moment no column tells and is the same for the same file. */
export type RowOrigin = { storeId: number; importNumber: number; at: Date; row: number }

type Said = Draft<'customers'> & { orderedAt?: number; occurredAt?: number; sessionId?: string }

/** Null when the row names nobody. */
export function personDraft(said: Said, origin: RowOrigin): CustomerDraft | null {
  const identities = identitiesOf(said, origin.storeId)
  if (identities.length === 0) return null
  const seenAt = momentOf(said.orderedAt ?? said.occurredAt ?? said.createdAt, origin.at)
  const consents = consentsOf(said, { ...origin, seenAt })
  return {
    identities,
    profile: profileOf(said),
    ...(said.note !== undefined && said.orderedAt === undefined && { attributes: { note: said.note } }),
    ...(consents.length > 0 && { consents }),
    ...(said.tags !== undefined && said.orderedAt === undefined && { tags: said.tags }),
    seenAt,
    source: 'import',
  }
}

function identitiesOf(said: Said, storeId: number): IdentityDraft[] {
  const user = said.customerId ?? said.storeCustomerId
  return [
    ...(user === undefined ? [] : [{ kind: 'user' as const, scope: String(storeId), value: user }]),
    ...(said.email === undefined ? [] : [{ kind: 'email' as const, value: said.email }]),
    ...(said.phone === undefined ? [] : [{ kind: 'phone' as const, value: said.phone }]),
    ...(said.anonymousId === undefined ? [] : [{ kind: 'anonymous' as const, value: said.anonymousId }]),
  ]
}

function profileOf(said: Said): ProfileDraft {
  const country = countryCode(said.country)
  const { birthday } = said
  return {
    ...pick(said, 'firstName', 'lastName', 'company', 'address', 'city', 'region', 'postalCode', 'language'),
    ...(said.fullName !== undefined && { name: said.fullName }),
    ...(country !== null && { country }),
    ...(birthday !== undefined && { birthday: new Date(birthday).toISOString().slice(0, 10) }),
  }
}

function pick<T extends object, K extends keyof T>(from: T, ...names: K[]): Pick<T, K> {
  return Object.fromEntries(names.flatMap((name) => (from[name] ? [[name, from[name]]] : []))) as Pick<T, K>
}

/**
 * A yes or no of the file is a statement of consent, its evidence the row and what proves it there. A list of
 * subscribers without a yes-or-no column says yes by the moment of opting in; without either nothing is said.
 */
function consentsOf(said: Said, origin: RowOrigin & { seenAt: Date }): ConsentDraft[] {
  const evidence = evidenceOf(said, origin)
  const consent = (channel: 'email' | 'sms', state: ConsentDraft['state'], at: Date): ConsentDraft => ({
    channel,
    purpose: 'marketing',
    state,
    at,
    source: 'import',
    evidence,
  })
  const optedIn = said.consentAt ?? said.optInAt
  const at = momentOf(optedIn, origin.seenAt)
  const mail = said.acceptsEmail ?? (optedIn === undefined ? undefined : true)
  return [
    ...(mail === undefined ? [] : [consent('email', mail ? 'given' : 'refused', at)]),
    ...(said.acceptsSms === undefined ? [] : [consent('sms', said.acceptsSms ? 'given' : 'refused', at)]),
    ...(said.unsubscribedAt === undefined
      ? []
      : [consent('email', 'withdrawn', momentOf(said.unsubscribedAt, origin.seenAt))]),
  ]
}

function evidenceOf(said: Said, origin: RowOrigin): Record<string, unknown> {
  return {
    import: origin.importNumber,
    row: origin.row,
    ...(said.optInAt !== undefined && { optInAt: new Date(said.optInAt).toISOString() }),
    ...(said.optInIp !== undefined && { optInIp: said.optInIp }),
    ...(said.consentAt !== undefined && { confirmedAt: new Date(said.consentAt).toISOString() }),
    ...(said.consentIp !== undefined && { ip: said.consentIp }),
    ...(said.unsubscribeReason !== undefined && { reason: said.unsubscribeReason.slice(0, 500) }),
  }
}

function momentOf(milliseconds: number | undefined, otherwise: Date): Date {
  return milliseconds === undefined ? otherwise : new Date(milliseconds)
}
