/** Finds or makes the customer each statement is about, and takes in what it says; thousands at a time, several callers at once. */
import type { App } from '#/platform/app.ts'
import { type Db, inTransaction, type Tx } from '#/platform/db/index.ts'
import { findShop } from '#/modules/team/index.ts'

import { coerceDrafts } from './define-attributes.ts'
import type { Identity } from './identity.ts'
import { type Head, placeOf } from './merge-rules.ts'
import { ownersToLoad, type Plan, planBatch } from './plan-batch.ts'
import { type CustomerDraft, type PreparedDraft, prepareDrafts } from './prepare-draft.ts'
import { appendConsents } from './record-consents.ts'
import { takeNumbers } from './store-customers.ts'
import { findOwners, type FoundOwner, findValues } from './store-identities.ts'
import { addTags } from './store-tags.ts'
import { inSavepoint, isDeadlock } from './store-turns.ts'
import { type Batch, LostRace, writeBatch } from './write-batch.ts'

export type ResolvedCustomer = {
  /** 0 when nothing in the statement identifies anybody. */
  customerId: number
  created: boolean
  /** Anonymous customers were merged into this one by a statement of this call. */
  merged: boolean
}

type Caller = Pick<App, 'clock' | 'notices'> & { db: Db | Tx }
type Working = Caller & { db: Tx }

const batchSize = 5_000
const mostAttempts = 25

/**
 * Answers in the order of the drafts, as many as there are. Safe with any number of callers at once; inside a
 * caller's transaction it joins that, and then a deadlock with another caller is the caller's to repeat.
 */
export async function resolveCustomers(
  app: Caller,
  drafts: readonly CustomerDraft[],
): Promise<ResolvedCustomer[]> {
  if (drafts.length === 0) return []
  const prepared = prepareDrafts(drafts, await findShop(app))
  const resolved: ResolvedCustomer[] = []
  for (let start = 0; start < prepared.length; start += batchSize) {
    resolved.push(...(await resolveBatch(app, prepared.slice(start, start + batchSize))))
  }
  return resolved
}

async function resolveBatch(app: Caller, drafts: PreparedDraft[], attempt = 1): Promise<ResolvedCustomer[]> {
  try {
    return await inTransaction(app.db, (tx) => resolveUntilWon({ ...app, db: tx }, drafts))
  } catch (error) {
    if (app.db.isTransaction || !isDeadlock(error) || attempt >= mostAttempts) throw error
    return resolveBatch(app, drafts, attempt + 1)
  }
}

async function resolveUntilWon(app: Working, raw: readonly PreparedDraft[]): Promise<ResolvedCustomer[]> {
  const drafts = await coerceDrafts(app, raw)
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await inSavepoint(app.db, () => resolveOnce(app, drafts))
    } catch (error) {
      if (!(error instanceof LostRace) || attempt >= mostAttempts) throw error
    }
  }
}

async function resolveOnce(app: Working, drafts: readonly PreparedDraft[]): Promise<ResolvedCustomer[]> {
  const found = await findOwners(app.db, distinctIdentities(drafts))
  const plan = await makePlan(app.db, drafts, found)
  const numbers = await numberCreated(app.db, plan)
  const customers = plan.customers.map((id) => numbers.get(id) ?? id)
  const batch: Batch = { drafts: draftsByCustomer(drafts, customers), plan: renumber(plan, numbers), found }
  await writeBatch(app, batch)
  await addTags(app, tagsOf(drafts, customers))
  await appendConsents(app, consentsOf(drafts, customers))
  const created = new Set(numbers.values())
  const merged = new Set(batch.plan.merges.map((merge) => merge.winner))
  return customers.map((customerId) => ({
    customerId,
    created: created.has(customerId),
    merged: merged.has(customerId),
  }))
}

function distinctIdentities(drafts: readonly PreparedDraft[]): Identity[] {
  return [
    ...new Map(
      drafts.flatMap((draft) => draft.identities.map((identity) => [identity.key, identity] as const)),
    ).values(),
  ]
}

async function makePlan(
  db: Tx,
  drafts: readonly PreparedDraft[],
  found: readonly FoundOwner[],
): Promise<Plan> {
  const owners = new Map(found.map((owner) => [owner.key, owner]))
  for (const owner of found) if (owner.shared) owners.set(owner.key, owner)
  const heads = new Map<number, Omit<Head, 'values'> & { values: Map<string, Set<string>> }>()
  for (const owner of found) {
    const { customerId: id, known, firstSeenAt } = owner
    heads.set(id, { id, known, firstSeenAt, values: new Map() })
  }
  for (const row of await findValues(db, ownersToLoad(drafts, owners))) {
    const head = heads.get(row.customerId)
    const values = head?.values.get(placeOf(row)) ?? new Set<string>()
    head?.values.set(placeOf(row), values.add(row.value))
  }
  return planBatch(drafts, { owners, heads })
}

async function numberCreated(db: Tx, plan: Plan): Promise<Map<number, number>> {
  const created = [...plan.created]
  const numbers = await takeNumbers(db, created.length)
  return new Map(created.map((id, index) => [id, numbers[index] ?? 0]))
}

function renumber(plan: Plan, numbers: ReadonlyMap<number, number>): Plan {
  const final = (id: number): number => numbers.get(id) ?? id
  return {
    ...plan,
    claims: plan.claims.map((claim) => ({ ...claim, customerId: final(claim.customerId) })),
    shared: plan.shared.map((claim) => ({ ...claim, customerId: final(claim.customerId) })),
    merges: plan.merges.map((merge) => ({ ...merge, winner: final(merge.winner) })),
    suggestions: plan.suggestions.map((pair) => ({ ...pair, a: final(pair.a), b: final(pair.b) })),
    created: new Set([...plan.created].map(final)),
  }
}

function draftsByCustomer(
  drafts: readonly PreparedDraft[],
  customers: readonly number[],
): Map<number, PreparedDraft[]> {
  const grouped = new Map<number, PreparedDraft[]>()
  for (const [index, id] of customers.entries()) {
    const draft = drafts[index]
    if (!id || !draft) continue
    const group = grouped.get(id)
    if (group) group.push(draft)
    else grouped.set(id, [draft])
  }
  return grouped
}

function tagsOf(drafts: readonly PreparedDraft[], customers: readonly number[]) {
  return drafts.flatMap((draft, index) =>
    draft.tags
      .map((name) => ({ customerId: customers[index] ?? 0, name }))
      .filter((tag) => tag.customerId > 0),
  )
}

function consentsOf(drafts: readonly PreparedDraft[], customers: readonly number[]) {
  return drafts.flatMap((draft, index) =>
    draft.consents
      .map((consent) => ({ ...consent, customerId: customers[index] ?? 0 }))
      .filter((consent) => consent.customerId > 0),
  )
}
