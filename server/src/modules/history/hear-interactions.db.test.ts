import { afterAll, beforeAll, expect, test } from 'vitest'

import { openTestApp, type TestApp, testNow } from '#test/support/app.ts'

import { logInteraction, resolveCustomers } from '#/modules/customers/index.ts'
import { systemActor } from '#/platform/actor.ts'
import type { Background } from '#/platform/room.ts'

import { listTimeline } from './list-timeline.ts'
import { runPipeline, waitUntilApplied } from './worker.ts'

let open: TestApp
let pipeline: Background
beforeAll(async () => {
  open = await openTestApp()
  pipeline = await runPipeline(open.app)
})
afterAll(async () => {
  await pipeline.stop()
  await open.close()
})

test('a call written down by a person stands in the timeline, once', async () => {
  const [ayse] = await resolveCustomers(open.app, [
    { identities: [{ kind: 'email', value: 'ayse@posta.com' }], seenAt: testNow, source: 'test' },
  ])
  const call = {
    id: ayse!.customerId,
    kind: 'call',
    at: testNow.toISOString(),
    text: 'Kargo nerede?',
  } as const
  await logInteraction(open.app, systemActor('test'), call)
  await open.hearNotices()
  await waitUntilApplied(open.app)
  const { items } = await listTimeline(open.app, { id: ayse!.customerId, limit: 10 })
  expect(items.map(({ name, properties }) => [name, properties['text']])).toEqual([
    ['Call Logged', 'Kargo nerede?'],
  ])
})
