/** Random rules of segments, with the words, numbers and spans that the random histories know. */
import type { SegmentDefinition, SegmentLeaf } from '@vefa/contract'
import { segmentDefinition } from '@vefa/contract'
import * as fc from 'fast-check'

import { shareOf } from '#/modules/segments/share.ts'

import { dateAway, dayOf } from './segment-oracle-days.ts'
import { chainSteps, dearest, type Place, vocabulary } from './segment-worlds.ts'

const { words, letters, numbers, amounts, campaigns } = vocabulary

const amountOfSpan = fc.constantFrom(...vocabulary.spans)
const unit = fc.constantFrom('minute', 'hour', 'day', 'week', 'month')
const span = fc.record({ amount: amountOfSpan, unit })

const length = { minute: 1, hour: 60, day: 1_440, week: 10_080, month: 43_200 } as const
const roughly = (of: { amount: number; unit: string }): number =>
  of.amount * length[of.unit as keyof typeof length]

function dayNear({ zone, nows }: Place): fc.Arbitrary<string> {
  const today = dayOf(Number(nows[0]), zone)
  return fc.oneof(
    fc.integer({ min: -40, max: 3 }).map((away) => dateAway(today, { amount: away, unit: 'day' }, 1)),
    fc.constantFrom('0001-01-01', '1900-01-01', '2299-12-31', '9999-12-31'),
  )
}

function inOrder(days: fc.Arbitrary<string>): fc.Arbitrary<{ from: string; to: string }> {
  return fc.tuple(days, days).map(([a, b]) => (a < b ? { from: a, to: b } : { from: b, to: a }))
}

function windowOf(place: Place): fc.Arbitrary<unknown> {
  const day = dayNear(place)
  return fc.oneof(
    fc.constant({ kind: 'ever' }),
    span.map((of) => ({ kind: 'last', span: of })),
    span.map((of) => ({ kind: 'last', span: of })),
    span.map((of) => ({ kind: 'earlier', span: of })),
    fc
      .tuple(span, span)
      .filter(([a, b]) => roughly(a) !== roughly(b))
      .map(([a, b]) =>
        roughly(a) > roughly(b) ? { kind: 'ago', from: a, to: b } : { kind: 'ago', from: b, to: a },
      ),
    inOrder(day).map((days) => ({ kind: 'between', ...days })),
    day.map((from) => ({ kind: 'since', from })),
    day.map((to) => ({ kind: 'until', to })),
  )
}

const someOf = (choice: readonly string[]): fc.Arbitrary<string[]> =>
  fc.uniqueArray(fc.constantFrom(...choice), { minLength: 1, maxLength: 3 })

function textTest(choice: readonly string[]): fc.Arbitrary<unknown> {
  return fc.oneof(
    fc.record({ type: fc.constant('text'), is: fc.constantFrom('in', 'notIn'), values: someOf(choice) }),
    fc.record({
      type: fc.constant('text'),
      is: fc.constantFrom('contains', 'notContains', 'starts'),
      values: someOf(letters),
    }),
  )
}

const numberTest = fc
  .tuple(
    fc.constantFrom('equals', 'above', 'atLeast', 'below', 'atMost', 'between'),
    fc.constantFrom(...numbers),
    fc.constantFrom(...numbers),
  )
  .map(([is, a, b]) => ({
    type: 'number',
    is,
    value: is === 'between' ? Math.min(a, b) : a,
    ...(is === 'between' && { to: Math.max(a, b) }),
  }))
const booleanTest = fc.record({ type: fc.constant('boolean'), is: fc.boolean() })
const presenceTest = fc.record({ type: fc.constant('presence'), set: fc.boolean() })
const listTest = fc.record({
  type: fc.constant('list'),
  is: fc.constantFrom('any', 'all', 'none'),
  values: someOf(['VIP', 'ISI', 'çok', 'Çok alan', 'Havlu']),
})

