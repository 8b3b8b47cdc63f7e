/** Merging by hand, dismissing a suggestion, and taking any merge back. */
import type { Actor } from '#/platform/actor.ts'
import type { App } from '#/platform/app.ts'
import { inTransaction, type Tx } from '#/platform/db/index.ts'
import { newId } from '#/platform/ids.ts'
import { audit } from '#/modules/team/index.ts'

import { refuse } from './errors.ts'
import { absorb } from './next-state.ts'
import { noticeMerged } from './notices.ts'
import { profileFields } from './profile.ts'
import { rewrite } from './rewrite-customer.ts'
import { lockCustomers, type StoredCustomer } from './store-customers.ts'
import { applyMerges, type MergeSnapshot, type NewMerge, rebuildConsentStates } from './store-merges.ts'
import { closeSuggestion } from './store-profile.ts'
import { lockMerge, markUndone, moveBack, type StoredMerge } from './store-unmerge.ts'
import { snapshotOf } from './write-batch.ts'

type Caller = Pick<App, 'db' | 'clock' | 'notices'>
type Working = Pick<App, 'clock' | 'notices'> & { db: Tx }

/** Both must stand for themselves. The first keeps its number and its own fields; the other fills what is empty. */
export async function createMerge(
  app: Caller,
  actor: Actor,
  input: { id: number; other: number },
): Promise<{ id: string }> {
  if (input.id === input.other) throw refuse('merge_with_itself')
  return inTransaction(app.db, async (tx) => {
    const inside = { ...app, db: tx }
    const { winner, loser } = await lockPair(tx, { winner: input.id, loser: input.other })
    const now = app.clock.now()
    const joined = absorb(winner, loser)
    const merge: NewMerge = {
      id: newId(now),
      winner: winner.id,
      loser: loser.id,
      rule: 'person',
      evidence: [],
      before: snapshotOf(winner),
      after: snapshotOf(joined),
    }
    await applyMerges(tx, [merge], { actor, at: now })
    await rebuildConsentStates(tx, [winner.id])
    await rewrite(inside, joined)
    const told = { mergeId: merge.id, winner: winner.id, loser: loser.id, undone: false }
    await app.notices.publish(tx, noticeMerged, [told])
    await audit(inside, actor, {
      action: 'customer.merge',
      subject: { kind: 'customer', id: winner.id },
      before: merge.before,
      after: { ...merge.after, merge: merge.id, other: loser.id },
    })
    return { id: merge.id }
  })
}

async function lockPair(
  tx: Tx,
  pair: { winner: number; loser: number },
): Promise<{ winner: StoredCustomer; loser: StoredCustomer }> {
  const locked = await lockCustomers(tx, [pair.winner, pair.loser])
  const winner = locked.find((customer) => customer.id === pair.winner)
  const loser = locked.find((customer) => customer.id === pair.loser)
  if (!winner || winner.mergedInto !== null) throw refuse('customer_not_found', { id: pair.winner })
  if (!loser || loser.mergedInto !== null) throw refuse('customer_not_found', { id: pair.loser })
  return { winner, loser }
}

/**
 * Takes a merge back: identities, notes, tasks and tags that came with the loser return to it, and fields of the
 * winner the merge filled are emptied again unless they have changed since. A merge whose winner was itself
 * merged later can only be undone after that one.
 */
export async function undoMerge(app: Caller, actor: Actor, id: string): Promise<void> {
  await inTransaction(app.db, async (tx) => {
    const inside = { ...app, db: tx }
    const merge = await lockMerge(tx, id)
    if (!merge) throw refuse('merge_not_found')
    if (merge.undoneAt) throw refuse('merge_already_undone')
    const winner = await lockStanding(tx, merge)
    await moveBack(tx, merge)
    await rewrite(inside, restored(winner, merge))
    await markUndone(tx, id, { name: actor.name, at: app.clock.now() })
    await tellUndone(inside, merge)
    await audit(inside, actor, {
      action: 'customer.unmerge',
      subject: { kind: 'customer', id: merge.winner },
      before: snapshotOf(winner),
      after: { merge: id, other: merge.loser },
    })
  })
}

async function lockStanding(tx: Tx, merge: StoredMerge): Promise<StoredCustomer> {
  const locked = await lockCustomers(tx, [merge.winner, ...merge.moved])
  const winner = locked.find((customer) => customer.id === merge.winner)
  const loser = locked.find((customer) => customer.id === merge.loser)
  if (!winner || !loser) throw refuse('merge_not_found')
  if (winner.mergedInto !== null) throw refuse('merge_under_another', { id: winner.mergedInto })
  if (loser.mergedInto !== winner.id) throw refuse('merge_already_undone')
  return winner
}

/** What the merge filled goes, what was said since stays. */
export function restored(
  winner: StoredCustomer,
  merge: { before: MergeSnapshot; after: MergeSnapshot },
): StoredCustomer {
  const { before, after } = merge
  const profile = { ...winner.profile }
  for (const field of profileFields) {
    const filled = before.profile[field] !== after.profile[field]
    if (filled && profile[field] === after.profile[field]) {
      profile[field] = (before.profile[field] ?? null) as string | null
    }
  }
  const attributes = Object.fromEntries(
    Object.entries(winner.attributes).filter(
      ([name, value]) =>
        name in before.attributes || JSON.stringify(value) !== JSON.stringify(after.attributes[name]),
    ),
  )
  return { ...winner, known: before.known, profile, attributes }
}

/** Customers merged into the loser earlier follow it: back to themselves, then into the loser again. */
async function tellUndone(app: Working, merge: StoredMerge): Promise<void> {
  const { id: mergeId, winner, loser, moved } = merge
  const inner = moved.filter((other) => other !== loser)
  await app.notices.publish(app.db, noticeMerged, [
    { mergeId, winner, loser, undone: true },
    ...inner.flatMap((other) => [
      { mergeId, winner, loser: other, undone: true },
      { mergeId, winner: loser, loser: other, undone: false },
    ]),
  ])
}

/** A person says these are two; the pair is not suggested again. */
export async function dismissSuggestion(app: Caller, actor: Actor, id: string): Promise<void> {
  await inTransaction(app.db, async (tx) => {
    const pair = await closeSuggestion(tx, { id, by: actor.name, at: app.clock.now() })
    if (!pair) throw refuse('suggestion_not_found')
    await audit({ ...app, db: tx }, actor, {
      action: 'customer.dismiss-suggestion',
      subject: { kind: 'customer', id: pair.a },
      after: { other: pair.b },
    })
  })
}
