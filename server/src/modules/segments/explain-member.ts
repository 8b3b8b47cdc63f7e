/** Why a person is in or out: each condition with the person's own facts. */
import type { SegmentLeaf } from '@vefa/contract'

import { profilesForSegments, type SegmentProfile, standsFor } from '#/modules/customers/index.ts'
import { unfoldedMerges } from '#/modules/history/index.ts'
import type { App } from '#/platform/app.ts'

import { bitsOf, has } from './bits.ts'
import { refuse } from './errors.ts'
import { membersAmong } from './members.ts'
import { evaluate } from './reports.ts'
import { type Fact, factsOf } from './reports-facts.ts'
import { lastEntry } from './reports-entries.ts'
import { type PlacedLeaf, leavesOf } from './segment.ts'
import { shopCalendar } from './shop-calendar.ts'
import { findSegment } from './store.ts'
import { onceEach } from './truth.ts'

export type Reason = { path: number[]; met: boolean; fact: Fact }

type Using = Pick<App, 'db' | 'eventStore' | 'clock'>

/** `member`: as the last round left it. `since`: null for those who were there when the segment was built. */
export async function explainMember(
  app: Using,
  input: { id: string; customerId: number },
): Promise<{ member: boolean; since: string | null; reasons: Reason[] }> {
  const segment = await findSegment(app.db, input.id)
  if (!segment) throw refuse('segment_not_found', { id: input.id })
  const customer = (await standsFor(app, [input.customerId])).get(input.customerId)
  if (customer === undefined) throw refuse('segment_customer_unknown', { id: input.customerId })
  const member = (await membersAmong(app, segment.id, [customer])).length > 0
  const since = member ? await lastEntry(app.eventStore, { segmentId: segment.id, customer }) : null
  return { member, since, reasons: await reasonsFor(app, leavesOf(segment.definition), customer) }
}

async function reasonsFor(app: Using, leaves: readonly PlacedLeaf[], customer: number): Promise<Reason[]> {
  const { now, zone } = await shopCalendar(app)
  const scene = { now, zone, merges: await unfoldedMerges(app) }
  const among = [customer]
  const asked = onceEach(leaves)
  const all = bitsOf(among)
  const [{ holders: truth }, facts, [profile]] = await Promise.all([
    // Somebody who could be in no segment meets conditions all the same.
    evaluate(app.eventStore, { leaves: asked, scene, among, people: { known: all, everyone: all } }),
    factsOf(app.eventStore, { customer, leaves: asked, scene }),
    profilesForSegments(app, among),
  ])
  const reasons: Reason[] = []
  for (const { path, key, leaf } of leaves) {
    if (leaf.kind === 'segment') {
      const member = (await membersAmong(app, leaf.segmentId, among)).length > 0
      reasons.push({ path, met: member === leaf.member, fact: member })
      continue
    }
    const holders = truth.get(key)
    const fact = (profile && asWritten(leaf, profile)) ?? facts.get(key) ?? null
    reasons.push({ path, met: holders !== undefined && has(holders, customer), fact })
  }
  return reasons
}

/** Texts as they stand in the profile; the event store knows them folded. */
function asWritten(leaf: SegmentLeaf, profile: SegmentProfile): Fact | undefined {
  if (leaf.kind !== 'attribute') return undefined
  if (leaf.field.startsWith('attributes.')) {
    const name = leaf.field.slice('attributes.'.length)
    return profile.texts[name] ?? profile.lists[name] ?? profile.dates[name]
  }
  const value: unknown = profile[leaf.field as keyof SegmentProfile]
  if (typeof value === 'string' && leaf.field !== 'spent') return value
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : undefined
}
