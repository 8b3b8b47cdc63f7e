/** Owns the plan for a batch of statements: each is decided in order on what the ones before it led to, without touching a store. */
import { type Identity, isExclusive } from './identity.ts'
import { decide, type Decision, type Head, placeOf, type Suggestion } from './merge-rules.ts'

export type Statement = { identities: readonly Identity[]; seenAt: Date }

export type StoredOwner = { customerId: number; shared: boolean }

/** What the stores know about the identities of a batch. */
export type World = {
  owners: ReadonlyMap<string, StoredOwner>
  heads: ReadonlyMap<number, Head>
}

export type Claim = Identity & { customerId: number; seenAt: Date }
export type PlannedMerge = { winner: number; loser: number; evidence: { kind: string; value: string }[] }
export type PlannedSuggestion = { a: number; b: number } & Pick<Suggestion, 'evidence' | 'confidence'>

/** New customers have negative numbers until they are stored. */
export type Plan = {
  /** For each statement its customer; 0 when it identifies nobody. */
  customers: number[]
  created: Set<number>
  claims: Claim[]
  /** Shared addresses seen on a customer, to be found there. */
  shared: Claim[]
  merges: PlannedMerge[]
  suggestions: PlannedSuggestion[]
}

type Person = Omit<Head, 'values'> & { values: Map<string, Set<string>> }

export function planBatch(statements: readonly Statement[], world: World): Plan {
  const planner = new Planner(world)
  const led = statements.map((statement) => planner.take(statement))
  return planner.finish(led)
}

/** The state while a batch is planned: who owns what after the statements taken so far. */
class Planner {
  private readonly world: World
  private readonly owners = new Map<string, StoredOwner>()
  private readonly people = new Map<number, Person>()
  private readonly gone = new Map<number, number>()
  private readonly claims = new Map<string, Claim>()
  private readonly shared = new Map<string, Claim>()
  private readonly merges: PlannedMerge[] = []
  private readonly suggestions = new Map<string, PlannedSuggestion>()
  private created = 0

  constructor(world: World) {
    this.world = world
  }

  take(statement: Statement): number {
    const seen = statement.identities.map((identity) => this.look(identity))
    const decision = decide(seen)
    if (decision.kind === 'nobody') return 0
    const leader = this.leaderOf(decision, statement)
    for (const head of decision.absorb) this.absorb(leader, head, seen)
    for (const identity of decision.claim) this.claim(leader, identity, statement.seenAt)
    for (const identity of seen) if (identity.shared) this.note(leader, identity, statement.seenAt)
    for (const suggestion of decision.suggest) this.suggest(leader, suggestion)
    return leader.id
  }

  finish(led: readonly number[]): Plan {
    const stands = (id: number): number => this.standsFor(id)
    const customers = led.map(stands)
    return {
      customers,
      created: new Set([...this.people.keys()].filter((id) => id < 0 && !this.gone.has(id))),
      claims: [...this.claims.values()].map((claim) => ({ ...claim, customerId: stands(claim.customerId) })),
      shared: [...this.shared.values()].map((claim) => ({ ...claim, customerId: stands(claim.customerId) })),
      merges: this.merges
        .filter((merge) => merge.loser > 0)
        .map((merge) => ({ ...merge, winner: stands(merge.winner) })),
      suggestions: [...this.suggestions.values()]
        .map((suggestion) => ({ ...suggestion, a: stands(suggestion.a), b: stands(suggestion.b) }))
        .filter((suggestion) => suggestion.a !== suggestion.b),
    }
  }

  private look(identity: Identity): Identity & { owner: Head | null } {
    const owner = this.owners.get(identity.key) ?? this.world.owners.get(identity.key)
    if (!owner) return { ...identity, owner: null }
    if (owner.shared) return { ...identity, shared: true, owner: null }
    return { ...identity, owner: this.person(this.standsFor(owner.customerId)) }
  }

  private leaderOf(decision: Exclude<Decision, { kind: 'nobody' }>, statement: Statement): Person {
    const existing = decision.leader && this.person(decision.leader.id)
    if (existing) return existing
    this.created += 1
    const person: Person = {
      id: -this.created,
      known: false,
      firstSeenAt: statement.seenAt.getTime(),
      values: new Map(),
    }
    this.people.set(person.id, person)
    return person
  }

  /** A stored customer is copied when it is first met, since what is planned changes it. */
  private person(id: number): Person | null {
    const met = this.people.get(id)
    const stored = met ? undefined : this.world.heads.get(id)
    if (stored) this.people.set(id, personOf(stored))
    return met ?? this.people.get(id) ?? null
  }

  private absorb(leader: Person, head: Head, seen: readonly Identity[]): void {
    this.gone.set(head.id, leader.id)
    const evidence = seen.filter((identity) => !identity.shared).map(({ kind, value }) => ({ kind, value }))
    this.merges.push({ winner: leader.id, loser: head.id, evidence })
    leader.firstSeenAt = Math.min(leader.firstSeenAt, head.firstSeenAt)
  }

  private claim(leader: Person, identity: Identity, seenAt: Date): void {
    const key = identity.key
    this.owners.set(key, { customerId: leader.id, shared: false })
    this.claims.set(key, { ...identity, customerId: leader.id, seenAt })
    if (!isExclusive(identity.kind)) return
    leader.known = true
    const place = placeOf(identity)
    const values = leader.values.get(place) ?? new Set<string>()
    leader.values.set(place, values.add(identity.value))
  }

  private note(leader: Person, identity: Identity, seenAt: Date): void {
    const key = `${identity.key}\u0000${leader.id}`
    this.shared.set(key, { ...identity, customerId: leader.id, seenAt })
  }

  private suggest(leader: Person, { other, evidence, confidence }: Suggestion): void {
    const [a, b] = leader.id < other.id ? [leader.id, other.id] : [other.id, leader.id]
    this.suggestions.set(`${a}:${b}`, { a, b, evidence, confidence })
  }

  private standsFor(id: number): number {
    let current = id
    for (let next = this.gone.get(current); next !== undefined; next = this.gone.get(current)) current = next
    return current
  }
}

function personOf(head: Head): Person {
  return { ...head, values: new Map([...head.values].map(([place, values]) => [place, new Set(values)])) }
}

/** Customers whose other identifiers the rules must see: those met by a statement that leads to more than themselves. */
export function ownersToLoad(
  statements: readonly Statement[],
  owners: ReadonlyMap<string, StoredOwner>,
): number[] {
  const wanted = new Set<number>()
  for (const { identities } of statements) {
    const usable = identities.filter((identity) => !identity.shared)
    const found = usable.flatMap((identity) => owners.get(identity.key) ?? [])
    const distinct = new Set(found.map((owner) => owner.customerId))
    if (distinct.size > 1 || found.length < usable.length) for (const id of distinct) wanted.add(id)
  }
  return [...wanted]
}
