/** The text of every kind of question, as a file to read; whoever changes it sees what changed. */
import { segmentDefinition, type SegmentLeaf } from '@vefa/contract'
import { expect, test } from 'vitest'

import { compileSets } from './compile.ts'
import { compileNext, compileTouched } from './compile-clock.ts'
import { compileFacts } from './compile-facts.ts'
import { sharersText } from './compile-people.ts'
import type { Question, Scene } from './scene.ts'
import { keyOf, leavesOf } from './segment.ts'

const scene: Scene = { now: new Date('2026-11-20T09:30:00.000Z'), zone: 'Europe/Istanbul', merges: [] }
const merged: Scene = { ...scene, merges: [{ customer: 7, standsFor: 6, liesAt: [5] }] }

const everybody = { scene, among: null, people: false }

const days = (amount: number) => ({ kind: 'last', span: { amount, unit: 'day' } })
const ever = { kind: 'ever' }
const viewed = { names: ['Product Viewed'] }
const atLeast = (value: string) => ({ is: 'atLeast', value })
const filtered = {
  names: ['Product Viewed', 'Product Added'],
  where: [
    { property: 'properties.size', test: { type: 'number', is: 'between', value: 40, to: 42.5 } },
    { property: 'brand', test: { type: 'text', is: 'notIn', values: ['İpek'] } },
    { property: 'value', test: { type: 'number', is: 'above', value: 0.1 } },
  ],
}

const examples: Record<string, unknown> = {
  'did it': { kind: 'count', events: viewed, window: days(30), is: 'atLeast', times: 1 },
  'at most twice': {
    kind: 'count',
    events: viewed,
    window: { kind: 'earlier', span: { amount: 2, unit: 'hour' } },
    is: 'atMost',
    times: 2,
  },
  'never, with filters': { kind: 'count', events: filtered, window: ever, is: 'exactly', times: 0 },
  'again after the last order': {
    kind: 'count',
    events: viewed,
    window: ever,
    is: 'atLeast',
    times: 2,
    after: { events: { names: ['Order Completed'] }, which: 'last' },
  },
  'sum of money': {
    kind: 'amount',
    events: viewed,
    window: { kind: 'between', from: '2026-01-01', to: '2026-03-31' },
    of: 'sum',
    property: 'value',
    bounds: atLeast('100.50'),
  },
  'average of an own property': {
    kind: 'amount',
    events: viewed,
    window: ever,
    of: 'average',
    property: 'properties.size',
    bounds: { is: 'between', value: '40', to: '42' },
  },
  'least and nothing': {
    kind: 'amount',
    events: viewed,
    window: ever,
    of: 'least',
    property: 'quantity',
    bounds: { is: 'atMost', value: '1' },
  },
  'first time': {
    kind: 'moment',
    events: viewed,
    which: 'first',
    window: { kind: 'ago', from: { amount: 3, unit: 'month' }, to: { amount: 1, unit: 'month' } },
  },
  'last time': { kind: 'moment', events: viewed, which: 'last', window: { kind: 'until', to: '2026-10-31' } },
  'in sequence': {
    kind: 'sequence',
    steps: [viewed, { names: ['Product Added'] }, { names: ['Order Completed'] }],
    within: { amount: 2, unit: 'day' },
    window: days(90),
  },
  orders: { kind: 'orders', window: days(365), where: [], of: 'count', bounds: atLeast('2') },
  'orders with filters': {
    kind: 'orders',
    window: ever,
    where: [
      { what: 'category', values: ['Havlu'] },
      { what: 'refunded', yes: false },
      { what: 'discounted', yes: true },
      { what: 'store', ids: [1] },
      { what: 'total', bounds: atLeast('50') },
    ],
    of: 'sum',
    bounds: { is: 'atMost', value: '900' },
  },
  message: {
    kind: 'message',
    did: 'opened',
    channel: 'email',
    campaignId: '0192f3a0-0000-7000-8000-000000000001',
    window: days(60),
    is: 'atLeast',
    times: 1,
  },
  text: { kind: 'attribute', field: 'city', test: { type: 'text', is: 'in', values: ['İstanbul', 'IĞDIR'] } },
  'text with a word': {
    kind: 'attribute',
    field: 'attributes.colour',
    test: { type: 'text', is: 'notContains', values: ['mavi', 'yeşil'] },
  },
  number: { kind: 'attribute', field: 'spent', test: { type: 'number', is: 'atLeast', value: 1000.1 } },
  predicted: { kind: 'attribute', field: 'alive', test: { type: 'number', is: 'below', value: 0.2 } },
  'not predicted': { kind: 'attribute', field: 'alive', test: { type: 'presence', set: false } },
  'date of a moment': {
    kind: 'attribute',
    field: 'lastOrderAt',
    test: { type: 'date', is: 'earlier', span: { amount: 6, unit: 'week' } },
  },
  anniversary: { kind: 'attribute', field: 'birthday', test: { type: 'date', is: 'anniversary', days: 2 } },
  boolean: { kind: 'attribute', field: 'known', test: { type: 'boolean', is: false } },
  list: { kind: 'attribute', field: 'tags', test: { type: 'list', is: 'none', values: ['VIP'] } },
  consent: { kind: 'consent', channel: 'email', purpose: 'marketing', state: 'none' },
  share: { kind: 'share', seed: 'bahar', from: 0, to: 5000 },
}

