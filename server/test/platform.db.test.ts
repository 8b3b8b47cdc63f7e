/** The platform on real stores: migrations, notices, refusals over HTTP. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'

import { migrate } from '#/main/migrate.ts'
import { inTransaction, tables } from '#/platform/db/index.ts'
import { createNotices, runDispatcher, type Listener } from '#/platform/notices/index.ts'
import type { App } from '#/platform/app.ts'

import { openTestApp, type TestApp } from './support/app.ts'

let open: TestApp

beforeAll(async () => {
  open = await openTestApp()
})
afterAll(() => open.close())

test('migrating again finds nothing to do', async () => {
  expect(await migrate({ pool: open.pool, eventStore: open.app.eventStore })).toEqual([])
})

describe('notices', () => {
  const happened = { kind: 'test.happened', payload: z.object({ number: z.number() }) }

  test('are heard once each by every listener, in order, and only when committed', async () => {
    const heard: Record<string, number[]> = { a: [], b: [] }
    const listeners: Listener<App>[] = ['a', 'b'].map((name) => ({
      name,
      kind: happened.kind,
      hear: async (_, notices) =>
        void heard[name]!.push(...notices.map((notice) => happened.payload.parse(notice.payload).number)),
    }))
    const notices = createNotices(listeners)
    await inTransaction(open.app.db, (tx) => notices.publish(tx, happened, [{ number: 1 }, { number: 2 }]))
    await inTransaction(open.app.db, async (tx) => {
      await notices.publish(tx, happened, [{ number: 3 }])
      throw new Error('changed my mind')
    }).catch(() => undefined)
    const dispatcher = await runDispatcher({ app: open.app, pool: open.pool, listeners })
    await dispatcher.idle()
    await dispatcher.stop()
    expect(heard).toEqual({ a: [1, 2], b: [1, 2] })
  })

  test('thousands published together or one by one are heard in order, each by whom it concerns', async () => {
    const heard: Record<string, number[]> = { all: [], even: [] }
    const batches: number[] = []
    const listeners = ['all', 'even'].map((name): Listener<App> => ({
      name,
      kind: happened.kind,
      ...(name === 'even' && { concerns: (payload) => happened.payload.parse(payload).number % 2 === 0 }),
      hear: async (_, notices) => {
        batches.push(notices.length)
        heard[name]?.push(...notices.map((notice) => happened.payload.parse(notice.payload).number))
      },
    }))
    const numbers = Array.from({ length: 4_700 }, (_, number) => ({ number }))
    const notices = createNotices(listeners)
    await notices.publish(open.app.db, happened, numbers.slice(0, 4_600))
    for (const number of numbers.slice(4_600)) await notices.publish(open.app.db, happened, [number])
    const dispatcher = await runDispatcher({ app: open.app, pool: open.pool, listeners })
    await dispatcher.idle()
    await dispatcher.stop()
    const all = numbers.map(({ number }) => number)
    expect(heard).toEqual({ all, even: all.filter((number) => number % 2 === 0) })
    expect(Math.max(...batches)).toBeLessThan(2_500)
  })

  test('come back when a listener fails, and are then heard', async () => {
    let fails = true
    const heard: number[] = []
    const listener: Listener<App> = {
      name: 'moody',
      kind: happened.kind,
      hear: async (_, notices) => {
        if (fails) throw new Error('not now')
        heard.push(...notices.map((notice) => happened.payload.parse(notice.payload).number))
      },
    }
    const notices = createNotices([listener])
    await notices.publish(open.app.db, happened, [{ number: 7 }])
    const dispatcher = await runDispatcher({ app: open.app, pool: open.pool, listeners: [listener] })
    await dispatcher.idle()
    expect(heard).toEqual([])
    fails = false
    await open.pool.query("UPDATE notices SET due_at = now() - interval '1 second'")
    await dispatcher.idle()
    await dispatcher.stop()
    expect(heard).toEqual([7])
    const left = await tables<{ notices: { id: string } }>(open.app.db)
      .selectFrom('notices')
      .select('id')
      .execute()
    expect(left).toEqual([])
  })
})
