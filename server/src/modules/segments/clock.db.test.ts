/** The clock and what arrives late, by chance: after every step members are those reckoned anew, so no moment is missed. */
import type { SegmentCondition, SegmentWindow } from '@vefa/contract'
import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { recordEvents, waitUntilApplied } from '#/modules/history/index.ts'
import { systemActor } from '#/platform/actor.ts'
import { openTestApp, type TestApp } from '#test/support/app.ts'
import { addCustomers } from '#test/support/orders.ts'

import { idsOf } from './bits.ts'
import { createSegment } from './create-segment.ts'
import { segmentAudience } from './members.ts'
import { membersNow } from './preview-segment.ts'
import { runRound } from './round.ts'
import { findSegment } from './store.ts'

const minute = 60_000
const steps = 16
const seed = 271_828
const names = ['Page Viewed', 'Product Viewed']

let open: TestApp
beforeAll(async () => {
  open = await openTestApp()
})
afterAll(() => open?.close())

function events(name: string) {
  return { names: [name], where: [] }
}

function did(name: string, window: SegmentWindow, times = 1): SegmentCondition {
  return { kind: 'count', events: events(name), window, is: 'atLeast', times }
}

function last(amount: number): SegmentWindow {
  return { kind: 'last', span: { amount, unit: 'minute' } }
}

const [page = '', product = ''] = names
const conditions: SegmentCondition[] = [
  did(page, { kind: 'ever' }, 3),
  did(page, last(50)),
  did(product, last(90), 2),
  did(product, { kind: 'last', span: { amount: 1, unit: 'day' } }, 2),
  did(product, { kind: 'earlier', span: { amount: 2, unit: 'hour' } }),
  did(page, { kind: 'ago', from: { amount: 3, unit: 'hour' }, to: { amount: 40, unit: 'minute' } }),
  {
    kind: 'moment',
    events: events(page),
    which: 'last',
    window: { kind: 'earlier', span: { amount: 30, unit: 'minute' } },
  },
  {
    kind: 'attribute',
    field: 'lastSeenAt',
    test: { type: 'date', is: 'last', span: { amount: 1, unit: 'hour' } },
  },
]

/** A minute's age of an event: mostly live, some late, some of a sender whose clock is ahead. */
const age = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 0, max: 2 }) },
  { weight: 2, arbitrary: fc.integer({ min: 20, max: 240 }) },
  { weight: 1, arbitrary: fc.integer({ min: -45, max: -1 }) },
)
const happening = fc.record({ name: fc.constantFrom(...names), who: fc.nat({ max: 7 }), age })
const step = fc.record({
  bodies: fc.array(fc.array(happening, { minLength: 1, maxLength: 3 }), { maxLength: 2 }),
  wait: fc.integer({ min: 1, max: 45 }),
})

async function addRules(): Promise<string[]> {
  const ids: string[] = []
  for (const condition of conditions) {
    const root = { kind: 'group' as const, match: 'all' as const, conditions: [condition] }
    const input = { name: `Kural ${ids.length}`, note: '', definition: { version: 1 as const, root } }
    ids.push(await createSegment(open.app, systemActor('test'), input))
  }
  return ids
}

async function settle(): Promise<void> {
  do {
    await waitUntilApplied(open.app)
    await open.hearNotices()
    await waitUntilApplied(open.app)
  } while (!(await runRound(open.app)).idle)
}

async function differing(ids: readonly string[]): Promise<string[]> {
  const wrong: string[] = []
  for (const id of ids) {
    const segment = await findSegment(open.app.db, id)
    if (!segment) throw new Error('no segment')
    const members: number[] = []
    for await (const page of segmentAudience(open.app, id)) members.push(...page)
    const fresh = [...idsOf(await membersNow(open.app, segment.definition))]
    if (fresh.join() !== members.join()) wrong.push(`${segment.name}: ${members.join()} for ${fresh.join()}`)
  }
  return wrong
}

test(
  `members are right whatever arrives late and however the clock moves (seed ${seed})`,
  { timeout: 200_000 },
  async () => {
    const customers = await addCustomers(open.app, 8)
    const ids = await addRules()
    await settle()
    let moved = 0
    for (const [number, { bodies, wait }] of fc.sample(step, { seed, numRuns: steps }).entries()) {
      const now = open.clock.now().getTime()
      for (const [body, happenings] of bodies.entries()) {
        const recorded = happenings.map(({ name, who, age: minutes }, index) => ({
          name,
          customerId: customers[who] ?? 0,
          time: new Date(now - minutes * minute),
          messageId: `clock:${number}:${body}:${index}`,
          source: 'test',
        }))
        await recordEvents(open.app, recorded)
        await waitUntilApplied(open.app)
      }
      await settle()
      expect(await differing(ids)).toEqual([])
      const before = await versions(ids)
      open.clock.move(wait * minute)
      await settle()
      expect(await differing(ids)).toEqual([])
      if ((await versions(ids)) > before) moved += 1
    }
    // The clock alone has changed something most of the time.
    expect(moved).toBeGreaterThan(steps / 2)
  },
)

async function versions(ids: readonly string[]): Promise<number> {
  let sum = 0
  for (const id of ids) sum += Number((await findSegment(open.app.db, id))?.membersVersion ?? 0)
  return sum
}