function dateTest(place: Place): fc.Arbitrary<unknown> {
  const day = dayNear(place)
  return fc.oneof(
    fc.tuple(fc.constantFrom('before', 'since'), day).map(([is, of]) => ({ type: 'date', is, day: of })),
    inOrder(day).map((days) => ({ type: 'date', is: 'between', ...days })),
    fc
      .tuple(fc.constantFrom('last', 'earlier', 'next'), span)
      .map(([is, of]) => ({ type: 'date', is, span: of })),
    fc.integer({ min: 0, max: 366 }).map((days) => ({ type: 'date', is: 'anniversary', days })),
    fc.integer({ min: 0, max: 3 }).map((days) => ({ type: 'date', is: 'anniversary', days })),
  )
}

const filter = fc.oneof(
  fc
    .tuple(
      fc.constantFrom(
        'product',
        'category',
        'brand',
        'query',
        'city',
        'message',
        'url',
        'properties.colour',
        'properties.a.b',
      ),
      fc.oneof(textTest(words), presenceTest),
    )
    .map(([property, test]) => ({ property, test })),
  fc
    .tuple(
      fc.constantFrom('value', 'quantity', 'store', 'properties.size'),
      fc.oneof(numberTest, numberTest, presenceTest),
    )
    .map(([property, test]) => ({ property, test })),
  textTest(['100', '101', '1:102']).map((test) => ({ property: 'order', test })),
  textTest(['WEB', 'email']).map((test) => ({ property: 'channel', test })),
  fc.oneof(booleanTest, presenceTest).map((test) => ({ property: 'properties.gift', test })),
)

const events = fc.record({
  names: someOf(vocabulary.names),
  where: fc.oneof(
    { weight: 3, arbitrary: fc.constant<unknown[]>([]) },
    { weight: 2, arbitrary: fc.array(filter as fc.Arbitrary<unknown>, { minLength: 1, maxLength: 2 }) },
  ),
})

const often = fc.record({
  is: fc.constantFrom('atLeast', 'atMost', 'exactly'),
  times: fc.integer({ min: 0, max: 3 }),
})

const bounds = fc
  .tuple(
    fc.constantFrom('atLeast', 'atMost', 'between'),
    fc.constantFrom(...amounts),
    fc.constantFrom(...amounts),
  )
  .map(([is, a, b]) => {
    if (is !== 'between') return { is, value: a }
    return Number(a) < Number(b) ? { is, value: a, to: b } : { is, value: b, to: a }
  })

const measures = ['sum', 'average', 'least', 'greatest'] as const

const orderFilter = fc.oneof(
  fc
    .tuple(fc.constantFrom('product', 'category', 'brand'), someOf(words))
    .map(([what, values]) => ({ what, values })),
  fc.constant({ what: 'coupon', values: ['yaz10'] }),
  fc.constant({ what: 'channel', values: ['web'] }),
  fc.constantFrom([1], [1, 2]).map((ids) => ({ what: 'store', ids })),
  bounds.map((of) => ({ what: 'total', bounds: of })),
  fc.boolean().map((yes) => ({ what: 'discounted', yes })),
  fc.boolean().map((yes) => ({ what: 'refunded', yes })),
)

