import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { type Identity, type IdentityKind, identityKey, isAccount, isExclusive, rankOf } from './identity.ts'
import { decide, type Head, placeOf, type SeenIdentity } from './merge-rules.ts'

type Written = `${IdentityKind}:${string}`

/** `user:5` in store 1; a value that begins with `info` is shared. */
function identity(written: Written): Identity {
  const [kind, value] = written.split(':') as [IdentityKind, string]
  const scope = isAccount(kind) ? '1' : ''
  return { kind, scope, value, shared: value.startsWith('info'), key: identityKey({ kind, scope, value }) }
}

function head(id: number, ...written: Written[]): Head {
  const values = new Map<string, Set<string>>()
  for (const one of written.map(identity).filter(({ kind }) => isExclusive(kind))) {
    values.set(placeOf(one), (values.get(placeOf(one)) ?? new Set()).add(one.value))
  }
  return { id, known: values.size > 0, firstSeenAt: id * 1000, values }
}

/** Customers by their identities, and the decision about a statement made on them. */
function about(people: Record<number, Written[]>, statement: Written[]) {
  const heads = Object.entries(people).map(([id, written]) => ({
    head: head(Number(id), ...written),
    written,
  }))
  const seen = statement.map((written): SeenIdentity => {
    const owner = heads.find((person) => person.written.includes(written))?.head ?? null
    return { ...identity(written), owner: identity(written).shared ? null : owner }
  })
  const decision = decide(seen)
  if (decision.kind === 'nobody') return 'nobody'
  const claims = decision.claim.map(({ kind, value }) => `${kind}:${value}`)
  return {
    [decision.kind]: decision.leader?.id ?? claims,
    ...(decision.leader && claims.length > 0 && { claims }),
    ...(decision.absorb.length > 0 && { absorbs: decision.absorb.map(({ id }) => id) }),
    ...(decision.suggest.length > 0 && { suggests: decision.suggest.map(({ other }) => other.id) }),
  }
}

describe('decide', () => {
  test.each<[string, Record<number, Written[]>, Written[], unknown]>([
    ['nothing usable', {}, [], 'nobody'],
    ['a shared address alone', {}, ['email:info@a.com'], 'nobody'],
    ['a stranger', {}, ['email:a@a.com', 'anonymous:d'], { create: ['email:a@a.com', 'anonymous:d'] }],
    ['somebody seen before', { 1: ['email:a@a.com'] }, ['email:a@a.com'], { attach: 1 }],
    [
      'a visitor who leaves an address',
      { 1: ['anonymous:d'] },
      ['anonymous:d', 'email:a@a.com'],
      { attach: 1, claims: ['email:a@a.com'] },
    ],
    [
      'a visitor who turns out to be known',
      { 1: ['anonymous:d'], 2: ['email:a@a.com'] },
      ['anonymous:d', 'email:a@a.com'],
      { attach: 2, absorbs: [1] },
    ],
    [
      'two devices of nobody known: the older stays',
      { 1: ['anonymous:d'], 2: ['anonymous:e'] },
      ['anonymous:e', 'anonymous:d'],
      { attach: 1, absorbs: [2] },
    ],
    [
      'an account with the address of a guest',
      { 1: ['email:a@a.com'] },
      ['user:5', 'email:a@a.com'],
      { attach: 1, claims: ['user:5'] },
    ],
    [
      'two known people in one statement: suggested, never merged',
      { 1: ['email:a@a.com'], 2: ['user:5'] },
      ['user:5', 'email:a@a.com'],
      { attach: 2, suggests: [1] },
    ],
    [
      'a second account behind one address is another person',
      { 1: ['user:5', 'email:a@a.com'] },
      ['user:6', 'email:a@a.com'],
      { create: ['user:6'], suggests: [1] },
    ],
    [
      'an account that changes its address',
      { 1: ['user:5', 'email:a@a.com'] },
      ['user:5', 'email:b@a.com'],
      { attach: 1, claims: ['email:b@a.com'] },
    ],
    [
      'another address behind one telephone is another person',
      { 1: ['email:a@a.com', 'phone:+905'] },
      ['email:b@a.com', 'phone:+905'],
      { create: ['email:b@a.com'], suggests: [1] },
    ],
    [
      'a telephone for an address already known',
      { 1: ['email:a@a.com'] },
      ['email:a@a.com', 'phone:+905'],
      { attach: 1, claims: ['phone:+905'] },
    ],
    [
      'somebody else on the family computer: nothing is suggested',
      { 1: ['user:5', 'anonymous:d'], 2: ['user:6'] },
      ['user:6', 'anonymous:d'],
      { attach: 2 },
    ],
    [
      'a new account on the family computer',
      { 1: ['user:5', 'anonymous:d'] },
      ['user:6', 'anonymous:d'],
      { create: ['user:6'] },
    ],
    [
      'a shared address beside an account identifies nothing',
      { 1: ['user:5', 'email:info@a.com'] },
      ['user:6', 'email:info@a.com'],
      { create: ['user:6'] },
    ],
    [
      'two accounts of one store in one statement: one of them',
      { 1: ['user:5'] },
      ['user:4', 'user:5'],
      { attach: 1 },
    ],
    [
      'a marketplace buyer with a masked address',
      {},
      ['marketplace:77', 'email:info@relay.com'],
      { create: ['marketplace:77'] },
    ],
  ])('%s', (...[, people, statement, expected]) => {
    expect(about(people, statement)).toEqual(expected)
  })
})

