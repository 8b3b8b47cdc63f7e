/** Writes what a batch of statements leads to: rows, identifiers, merges, words; always in the same order of locks. */
import { systemActor } from '#/platform/actor.ts'
import type { App } from '#/platform/app.ts'
import type { Tx } from '#/platform/db/index.ts'
import { newId } from '#/platform/ids.ts'

import {
  absorb,
  applyDrafts,
  asChange,
  isNewSight,
  isWorthWriting,
  newCustomer,
  wordsMoved,
} from './next-state.ts'
import { noticeMerged } from './notices.ts'
import type { Plan, PlannedMerge } from './plan-batch.ts'
import type { PreparedDraft } from './prepare-draft.ts'
import { asVector, proseWords, searchWords } from './search-words.ts'
import {
  addWords,
  insertCustomers,
  lockCustomers,
  readCustomers,
  type StoredCustomer,
  updateCustomers,
} from './store-customers.ts'
import { claimIdentities, type FoundOwner, identitiesOf, noteSharedIdentities } from './store-identities.ts'
import { applyMerges, insertSuggestions, type MergeSnapshot, type NewMerge } from './store-merges.ts'

type Working = Pick<App, 'clock' | 'notices'> & { db: Tx }

/** Somebody else took an identifier or merged a customer in between; look again. */
export class LostRace extends Error {}

export type Batch = {
  /** Statements by the customer they are about; no negative numbers any more. */
  drafts: Map<number, PreparedDraft[]>
  plan: Plan
  found: readonly FoundOwner[]
}

/** Customers before identities, in order of number and of value: every caller takes its locks in this order. */
export async function writeBatch(app: Working, batch: Batch): Promise<void> {
  const { plan } = batch
  const now = app.clock.now()
  const before = await lockTouched(app.db, batch)
  const after = statesAfter(before, batch)
  const made = [...after.values()].filter((state) => plan.created.has(state.id))
  await insertCustomers(app.db, withWords(made, identitiesByCustomer([...plan.claims, ...plan.shared])), now)
  if ((await claimIdentities(app.db, plan.claims)) < plan.claims.length) throw new LostRace()
  await noteSharedIdentities(app.db, plan.shared)
  const settled = await writeMerges(app, plan.merges, after)
  await writeChanges(app, { before, after: settled, plan })
  await addWords(app.db, [...new Set([...settled.values()].flatMap((state) => proseWords(state.profile)))])
  const suggestions = plan.suggestions.map((pair) => ({ ...pair, id: newId(now) }))
  await insertSuggestions(app.db, suggestions, now)
}

/** Locks the stored customers that will be written, and only those: the known and unchanged cost one look. */
async function lockTouched(db: Tx, batch: Batch): Promise<Map<number, StoredCustomer>> {
  const { plan, drafts } = batch
  const sure = new Set<number>()
  for (const claim of plan.claims) sure.add(claim.customerId)
  for (const { winner, loser } of plan.merges) sure.add(winner).add(loser)
  for (const id of sightedAnew(batch)) sure.add(id)
  const perhaps = [...drafts].filter(
    ([id, said]) => !sure.has(id) && !plan.created.has(id) && said.some(saysMore),
  )
  for (const stored of await readCustomers(
    db,
    perhaps.map(([id]) => id),
  )) {
    if (isWorthWriting(stored, applyDrafts(stored, drafts.get(stored.id) ?? []))) sure.add(stored.id)
  }
  const locked = await lockCustomers(
    db,
    [...sure].filter((id) => !plan.created.has(id)),
  )
  if (locked.some((customer) => customer.mergedInto !== null)) throw new LostRace()
  return new Map(locked.map((customer) => [customer.id, customer]))
}

function saysMore(draft: PreparedDraft): boolean {
  return draft.hasProfile || Object.keys(draft.attributes).length > 0
}

function sightedAnew({ drafts, found }: Batch): number[] {
  const heads = new Map(found.map((owner) => [owner.customerId, owner]))
  return [...drafts].flatMap(([id, said]) => {
    const head = heads.get(id)
    const isNew = head && said.some((draft) => isNewSight(head, draft.seenAt, draft.seenAt))
    return isNew ? [id] : []
  })
}

function statesAfter(
  before: ReadonlyMap<number, StoredCustomer>,
  { drafts, plan }: Batch,
): Map<number, StoredCustomer> {
  const after = new Map(before)
  for (const [id, said] of drafts) {
    const start = before.get(id) ?? (plan.created.has(id) && said[0] ? newCustomer(id, said[0]) : undefined)
    if (start) after.set(id, applyDrafts(start, said))
  }
  for (const claim of plan.claims) {
    const state = after.get(claim.customerId)
    if (state && claim.kind !== 'anonymous') after.set(state.id, { ...state, known: true })
  }
  return after
}

function identitiesByCustomer(
  rows: readonly { customerId: number; kind: string; value: string }[],
): Map<number, { kind: string; value: string }[]> {
  const grouped = new Map<number, { kind: string; value: string }[]>()
  for (const row of rows) {
    const group = grouped.get(row.customerId)
    if (group) group.push(row)
    else grouped.set(row.customerId, [row])
  }
  return grouped
}

function withWords(
  states: readonly StoredCustomer[],
  identities: ReadonlyMap<number, { kind: string; value: string }[]>,
) {
  return states.map((state) =>
    asChange(state, asVector(searchWords({ ...state.profile, identities: identities.get(state.id) ?? [] }))),
  )
}

async function writeMerges(
  app: Working,
  planned: readonly PlannedMerge[],
  states: ReadonlyMap<number, StoredCustomer>,
): Promise<Map<number, StoredCustomer>> {
  const settled = new Map(states)
  const now = app.clock.now()
  const merges = planned.flatMap((merge): NewMerge[] => {
    const winner = settled.get(merge.winner)
    const loser = states.get(merge.loser)
    if (!winner || !loser) return []
    const joined = absorb(winner, loser)
    settled.set(winner.id, joined)
    settled.delete(loser.id)
    const before = snapshotOf(winner)
    return [{ ...merge, id: newId(now), rule: 'anonymous', before, after: snapshotOf(joined) }]
  })
  await applyMerges(app.db, merges, { actor: systemActor('customers'), at: now })
  const told = merges.map(({ id, winner, loser }) => ({ mergeId: id, winner, loser, undone: false }))
  await app.notices.publish(app.db, noticeMerged, told)
  return settled
}

export function snapshotOf(state: StoredCustomer): MergeSnapshot {
  return { profile: state.profile, attributes: state.attributes, known: state.known }
}

async function writeChanges(
  app: Working,
  batch: {
    before: ReadonlyMap<number, StoredCustomer>
    after: ReadonlyMap<number, StoredCustomer>
    plan: Plan
  },
): Promise<void> {
  const { plan, before, after } = batch
  const winners = new Set(plan.merges.map((merge) => merge.winner))
  const claimers = new Set([...plan.claims, ...plan.shared].map((claim) => claim.customerId))
  const changed = [...after.values()].filter((state) => !plan.created.has(state.id) || winners.has(state.id))
  const moved = changed.filter((state) => {
    const stored = before.get(state.id)
    return !stored || winners.has(state.id) || claimers.has(state.id) || wordsMoved(stored, state)
  })
  const ids = moved.map((state) => state.id)
  const identities = identitiesByCustomer(await identitiesOf(app.db, ids))
  const worded = new Set(ids)
  const still = changed.filter((state) => !worded.has(state.id)).map((state) => asChange(state, null))
  await updateCustomers(app.db, [...withWords(moved, identities), ...still], app.clock.now())
}