function attribute(place: Place): fc.Arbitrary<unknown> {
  const of = (fields: string[], tests: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
    fc
      .tuple(
        fc.constantFrom(...fields),
        fc.oneof({ weight: 5, arbitrary: tests }, { weight: 1, arbitrary: presenceTest }),
      )
      .map(([field, test]) => ({ kind: 'attribute', field, test }))
  return fc.oneof(
    of(
      ['name', 'city', 'gender', 'email', 'rfmClass', 'attributes.colour'],
      textTest([...words, 'female', 'AYSE@ornek.com', 'lost']),
    ),
    of(
      [
        'orderCount',
        'spent',
        'usualGapDays',
        'rfmRecency',
        'risk',
        'alive',
        'lifetimeValue365',
        'attributes.size',
      ],
      numberTest,
    ),
    of(['birthday', 'firstSeenAt', 'lastSeenAt', 'lastOrderAt', 'attributes.since'], dateTest(place)),
    of(['known', 'attributes.member'], booleanTest),
    of(['tags', 'attributes.likes'], listTest),
  )
}

export const segmentIds = ['0192f3a0-0000-7000-8000-00000000000a', '0192f3a0-0000-7000-8000-00000000000b']

export function leafOf(place: Place): fc.Arbitrary<SegmentLeaf> {
  const window = windowOf(place)
  const orderOf = fc.constantFrom('count', ...measures)
  const done = eventLeaves(window)
  const leaves = [
    attribute(place),
    ...done,
    fc
      .tuple(window, fc.array(orderFilter as fc.Arbitrary<unknown>, { maxLength: 2 }), orderOf, bounds)
      .map(([when, where, of, within]) => ({ kind: 'orders', window: when, where, of, bounds: within })),
    fc
      .tuple(
        fc.constantFrom('received', 'opened', 'clicked'),
        window,
        often,
        fc.record(
          { channel: fc.constant('email'), campaignId: fc.constantFrom(...campaigns) },
          { requiredKeys: [] },
        ),
      )
      .map(([did, when, how, which]) => ({ kind: 'message', did, window: when, ...how, ...which })),
    fc.record({
      kind: fc.constant('consent'),
      channel: fc.constantFrom('email', 'sms'),
      purpose: fc.constantFrom('marketing', 'service'),
      state: fc.constantFrom('given', 'refused', 'withdrawn', 'none'),
    }),
    fc.record({
      kind: fc.constant('segment'),
      segmentId: fc.constantFrom(...segmentIds),
      member: fc.boolean(),
    }),
    fc
      .tuple(
        fc.constantFrom('a', 'ilkbahar ş'),
        fc.integer({ min: 0, max: 9_000 }),
        fc.integer({ min: 1, max: 10_000 }),
      )
      .filter(([, from, to]) => from < to)
      .map(([seed, from, to]) => ({ kind: 'share', seed, from, to })),
  ] as fc.Arbitrary<unknown>[]
  return fc.oneof(...leaves, ...leaves.slice(1, 7)) as fc.Arbitrary<SegmentLeaf>
}

function eventLeaves(window: fc.Arbitrary<unknown>): fc.Arbitrary<unknown>[] {
  return [
    fc
      .tuple(events, window, often)
      .map(([of, when, how]) => ({ kind: 'count', events: of, window: when, ...how })),
    fc
      .tuple(events, window, often, fc.record({ events, which: fc.constantFrom('first', 'last') }))
      .map(([of, when, how, after]) => ({ kind: 'count', events: of, window: when, ...how, after })),
    fc
      .tuple(
        events,
        window,
        fc.constantFrom(...measures),
        fc.constantFrom('value', 'quantity', 'properties.size'),
        bounds,
      )
      .map(([of, when, how, property, within]) => ({
        kind: 'amount',
        events: of,
        window: when,
        of: how,
        property,
        bounds: within,
      })),
    fc
      .tuple(events, window, fc.constantFrom('first', 'last'))
      .map(([of, when, which]) => ({ kind: 'moment', events: of, which, window: when })),
    fc
      .tuple(fc.array(events, { minLength: 2, maxLength: 4 }), span, window)
      .map(([steps, within, when]) => ({ kind: 'sequence', steps, within, window: when })),
  ]
}

/** Parsed by the contract, so that only what can be asked is asked. */
export function definitionOf(place: Place): fc.Arbitrary<SegmentDefinition> {
  const match = fc.constantFrom('all', 'any', 'none')
  const leaf = leafOf(place) as fc.Arbitrary<unknown>
  const inner = fc.record({ kind: fc.constant('group'), match, conditions: fc.array(leaf, { maxLength: 2 }) })
  const root = fc.record({
    kind: fc.constant('group'),
    match,
    conditions: fc.array(fc.oneof({ weight: 4, arbitrary: leaf }, { weight: 1, arbitrary: inner }), {
      maxLength: 3,
    }),
  })
  return root.map((group) => segmentDefinition.parse({ version: 1, root: group }))
}

const comparisons = ['equals', 'above', 'atLeast', 'below', 'atMost', 'between'] as const

/** What the greatest and least numbers of a history are compared with, so that one off by a hair finds another answer. */
const edges = {
  filters: [
    ['value', 250],
    ['value', -5],
    ['quantity', 10],
    ['quantity', 0],
    ['properties.size', 250],
    ['properties.size', -3],
    // What is kept of 0.12345.
    ['properties.size', 0.1234],
  ],
  fields: [
    ['orderCount', 2],
    ['spent', 100.1],
    ['usualGapDays', 30],
    ['rfmRecency', 3],
    ['alive', 0.5],
  ],
} as const

/** Every comparison of numbers right at the edge, and each kind of order by itself: chance would seldom compose them. */
export function edgeDefinitions(): SegmentDefinition[] {
  const compared = comparisons.flatMap((is) => {
    const test = (value: number): unknown => ({
      type: 'number',
      is,
      value,
      ...(is === 'between' && { to: value }),
    })
    return [
      ...edges.filters.map(([property, value]) => once([{ property, test: test(value) }])),
      ...edges.fields.map(([field, value]) => ({ kind: 'attribute', field, test: test(value) })),
    ]
  })
  const bounded = (['atLeast', 'atMost', 'between'] as const).flatMap((is) =>
    [
      { of: 'greatest', value: '250' },
      { of: 'least', value: '-5' },
    ].map(({ of, value }) => ({
      kind: 'amount',
      events: { names: [...vocabulary.names], where: [] },
      window: { kind: 'ever' },
      of,
      property: 'value',
      bounds: { is, value, ...(is === 'between' && { to: value }) },
    })),
  )
  return [...compared, ...bounded, ...ordered, ...drawn, ...chained, timed].map((condition) =>
    segmentDefinition.parse({
      version: 1,
      root: { kind: 'group', match: 'all', conditions: [condition] },
    }),
  )
}

const ordered = [
  ...[true, false].flatMap((yes) => [
    { what: 'discounted', yes },
    { what: 'refunded', yes },
  ]),
  { what: 'store', ids: [1] },
  ...(['atLeast', 'atMost'] as const).map((is) => ({ what: 'total', bounds: { is, value: '100.1' } })),
  { what: 'total', bounds: { is: 'atLeast', value: dearest } },
].map((filter) => ({
  kind: 'orders',
  window: { kind: 'ever' },
  where: [filter],
  of: 'count',
  bounds: { is: 'atLeast', value: '1' },
}))

/** From and up to the very place of somebody. */
const drawn = [1, 10, 65_535].flatMap((customer) => {
  const place = Math.min(Math.max(shareOf('a', customer), 1), 9_998)
  return [
    { kind: 'share', seed: 'a', from: place, to: place + 1 },
    { kind: 'share', seed: 'a', from: place + 1, to: 10_000 },
    { kind: 'share', seed: 'a', from: 0, to: place },
  ]
})

/** Also asked of somebody who never did anything. */
const timed = {
  kind: 'moment',
  events: { names: [...vocabulary.names], where: [] },
  which: 'first',
  window: { kind: 'until', to: '2299-12-31' },
}

const chained = (['hour', 'day'] as const).map((unit) => ({
  kind: 'sequence',
  steps: chainSteps.map((name) => ({ names: [name], where: [] })),
  within: { amount: 1, unit },
  window: { kind: 'ever' },
}))

/** Anniversaries, which come and go with the days alone. */
export const anniversaries: SegmentLeaf[] = [0, 3].map((days) => ({
  kind: 'attribute',
  field: 'birthday',
  test: { type: 'date', is: 'anniversary', days },
}))

/** It happened at least once, whatever it was called. */
function once(where: unknown[]): unknown {
  const events = { names: [...vocabulary.names], where }
  return { kind: 'count', events, window: { kind: 'ever' }, is: 'atLeast', times: 1 }
}
