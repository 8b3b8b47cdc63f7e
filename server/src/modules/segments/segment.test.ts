import { segmentDefinition, type SegmentDefinition } from '@vefa/contract'
import { describe, expect, test } from 'vitest'

import { bitsOf, idsOf } from './bits.ts'
import { checkDefinition, type Surroundings } from './check-definition.ts'
import { asksForKnown, eventNamesOf, keyOf, leavesOf, membersOf, segmentsAskedBy } from './segment.ts'

const other = '0192f3a0-0000-7000-8000-00000000000a'
const third = '0192f3a0-0000-7000-8000-00000000000b'
const own = '0192f3a0-0000-7000-8000-00000000000c'

const share = (from: number, to: number) => ({ kind: 'share', seed: 's', from, to })
const known = { kind: 'attribute', field: 'known', test: { type: 'boolean', is: true } }
const count = (window: unknown = { kind: 'ever' }, where: unknown[] = []) => ({
  kind: 'count',
  events: { names: ['Product Viewed'], where },
  window,
  is: 'atLeast',
  times: 1,
})

function rule(match: 'all' | 'any' | 'none', ...conditions: unknown[]): SegmentDefinition {
  return segmentDefinition.parse({ version: 1, root: { kind: 'group', match, conditions } })
}

describe('algebra', () => {
  const [a, b] = [share(0, 10), share(20, 30)]
  const universe = bitsOf([1, 2, 3, 4])
  const of = (definition: SegmentDefinition): number[] => {
    const truth = new Map([
      [keyOf(rule('all', a).root.conditions[0] as never), bitsOf([1, 2, 9])],
      [keyOf(rule('all', b).root.conditions[0] as never), bitsOf([2, 3])],
    ])
    return [...idsOf(membersOf(definition, { truth, universe, membersOfSegment: () => bitsOf([4, 9]) }))]
  }

  test.each([
    ['all', rule('all', a, b), [2]],
    ['any', rule('any', a, b), [1, 2, 3]],
    ['none', rule('none', a, b), [4]],
    ['nothing asked', rule('all'), [1, 2, 3, 4]],
    ['none of nothing', rule('none'), [1, 2, 3, 4]],
    ['any of nothing', rule('any'), [1, 2, 3, 4]],
    [
      'nested',
      rule(
        'all',
        { kind: 'group', match: 'none', conditions: [a] },
        { kind: 'group', match: 'any', conditions: [b] },
      ),
      [3],
    ],
    ['of a segment', rule('all', { kind: 'segment', segmentId: other, member: true }), [4]],
    ['of no segment', rule('all', { kind: 'segment', segmentId: other, member: false }), [1, 2, 3]],
  ])('%s', (_, definition, expected) => expect(of(definition)).toEqual(expected))

  test('an unknown condition is a fault, not nobody', () => {
    expect(() => of(rule('all', known))).toThrow('nothing is known')
  })

  test('equal conditions share a key, whatever their order', () => {
    const [first, second] = leavesOf(rule('all', share(1, 2), { to: 2, from: 1, seed: 's', kind: 'share' }))
    expect(first?.key).toBe(second?.key)
    expect([first?.path, second?.path]).toEqual([[0], [1]])
  })

  test('what it rests on', () => {
    const definition = rule(
      'any',
      known,
      { kind: 'segment', segmentId: other, member: true },
      { kind: 'message', did: 'clicked', window: { kind: 'ever' }, is: 'atLeast', times: 1 },
    )
    expect(asksForKnown(definition)).toBe(true)
    expect(segmentsAskedBy(definition)).toEqual([other])
    expect(leavesOf(definition).flatMap(({ leaf }) => eventNamesOf(leaf))).toEqual(['Email Link Clicked'])
  })
})

describe('what is refused', () => {
  const around: Surroundings = {
    id: own,
    attributes: new Map([['colour', 'text']]),
    segments: new Map([
      [other, [third]],
      [third, []],
    ]),
  }
  const text = { type: 'text', is: 'in', values: ['a'] }
  const deep = (depth: number): unknown =>
    depth === 0 ? known : { kind: 'group', match: 'all', conditions: [deep(depth - 1)] }

  test.each([
    ['segment_field_unknown', { kind: 'attribute', field: 'shoeSize', test: text }],
    ['segment_field_unknown', { kind: 'attribute', field: 'attributes.size', test: text }],
    ['segment_field_unknown', { kind: 'attribute', field: 'constructor', test: text }],
    ['segment_test_unfit', { kind: 'attribute', field: 'orderCount', test: text }],
    [
      'segment_test_unfit',
      { kind: 'attribute', field: 'attributes.colour', test: { type: 'boolean', is: true } },
    ],
    [
      'segment_bound_missing',
      { kind: 'attribute', field: 'spent', test: { type: 'number', is: 'between', value: 1 } },
    ],
    [
      'segment_bounds_reversed',
      { kind: 'attribute', field: 'spent', test: { type: 'number', is: 'between', value: 2, to: 1 } },
    ],
    [
      'segment_bounds_reversed',
      {
        kind: 'attribute',
        field: 'birthday',
        test: { type: 'date', is: 'between', from: '2026-02-01', to: '2026-01-01' },
      },
    ],
    ['segment_property_unknown', count(undefined, [{ property: 'price', test: text }])],
    ['segment_test_unfit', count(undefined, [{ property: 'value', test: text }])],
    ['segment_bounds_reversed', count({ kind: 'between', from: '2026-02-01', to: '2026-01-01' })],
    [
      'segment_bounds_reversed',
      count({ kind: 'ago', from: { amount: 1, unit: 'day' }, to: { amount: 24, unit: 'hour' } }),
    ],
    [
      'segment_test_unfit',
      { ...count(), kind: 'amount', of: 'sum', property: 'product', bounds: { is: 'atLeast', value: '1' } },
    ],
    [
      'segment_bounds_reversed',
      {
        ...count(),
        kind: 'amount',
        of: 'sum',
        property: 'value',
        bounds: { is: 'between', value: '2', to: '1.5' },
      },
    ],
    [
      'segment_bound_missing',
      {
        kind: 'orders',
        window: { kind: 'ever' },
        where: [{ what: 'total', bounds: { is: 'between', value: '2' } }],
        of: 'count',
        bounds: { is: 'atLeast', value: '1' },
      },
    ],
    ['segment_bounds_reversed', share(10, 10)],
    [
      'segment_not_found',
      { kind: 'segment', segmentId: '0192f3a0-0000-7000-8000-00000000000d', member: true },
    ],
    ['segment_too_deep', deep(8)],
  ])('%s: %o', (code, condition) => {
    expect(() => checkDefinition(rule('all', condition), around)).toThrow(code)
  })

  test('a circle, however long', () => {
    const circle = new Map([
      [other, [third]],
      [third, [own]],
    ])
    const asks = rule('all', { kind: 'segment', segmentId: other, member: true })
    expect(() => checkDefinition(asks, { ...around, segments: circle })).toThrow('segment_asks_itself')
    expect(() => checkDefinition(asks, around)).not.toThrow()
  })

  test('too many conditions', () => {
    const many = Array.from({ length: 30 }, () => known)
    const groups = Array.from({ length: 4 }, () => ({ kind: 'group', match: 'all', conditions: many }))
    expect(() => checkDefinition(rule('all', ...groups), around)).toThrow('segment_too_large')
  })
})
