/** When the clock is next to be looked at: what was known before is carried on, and never beyond what has arrived. */
import type { SegmentLeaf, SegmentWindow } from '@vefa/contract'
import { expect, test } from 'vitest'

import { carryDue } from './carry-due.ts'
import type { Segment } from './store.ts'

const now = new Date('2026-11-20T09:30:00Z')
const minute = 60_000
const scene = { now, zone: 'Europe/Istanbul', merges: [] }
const midnight = new Date('2026-11-20T21:00:00Z')

function ago(minutes: number): number {
  return now.getTime() - minutes * minute
}

function viewed(window: SegmentWindow): SegmentLeaf {
  return { kind: 'count', events: { names: ['Product Viewed'], where: [] }, window, is: 'atLeast', times: 1 }
}

const lastHour = viewed({ kind: 'last', span: { amount: 1, unit: 'hour' } })
const lastDays = viewed({ kind: 'last', span: { amount: 3, unit: 'day' } })
const hoursAgo = viewed({
  kind: 'ago',
  from: { amount: 3, unit: 'hour' },
  to: { amount: 1, unit: 'hour' },
})
const lastSeen: SegmentLeaf = {
  kind: 'attribute',
  field: 'lastSeenAt',
  test: { type: 'date', is: 'last', span: { amount: 2, unit: 'hour' } },
}
const birthday: SegmentLeaf = {
  kind: 'attribute',
  field: 'birthday',
  test: { type: 'date', is: 'anniversary', days: 7 },
}

type Known = Partial<Pick<Segment, 'dueAt' | 'asOf' | 'builtRule'>>

function carried(
  leaf: SegmentLeaf,
  known: Known,
  since: { arrived?: [earliest: number, latest: number]; profiles?: boolean; named?: string },
): Date | null | undefined {
  const { arrived, profiles = false, named = 'Product Viewed' } = since
  const segment = { asOf: new Date(ago(1)), dueAt: null, builtRule: 1, ruleVersion: 1, ...known }
  const times = new Map(arrived && [[named, { earliest: arrived[0], latest: arrived[1] }]])
  return carryDue({ segment, leaves: [{ leaf }] }, { scene, times, profiles })
}

const live: [number, number] = [ago(1), now.getTime()]

test('what arrives moves nothing sooner than it leaves the window', () => {
  expect(carried(lastHour, {}, { arrived: live })).toEqual(new Date(ago(1) + 60 * minute + 1))
  expect(carried(hoursAgo, {}, { arrived: live })).toEqual(new Date(ago(1) + 60 * minute + 1))
  expect(carried(lastHour, {}, { arrived: live, named: 'Page Viewed' })).toBeNull()
  expect(carried(viewed({ kind: 'ever' }), {}, { arrived: live })).toBeNull()
})

test('a moment known before stays while it is sooner', () => {
  const soon = new Date(now.getTime() + 5)
  expect(carried(lastHour, { dueAt: soon }, { arrived: live })).toEqual(soon)
  expect(carried(lastHour, { dueAt: soon }, {})).toEqual(soon)
})

test('what lies behind every edge brings nothing', () => {
  expect(carried(lastHour, {}, { arrived: [ago(500), ago(70)] })).toBeNull()
})

test('what may lie on both sides of an edge, or is yet to come, has to be asked', () => {
  expect(carried(lastHour, {}, { arrived: [ago(70), ago(1)] })).toBeUndefined()
  expect(carried(lastHour, {}, { arrived: [ago(1), ago(-1)] })).toBeUndefined()
  const unknown: [number, number] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]
  expect(carried(viewed({ kind: 'ever' }), {}, { arrived: unknown })).toBeUndefined()
})

test('all of it yet to come counts when the first has come', () => {
  expect(carried(viewed({ kind: 'ever' }), {}, { arrived: [ago(-5), ago(-9)] })).toEqual(new Date(ago(-5)))
})

test('a moment that has come, a new rule and members of no moment have to be asked', () => {
  expect(carried(lastHour, { dueAt: now }, {})).toBeUndefined()
  expect(carried(lastHour, { builtRule: null }, {})).toBeUndefined()
  expect(carried(lastHour, { asOf: null }, {})).toBeUndefined()
})

test('days end at midnight whatever was known', () => {
  expect(carried(lastDays, {}, { arrived: live })).toEqual(midnight)
  expect(carried(birthday, {}, { profiles: true })).toEqual(midnight)
})

test('dates of profiles have to be asked when profiles have changed', () => {
  const later = new Date(now.getTime() + minute)
  expect(carried(lastSeen, { dueAt: later }, {})).toEqual(later)
  expect(carried(lastSeen, { dueAt: later }, { profiles: true })).toBeUndefined()
})
