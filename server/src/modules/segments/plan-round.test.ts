/** Whom a round concerns, who came and who left: rules alone. */
import type { SegmentCondition, SegmentDefinition, SegmentLeaf } from '@vefa/contract'
import { describe, expect, test } from 'vitest'

import { applyRound, movedChunks } from './apply-round.ts'
import { bitsOf, emptyBits, idsOf } from './bits.ts'
import { inOrder, mostTouched, planRound, ruleOf } from './plan-round.ts'
import { keyOf } from './segment.ts'
import type { Segment } from './store.ts'

const viewed: SegmentLeaf = {
  kind: 'count',
  events: { names: ['Product Viewed'], where: [] },
  window: { kind: 'ever' },
  is: 'atLeast',
  times: 1,
}
const bought: SegmentCondition = {
  kind: 'count',
  events: { names: ['Order Completed'], where: [] },
  window: { kind: 'last', span: { amount: 3, unit: 'hour' } },
  is: 'atLeast',
  times: 1,
}

function asks(segmentId: string, member = true): SegmentCondition {
  return { kind: 'segment', segmentId, member }
}

function definition(...conditions: SegmentCondition[]): SegmentDefinition {
  return { version: 1, root: { kind: 'group', match: 'all', conditions } }
}

function segment(id: string, conditions: SegmentCondition[], given: Partial<Segment> = {}): Segment {
  const at = new Date('2026-11-20T09:30:00Z')
  return {
    id,
    name: id,
    note: '',
    definition: definition(...conditions),
    readyMade: null,
    state: 'ready',
    problem: null,
    version: 1,
    ruleVersion: 1,
    builtRule: 1,
    membersVersion: '4',
    people: 0,
    asOf: at,
    dueAt: null,
    createdBy: '',
    createdAt: at,
    updatedAt: at,
    ...given,
  }
}

const nothing = { people: new Set<number>(), byName: new Map<string, Set<number>>(), byClock: new Map() }

function modes(plan: ReturnType<typeof planRound>): Record<string, string> {
  return Object.fromEntries(plan.steps.map(({ rule, mode }) => [rule.segment.id, mode]))
}

describe('planRound', () => {
  const rules = [segment('views', [viewed]), segment('buys', [bought])].map(ruleOf)

  test('only segments whose events arrived, for those they arrived for', () => {
    const plan = planRound(rules, { ...nothing, byName: new Map([['Product Viewed', new Set([7, 9])]]) })
    expect(modes(plan)).toEqual({ views: 'touched' })
    expect([...plan.touched]).toEqual([7, 9])
  })

  test('an event nobody asks for is no work', () => {
    expect(planRound(rules, { ...nothing, byName: new Map([['Other', new Set([7])]]) }).steps).toEqual([])
  })

  test('a changed profile concerns all of them', () => {
    expect(modes(planRound(rules, { ...nothing, people: new Set([3]) }))).toEqual({
      views: 'touched',
      buys: 'touched',
    })
  })

  test('the clock concerns whose time has come, and the segment even where that is nobody', () => {
    const some = planRound(rules, { ...nothing, byClock: new Map([['buys', [5]]]) })
    expect(modes(some)).toEqual({ buys: 'touched' })
    expect([...some.touched]).toEqual([5])
    expect(modes(planRound(rules, { ...nothing, byClock: new Map([['buys', []]]) }))).toEqual({
      buys: 'touched',
    })
  })

  test('where it cannot be said whom the clock concerns, everybody is looked at', () => {
    expect(modes(planRound(rules, { ...nothing, byClock: new Map([['buys', undefined]]) }))).toEqual({
      buys: 'all',
    })
  })

  test('a new or changed rule is built; who asks it is looked at for everybody', () => {
    const chain = [
      segment('asking', [asks('views', false)]),
      segment('views', [viewed], { ruleVersion: 2 }),
    ].map(ruleOf)
    const plan = planRound(chain, nothing)
    expect(plan.steps.map(({ rule }) => rule.segment.id)).toEqual(['views', 'asking'])
    expect(modes(plan)).toEqual({ views: 'build', asking: 'all' })
  })

  test('who asks a touched segment is touched too, through any number of steps', () => {
    const chain = [segment('c', [asks('b')]), segment('b', [asks('a')]), segment('a', [viewed])].map(ruleOf)
    const plan = planRound(chain, { ...nothing, byName: new Map([['Product Viewed', new Set([1])]]) })
    expect(plan.steps.map(({ rule }) => rule.segment.id)).toEqual(['a', 'b', 'c'])
    expect(new Set(Object.values(modes(plan)))).toEqual(new Set(['touched']))
  })

  test('too many to name are everybody', () => {
    const many = new Set(Array.from({ length: mostTouched + 1 }, (_, index) => index + 1))
    const plan = planRound(rules, { ...nothing, byName: new Map([['Product Viewed', many]]) })
    expect(modes(plan)).toEqual({ views: 'all' })
  })

  test('each after those it asks, whatever the order they are given in', () => {
    const given = [
      segment('d', [asks('b'), asks('c')]),
      segment('b', [asks('a')]),
      segment('c', [asks('a')]),
      segment('a', []),
    ]
    const order = inOrder(given.map(ruleOf)).map((rule) => rule.segment.id)
    for (const { id, definition: of } of given) {
      for (const asked of ruleOf(segment(id, of.root.conditions)).asks)
        expect(order.indexOf(asked)).toBeLessThan(order.indexOf(id))
    }
  })
})

