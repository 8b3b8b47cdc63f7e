/** Owns who is the same person: pure rules from the identities of one statement to what is done with the customers they lead to. */
import { byStrength, type Identity, type IdentityKind, isAccount, isExclusive, rankOf } from './identity.ts'

/** A customer as far as the rules look: whether a person is known, since when, and which identifiers it has. */
export type Head = {
  id: number
  known: boolean
  firstSeenAt: number
  /** Values by place (`kind` and `scope`), devices left out. */
  values: ReadonlyMap<string, ReadonlySet<string>>
}

/** One identity of a statement and the customer it leads to today. */
export type SeenIdentity = Identity & { owner: Head | null }

export type Suggestion = {
  other: Head
  /** The identifiers that speak for it. */
  evidence: { kind: IdentityKind; value: string }[]
  /** 0 to 1; a rule of thumb by the strength of the identifier, not a probability. */
  confidence: number
}

export type Decision =
  | { kind: 'nobody' }
  | {
      kind: 'create' | 'attach'
      /** Whom the statement is about; null: a new customer. */
      leader: Head | null
      /** Anonymous customers that turn out to be the leader. */
      absorb: Head[]
      /** Identities that become the leader's. */
      claim: Identity[]
      /** Known people that may be the leader; only a person decides. */
      suggest: Suggestion[]
    }

/**
 * Decides about one statement. The order of its identities does not matter, and deciding again on the outcome
 * changes nothing.
 *
 * - Shared and masked addresses identify nobody.
 * - The strongest identifier leads: account, then e-mail, then telephone, then device.
 * - A customer who has another value of a stronger identifier is somebody else (two accounts behind one
 *   address, two addresses behind one telephone).
 * - Anonymous customers are merged into the leader; two known people never: that is suggested.
 */
export function decide(seen: readonly SeenIdentity[]): Decision {
  const usable = seen.filter((identity) => !identity.shared).sort(byStrength)
  if (usable.length === 0) return { kind: 'nobody' }
  const owners = ownersOf(usable)
  const possible = owners.filter((owner) => !contradicts(owner, usable))
  const leader = [...possible].sort(byClaimToLead)[0] ?? null
  return {
    kind: leader ? 'attach' : 'create',
    leader: leader?.head ?? null,
    absorb: possible.filter((owner) => owner !== leader && !owner.head.known).map((owner) => owner.head),
    claim: claimable(usable, leader?.head ?? null),
    suggest: owners.filter((owner) => owner !== leader && owner.head.known).flatMap(suggestionOf),
  }
}

export function placeOf(identity: { kind: string; scope: string }): string {
  return `${identity.kind}\u0000${identity.scope}`
}

type Owner = { head: Head; rank: number; by: SeenIdentity[] }

/** Strongest first; `usable` is sorted, so the first identity of an owner is its strongest. */
function ownersOf(usable: readonly SeenIdentity[]): Owner[] {
  const owners = new Map<number, Owner>()
  for (const identity of usable) {
    if (!identity.owner) continue
    const known = owners.get(identity.owner.id)
    if (known) known.by.push(identity)
    else owners.set(identity.owner.id, { head: identity.owner, rank: rankOf(identity.kind), by: [identity] })
  }
  return [...owners.values()]
}

/** The statement carries an identifier stronger than all it shares with this customer, who has another one of that place. */
function contradicts(owner: Owner, usable: readonly SeenIdentity[]): boolean {
  return usable.some(
    (identity) =>
      rankOf(identity.kind) < owner.rank && isExclusive(identity.kind) && hasOther(owner.head, identity),
  )
}

function hasOther(head: Head, identity: Identity): boolean {
  const values = head.values.get(placeOf(identity))
  return values !== undefined && !values.has(identity.value)
}

/** Known over anonymous, then the stronger identifier, then the older. */
function byClaimToLead(a: Owner, b: Owner): number {
  return (
    Number(b.head.known) - Number(a.head.known) ||
    a.rank - b.rank ||
    a.head.firstSeenAt - b.head.firstSeenAt ||
    a.head.id - b.head.id
  )
}

/** Identities nobody has yet; of accounts only one for each place, and none where the leader has another. */
function claimable(usable: readonly SeenIdentity[], leader: Head | null): Identity[] {
  const taken = new Set<string>()
  return usable.filter((identity) => {
    if (!isAccount(identity.kind)) return identity.owner === null
    const place = placeOf(identity)
    const first = !taken.has(place)
    taken.add(place)
    return identity.owner === null && first && !(leader && hasOther(leader, identity))
  })
}

const confidenceOf: Partial<Record<IdentityKind, number>> = {
  user: 0.9,
  loyalty: 0.9,
  marketplace: 0.9,
  email: 0.8,
  phone: 0.6,
  whatsapp: 0.6,
}

/** A shared device alone suggests nothing: it is a family more often than a duplicate. */
function suggestionOf(owner: Owner): Suggestion[] {
  const evidence = owner.by.filter((identity) => confidenceOf[identity.kind] !== undefined)
  const confidence = confidenceOf[evidence[0]?.kind ?? 'anonymous']
  if (confidence === undefined) return []
  return [{ other: owner.head, evidence: evidence.map(({ kind, value }) => ({ kind, value })), confidence }]
}
