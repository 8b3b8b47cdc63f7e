/** A new condition of each kind, filled with what is asked most. */
import type { SegmentEvents, SegmentLeaf, SegmentTest, SegmentWindow } from '@vefa/contract'

export const leafKinds = [
  'count',
  'orders',
  'attribute',
  'amount',
  'moment',
  'sequence',
  'message',
  'consent',
  'segment',
  'share',
] as const satisfies readonly SegmentLeaf['kind'][]

export type LeafKind = (typeof leafKinds)[number]

export const lastMonth: SegmentWindow = { kind: 'last', span: { amount: 30, unit: 'day' } }
export const anyOrder: SegmentEvents = { names: ['Order Completed'], where: [] }

export function blankLeaf(kind: LeafKind): SegmentLeaf {
  switch (kind) {
    case 'count':
      return { kind, events: anyOrder, window: lastMonth, is: 'atLeast', times: 1 }
    case 'orders':
      return {
        kind,
        window: { kind: 'ever' },
        where: [],
        of: 'count',
        bounds: { is: 'atLeast', value: '1' },
      }
    case 'attribute':
      return { kind, field: 'city', test: blankTest('text') }
    case 'amount':
      return {
        kind,
        events: anyOrder,
        window: lastMonth,
        of: 'sum',
        property: 'value',
        bounds: { is: 'atLeast', value: '100' },
      }
    case 'moment':
      return { kind, events: anyOrder, which: 'last', window: lastMonth }
    case 'sequence':
      return {
        kind,
        steps: [{ names: ['Product Viewed'], where: [] }, anyOrder],
        within: { amount: 7, unit: 'day' },
        window: { kind: 'ever' },
      }
    case 'message':
      return { kind, did: 'opened', window: lastMonth, is: 'atLeast', times: 1 }
    case 'consent':
      return { kind, channel: 'email', purpose: 'marketing', state: 'given' }
    case 'segment':
      return { kind, segmentId: '', member: true }
    case 'share':
      return { kind, seed: 'A', from: 0, to: 5_000 }
  }
}

export type ValueType = Exclude<SegmentTest['type'], 'presence'>

export function blankTest(type: ValueType): SegmentTest {
  switch (type) {
    case 'text':
      return { type, is: 'in', values: [] }
    case 'number':
      return { type, is: 'atLeast', value: 1 }
    case 'date':
      return { type, is: 'last', span: { amount: 30, unit: 'day' } }
    case 'boolean':
      return { type, is: true }
    case 'list':
      return { type, is: 'any', values: [] }
  }
}