describe('applyRound', () => {
  const key = keyOf(viewed)
  const people = { known: bitsOf([1, 2, 3, 70_000]), everyone: bitsOf([1, 2, 3, 4, 70_000]) }

  test('touched people come and go, others stay as they were', () => {
    const [rule] = [segment('views', [viewed], { people: 2 })].map(ruleOf)
    if (!rule) throw new Error('no rule')
    const [movement] = applyRound(
      { steps: [{ rule, mode: 'touched' }], touched: new Set([70_000, 1, 2, 131_072]) },
      {
        before: new Map([['views', bitsOf([2, 3, 131_072])]]),
        touched: {
          people: { known: bitsOf([1, 2, 70_000, 131_072]), everyone: bitsOf([1, 2, 70_000, 131_072]) },
          holders: new Map([[key, bitsOf([1, 70_000, 131_072])]]),
        },
        all: undefined,
      },
      new Set(),
    )
    expect([...idsOf(movement?.entered ?? emptyBits())]).toEqual([1, 70_000])
    expect([...idsOf(movement?.left ?? emptyBits())]).toEqual([2])
    expect([...idsOf(movement?.after ?? emptyBits())]).toEqual([1, 3, 70_000, 131_072])
    expect(movement).toMatchObject({ came: 2, went: 1, people: 3 })
  })

  test('somebody merged away or become nobody leaves, whatever the conditions say', () => {
    const [rule] = [segment('views', [viewed], { people: 1 })].map(ruleOf)
    if (!rule) throw new Error('no rule')
    const [movement] = applyRound(
      { steps: [{ rule, mode: 'touched' }], touched: new Set([2]) },
      {
        before: new Map([['views', bitsOf([2])]]),
        touched: {
          people: { known: emptyBits(), everyone: emptyBits() },
          holders: new Map([[key, bitsOf([2])]]),
        },
        all: undefined,
      },
      new Set(),
    )
    expect(movement).toMatchObject({ came: 0, went: 1, people: 0 })
    expect(movement && movedChunks(movement).map(({ chunk }) => chunk)).toEqual([0])
  })

  test('who asks another segment sees it as it is now', () => {
    const rules = inOrder([segment('not', [asks('views', false)]), segment('views', [viewed])].map(ruleOf))
    const movements = applyRound(
      { steps: rules.map((rule) => ({ rule, mode: 'all' as const })), touched: new Set() },
      {
        before: new Map([
          ['views', bitsOf([1])],
          ['not', bitsOf([2, 3, 70_000])],
        ]),
        all: { people, holders: new Map([[key, bitsOf([2, 70_000])]]) },
        touched: undefined,
      },
      new Set(),
    )
    expect(movements.map(({ entered, left }) => [[...idsOf(entered)], [...idsOf(left)]])).toEqual([
      [[2, 70_000], [1]],
      [[1], [2, 70_000]],
    ])
    expect(movements[1] && movedChunks(movements[1]).map(({ chunk }) => chunk)).toEqual([0, 1])
  })

  test('a segment that could not be answered stays as it was', () => {
    const [rule] = [segment('views', [viewed])].map(ruleOf)
    if (!rule) throw new Error('no rule')
    const plan = { steps: [{ rule, mode: 'all' as const }], touched: new Set<number>() }
    expect(
      applyRound(plan, { before: new Map(), all: undefined, touched: undefined }, new Set(['views'])),
    ).toEqual([])
  })
})