function leafOf(example: unknown): SegmentLeaf {
  const definition = segmentDefinition.parse({
    version: 1,
    root: { kind: 'group', match: 'all', conditions: [example] },
  })
  const [placed] = leavesOf(definition)
  if (placed === undefined) throw new Error('an example without a condition')
  return placed.leaf
}

const leaves = Object.values(examples).map(leafOf)

const sameRows = ['2', '9.99'].map((value) =>
  leafOf({
    kind: 'amount',
    events: viewed,
    window: ever,
    of: 'sum',
    property: 'value',
    bounds: atLeast(value),
  }),
)

/** The table of letters is long and stands in fold-letters.ts. */
function written(name: string, { text, params }: Question, more = ''): string {
  const values = Object.entries(params).map(([key, value]) => {
    const json = JSON.stringify(value)
    return `--   ${key} = ${json.length > 300 ? `${json.slice(0, 20)}…` : json}`
  })
  return [`-- ${name}${more}`, ...values, text.trim().replaceAll(/[ \t]+$/gm, ''), ''].join('\n')
}

test('conditions become these questions', async () => {
  const single = Object.entries(examples).flatMap(([name, example]) =>
    compileSets([leafOf(example)], everybody).map((question) => {
      const negated = question.columns.some((column) => column.of === 'condition' && column.negated)
      return written(name, question, negated ? ' (everybody else)' : '')
    }),
  )
  const several = [...leaves.slice(0, 2), ...leaves.slice(10, 12), ...leaves.slice(13, 14)]
  const among = compileSets(several, { scene: merged, among: [6, 9], people: true })
  const texts = [
    ...single,
    ...among.map((question) => written('among two, with a merge', question)),
    ...compileTouched(leaves.slice(0, 2), scene, new Date('2026-11-19T20:00:00.000Z')).map((question) =>
      written('touched by the clock', question),
    ),
    ...compileNext(leaves.slice(1, 2), scene).map((question) =>
      written('what the clock reaches next', question),
    ),
    ...compileFacts(leaves.slice(0, 1), merged, 6).map((question) => written('facts of one', question)),
    ...compileSets([], { ...everybody, people: true }).map((question) => written('universe', question)),
    ...compileSets(sameRows, everybody).map((question) => written('the same rows, once', question)),
    written('sharers of orders', sharersText([6], merged.merges)),
  ]
  await expect(texts.join('\n')).toMatchFileSnapshot('./compile.golden.sql')
})

test('every value is bound: none stands in a text', () => {
  for (const leaf of leaves) {
    const [{ text } = { text: '' }] = compileSets([leaf], everybody)
    expect(text).not.toMatch(/istanbul|İpek|ipek|havlu|mavi|bahar|vip|0192f3a0|2026|Istanbul|size/)
  }
})

test('the same rule asks the same question', () => {
  for (const leaf of leaves)
    expect(compileSets([leaf], everybody)).toEqual(compileSets([structuredClone(leaf)], everybody))
})

test('equal conditions are asked once', () => {
  const [first] = leaves
  const [question] = compileSets(first ? [first, structuredClone(first)] : [], {
    scene,
    among: [1],
    people: true,
  })
  expect(question?.columns.filter(({ of }) => of === 'condition')).toHaveLength(1)
})

test('many conditions become several questions, in which everybody and each condition stand once', () => {
  const many = leaves.filter(
    (leaf) => leaf.kind === 'count' || leaf.kind === 'amount' || leaf.kind === 'moment',
  )
  const questions = compileSets([...leaves, ...many], { ...everybody, people: true })
  expect(questions.length).toBeGreaterThan(1)
  const columns = questions.flatMap((question) => question.columns)
  const keys = columns.map((column) => (column.of === 'condition' ? column.key : column.of))
  expect(keys.toSorted()).toEqual(['anonymous', 'known', ...new Set(leaves.map(keyOf))].toSorted())
})

test('hundreds of conditions are asked in parts, of everybody and of some', () => {
  const [first] = leaves
  if (first?.kind !== 'count') throw new Error('the first example is no count')
  const many = Array.from({ length: 250 }, (_, at) => ({ ...first, times: at + 1 }))
  for (const among of [null, [6, 9]]) {
    const questions = compileSets(many, { scene, among, people: true })
    expect(questions.map(({ columns }) => columns.length)).toEqual([102, 100, 50])
  }
})

test('a condition on a segment is no question', () => {
  const leaf = { kind: 'segment' as const, segmentId: '0192f3a0-0000-7000-8000-00000000000a', member: true }
  expect(() => compileSets([leaf], everybody)).toThrow('segments')
})
