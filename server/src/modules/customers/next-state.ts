/** Owns what a customer's row looks like after statements and merges: pure steps from one state to the next. */
import { foldForSearch } from '#/platform/text/fold.ts'

import type { PreparedDraft } from './prepare-draft.ts'
import { emptyProfile, mergeProfile, profileFields, sameProfile } from './profile.ts'
import type { CustomerChange, StoredCustomer } from './store-customers.ts'

/** A visit within this time of the last does not rewrite the row. */
const sightStep = 5 * 60_000

/** Where a new customer starts, before its first statement is applied. */
export function newCustomer(id: number, first: PreparedDraft): StoredCustomer {
  return {
    id,
    mergedInto: null,
    known: false,
    profile: { ...emptyProfile },
    profileAt: first.seenAt,
    attributes: {},
    firstSeenAt: first.seenAt,
    lastSeenAt: first.seenAt,
    source: first.source,
  }
}

/** Applies statements in order of their time. */
export function applyDrafts(state: StoredCustomer, drafts: readonly PreparedDraft[]): StoredCustomer {
  const inTime = [...drafts].sort((a, b) => a.seenAt.getTime() - b.seenAt.getTime())
  return inTime.reduce(applyDraft, state)
}

function applyDraft(state: StoredCustomer, draft: PreparedDraft): StoredCustomer {
  const said = draft.hasProfile || Object.keys(draft.attributes).length > 0
  const newer = draft.seenAt.getTime() >= state.profileAt.getTime()
  return {
    ...state,
    profile: draft.hasProfile
      ? mergeProfile(state, { profile: draft.profile, at: draft.seenAt })
      : state.profile,
    attributes: newer
      ? { ...state.attributes, ...draft.attributes }
      : { ...draft.attributes, ...state.attributes },
    profileAt: said && newer ? draft.seenAt : state.profileAt,
    firstSeenAt: earlier(state.firstSeenAt, draft.seenAt),
    lastSeenAt: later(state.lastSeenAt, draft.seenAt),
  }
}

/** What the winner looks like once it also stands for the loser: its own fields win, the loser fills what is empty. */
export function absorb(winner: StoredCustomer, loser: StoredCustomer): StoredCustomer {
  const profile = { ...winner.profile }
  for (const field of profileFields) profile[field] ??= loser.profile[field]
  return {
    ...winner,
    known: winner.known || loser.known,
    profile,
    attributes: { ...loser.attributes, ...winner.attributes },
    firstSeenAt: earlier(winner.firstSeenAt, loser.firstSeenAt),
    lastSeenAt: later(winner.lastSeenAt, loser.lastSeenAt ?? winner.firstSeenAt),
  }
}

/** Whether the difference is worth writing the row again. */
export function isWorthWriting(before: StoredCustomer, after: StoredCustomer): boolean {
  return (
    before.known !== after.known ||
    !sameProfile(before.profile, after.profile) ||
    !sameAttributes(before.attributes, after.attributes) ||
    isNewSight(before, after.firstSeenAt, after.lastSeenAt)
  )
}

export function isNewSight(
  before: { firstSeenAt: number | Date; lastSeenAt: number | Date | null },
  first: Date,
  last: Date | null,
): boolean {
  if (first.getTime() < Number(before.firstSeenAt)) return true
  return last !== null && last.getTime() > Number(before.lastSeenAt ?? 0) + sightStep
}

/** Whether the words the customer is found by may have changed. */
export function wordsMoved(before: StoredCustomer, after: StoredCustomer): boolean {
  return (['name', 'company', 'city', 'district'] as const).some(
    (field) => before.profile[field] !== after.profile[field],
  )
}

export function asChange(state: StoredCustomer, search: string | null): CustomerChange {
  return { ...state, nameFolded: foldForSearch(state.profile.name ?? '').slice(0, 200), search }
}

function sameAttributes(a: Record<string, unknown>, b: Record<string, unknown>): boolean {
  const names = Object.keys(b)
  return (
    names.length === Object.keys(a).length &&
    names.every((name) => a[name] === b[name] || JSON.stringify(a[name]) === JSON.stringify(b[name]))
  )
}

function earlier(a: Date, b: Date): Date {
  return a.getTime() <= b.getTime() ? a : b
}

function later(a: Date | null, b: Date): Date {
  return a && a.getTime() >= b.getTime() ? a : b
}
