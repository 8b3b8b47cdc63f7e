/** Writing customers down and correcting them by hand. */
import type { Actor } from '#/platform/actor.ts'
import type { App } from '#/platform/app.ts'
import { inTransaction, type Tx } from '#/platform/db/index.ts'
import { audit, findShop } from '#/modules/team/index.ts'

import { coerceAttribute } from './attributes.ts'
import { refuse } from './errors.ts'
import { type Identity, normaliseIdentities, numberingCountry } from './identity.ts'
import { asChange, newCustomer } from './next-state.ts'
import { prepareDrafts } from './prepare-draft.ts'
import { cleanProfile, type Profile, type ProfileDraft, profileFields } from './profile.ts'
import { resolveCustomers } from './resolve-customers.ts'
import { rewrite } from './rewrite-customer.ts'
import { asVector, proseWords, searchWords } from './search-words.ts'
import { findDefinitions } from './store-attributes.ts'
import {
  addWords,
  insertCustomers,
  lockCustomers,
  type StoredCustomer,
  takeNumbers,
} from './store-customers.ts'
import { claimIdentities, findOwners, noteSharedIdentities } from './store-identities.ts'

type Caller = Pick<App, 'db' | 'clock' | 'notices'>
type Working = Pick<App, 'clock' | 'notices'> & { db: Tx }

export type CustomerInput = ProfileDraft & { attributes?: Record<string, unknown> | undefined }

/** With an address or telephone that is known already, that customer is completed instead: `created` is false. */
export async function createCustomer(
  app: Caller,
  actor: Actor,
  input: CustomerInput,
): Promise<{ id: number; created: boolean }> {
  const { attributes, ...profile } = input
  if (!profile.name && !profile.firstName && !profile.lastName && !profile.email && !profile.phone) {
    throw refuse('customer_needs_something')
  }
  return inTransaction(app.db, async (tx) => {
    const inside = { ...app, db: tx }
    const fitting = await fittingAttributes(tx, attributes ?? {})
    const addressed = Boolean(profile.email ?? '') || Boolean(profile.phone ?? '')
    const draft = {
      identities: [],
      profile,
      attributes: fitting,
      seenAt: app.clock.now(),
      source: actor.kind === 'key' ? 'api' : 'console',
    }
    const [found] = addressed ? await resolveCustomers(inside, [draft]) : [await insertNamed(inside, draft)]
    if (!found || found.customerId === 0) throw refuse('address_not_usable')
    await audit(inside, actor, {
      action: found.created ? 'customer.create' : 'customer.update',
      subject: { kind: 'customer', id: found.customerId },
      after: input,
    })
    return { id: found.customerId, created: found.created }
  })
}

/** Somebody of whom only the name is known. */
async function insertNamed(
  app: Working,
  draft: Parameters<typeof prepareDrafts>[0][number],
): Promise<{ customerId: number; created: boolean }> {
  const [prepared] = prepareDrafts([draft], await findShop(app))
  const [id] = await takeNumbers(app.db, 1)
  if (!prepared || !id) throw refuse('customer_needs_something')
  const start = newCustomer(id, prepared)
  const state = {
    ...start,
    known: true,
    profile: { ...start.profile, ...prepared.profile },
    attributes: prepared.attributes,
  }
  const words = asVector(searchWords({ ...state.profile, identities: [] }))
  await insertCustomers(app.db, [asChange(state, words)], app.clock.now())
  await addWords(app.db, [...new Set(proseWords(state.profile))])
  return { customerId: id, created: true }
}

/** Fields given as empty text are emptied. A new address becomes an identity, unless it is somebody else's: then it is refused. */
export async function updateCustomer(
  app: Caller,
  actor: Actor,
  input: CustomerInput & { id: number },
): Promise<void> {
  const { id, attributes, ...given } = input
  await inTransaction(app.db, async (tx) => {
    const inside = { ...app, db: tx }
    const [before] = await lockCustomers(tx, [id])
    if (!before || before.mergedInto !== null) throw refuse('customer_not_found', { id })
    const profile = await correctedProfile(inside, before, given)
    await claimAddresses(inside, before, given)
    const fitting = await fittingAttributes(tx, attributes ?? {})
    const after: StoredCustomer = {
      ...before,
      profile,
      attributes: withAttributes(before.attributes, attributes ?? {}, fitting),
      profileAt: app.clock.now(),
    }
    await rewrite(inside, after)
    await audit(inside, actor, {
      action: 'customer.update',
      subject: { kind: 'customer', id },
      before: changedOf(before, after),
      after: changedOf(after, before),
    })
  })
}