describe('over any run of statements', () => {
  const written = fc.constantFrom<Written>(
    ...([
      'user:1',
      'user:2',
      'user:3',
      'loyalty:1',
      'loyalty:2',
      'email:a',
      'email:b',
      'email:info',
    ] as const),
    ...(['phone:1', 'phone:2', 'anonymous:1', 'anonymous:2', 'anonymous:3'] as const),
  )
  const statements = fc.array(fc.uniqueArray(written, { minLength: 1, maxLength: 4 }), { maxLength: 25 })

  test('nobody gets two accounts of one store, known people stay apart, everything has one owner', () => {
    fc.assert(
      fc.property(statements, (run) => {
        const town = new Town()
        for (const statement of run) town.hear(statement)
        for (const person of town.people.values()) {
          const accounts = [...person.values].filter(([place]) => /^(user|loyalty)/.test(place))
          expect(accounts.every(([, values]) => values.size === 1)).toBe(true)
        }
        expect([...town.owners.keys()].some((key) => key.includes('info'))).toBe(false)
        expect(town.knownMerged).toBe(0)
      }),
      { numRuns: 2000 },
    )
  })

  test('the order inside a statement does not matter, and hearing it again changes nothing', () => {
    fc.assert(
      fc.property(statements, fc.uniqueArray(written, { minLength: 1, maxLength: 5 }), (run, last) => {
        const town = new Town()
        for (const statement of run) town.hear(statement)
        const forwards = decide(town.look(last))
        const backwards = decide(town.look([...last].reverse()))
        expect(backwards).toEqual(forwards)
        const first = town.hear(last)
        const before = town.print()
        expect(town.hear(last)).toBe(first)
        expect(town.print()).toBe(before)
      }),
      { numRuns: 2000 },
    )
  })
})

/** Remembers what decisions lead to, the plain way. */
class Town {
  readonly owners = new Map<string, number>()
  readonly people = new Map<number, Omit<Head, 'values'> & { values: Map<string, Set<string>> }>()
  knownMerged = 0
  private count = 0

  look(statement: readonly Written[]): SeenIdentity[] {
    return statement.map(identity).map((one) => ({
      ...one,
      owner: (one.shared ? undefined : this.people.get(this.owners.get(identityKey(one)) ?? 0)) ?? null,
    }))
  }

  hear(statement: readonly Written[]): number {
    const decision = decide(this.look(statement))
    if (decision.kind === 'nobody') return 0
    const leader = this.people.get(decision.leader?.id ?? 0) ?? this.settle()
    for (const lost of decision.absorb) {
      if (lost.known) this.knownMerged += 1
      for (const [key, owner] of this.owners) if (owner === lost.id) this.owners.set(key, leader.id)
      this.people.delete(lost.id)
    }
    for (const one of decision.claim) {
      if (this.owners.has(identityKey(one))) throw new Error(`${one.value} is claimed twice`)
      this.owners.set(identityKey(one), leader.id)
      if (isExclusive(one.kind)) {
        leader.known = true
        leader.values.set(placeOf(one), (leader.values.get(placeOf(one)) ?? new Set()).add(one.value))
      }
    }
    return leader.id
  }

  print(): string {
    return JSON.stringify([[...this.owners], [...this.people.values()].map(({ id, known }) => [id, known])])
  }

  private settle() {
    this.count += 1
    const person = {
      id: this.count,
      known: false,
      firstSeenAt: this.count,
      values: new Map<string, Set<string>>(),
    }
    this.people.set(this.count, person)
    return person
  }
}

test('every kind has its own strength', () => {
  const kinds: IdentityKind[] = ['user', 'loyalty', 'marketplace', 'email', 'phone', 'whatsapp', 'anonymous']
  expect(kinds.map(rankOf)).toEqual([0, 1, 2, 3, 4, 5, 6])
})