async function correctedProfile(app: Working, before: StoredCustomer, given: ProfileDraft): Promise<Profile> {
  const shop = await findShop(app)
  const country = numberingCountry(given.country || before.profile.country || undefined, shop)
  const clean = cleanProfile(withNameParts(given, before), { country, locale: shop?.language ?? 'tr' })
  const profile = { ...before.profile }
  for (const field of profileFields) {
    const raw = given[field]
    if (raw === undefined && clean[field] === undefined) continue
    if (raw && !clean[field]) throw refuse('address_not_usable', { field })
    profile[field] = clean[field] ?? null
  }
  return profile
}

/** A name part changed alone is completed by the other, so that the whole name follows. */
function withNameParts(given: ProfileDraft, before: StoredCustomer): ProfileDraft {
  if (given.name !== undefined || (given.firstName === undefined && given.lastName === undefined))
    return given
  return {
    ...given,
    firstName: given.firstName ?? before.profile.firstName,
    lastName: given.lastName ?? before.profile.lastName,
  }
}

async function claimAddresses(app: Working, customer: StoredCustomer, given: ProfileDraft): Promise<void> {
  const shop = await findShop(app)
  const country = numberingCountry(given.country || customer.profile.country || undefined, shop)
  const identities = normaliseIdentities(
    (['email', 'phone'] as const).flatMap((kind) => (given[kind] ? [{ kind, value: given[kind] }] : [])),
    country,
  )
  const owners = await findOwners(app.db, identities)
  const foreign = owners.find((owner) => !owner.shared && owner.customerId !== customer.id)
  if (foreign) throw refuse('identity_taken', { id: foreign.customerId })
  const known = new Set(owners.map((owner) => owner.key))
  const free = identities.filter((identity) => !known.has(identity.key))
  const claim = (identity: Identity) => ({ ...identity, customerId: customer.id, seenAt: app.clock.now() })
  const own = free.filter((identity) => !identity.shared).map(claim)
  if ((await claimIdentities(app.db, own)) < own.length) throw refuse('identity_taken')
  await noteSharedIdentities(app.db, free.filter((identity) => identity.shared).map(claim))
}

async function fittingAttributes(tx: Tx, raw: Record<string, unknown>): Promise<Record<string, unknown>> {
  if (Object.keys(raw).length === 0) return {}
  const types = new Map((await findDefinitions(tx)).map(({ name, type }) => [name, type]))
  return Object.fromEntries(
    Object.entries(raw).flatMap(([name, value]) => {
      const type = types.get(name)
      if (!type) throw refuse('attribute_not_found', { name })
      if (value === null || value === '') return []
      const fitting = coerceAttribute(type, value)
      if (fitting === undefined) throw refuse('attribute_value_unfit', { name })
      return [[name, fitting]]
    }),
  )
}

function withAttributes(
  before: Record<string, unknown>,
  given: Record<string, unknown>,
  fitting: Record<string, unknown>,
): Record<string, unknown> {
  const kept = Object.entries(before).filter(([name]) => !(name in given))
  return { ...Object.fromEntries(kept), ...fitting }
}

/** Only what differs goes to the audit log. */
function changedOf(one: StoredCustomer, other: StoredCustomer): Record<string, unknown> {
  const fields = profileFields.filter((field) => one.profile[field] !== other.profile[field])
  const same = JSON.stringify(one.attributes) === JSON.stringify(other.attributes)
  return {
    ...Object.fromEntries(fields.map((field) => [field, one.profile[field]])),
    ...(!same && { attributes: one.attributes }),
  }
}
