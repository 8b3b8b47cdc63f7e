/** Jobs whose worker is killed or stopped in the middle. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { z } from 'zod'

import { openTestApp, type TestApp } from '#test/support/app.ts'

import { enqueue, runJobs } from './jobs.ts'

const script = fileURLToPath(new URL('../../../test/support/job-worker.ts', import.meta.url))

let open: TestApp

beforeAll(async () => {
  open = await openTestApp()
})
afterAll(() => open.close())

function job(name: string, run: (signal: AbortSignal) => Promise<void>) {
  return {
    name,
    payload: z.object({}),
    run: (_app: unknown, _payload: object, signal: AbortSignal) => run(signal),
  }
}

async function jobsNamed(name: string) {
  const { rows } = await open.pool.query<{ locked_by: string | null; last_error: string | null }>(
    'SELECT locked_by, last_error FROM graphile_worker.jobs WHERE task_identifier = $1',
    [name],
  )
  return rows
}

test('what a killed worker held is taken up by the next one, with what waits behind it', async () => {
  const heard: string[] = []
  const left = job('test.left', async () => void heard.push('left'))
  const behind = job('test.behind', async () => void heard.push('behind'))
  const options = { queue: 'test' }
  await enqueue(open.app.db, left, { payload: {}, options })
  const worker = fork(script, [open.databaseUrl], { execArgv: [] })
  await once(worker, 'message')
  await enqueue(open.app.db, behind, { payload: {}, options })
  worker.kill('SIGKILL')
  await once(worker, 'exit')
  expect(await jobsNamed('test.left')).toMatchObject([{ locked_by: expect.any(String) }])
  const next = await runJobs(open.app, { pool: open.pool, jobs: [left, behind] })
  await vi.waitFor(() => expect(heard).toEqual(['left', 'behind']), 30_000)
  await next.stop()
})

test('a worker that lives keeps its jobs when another begins', async () => {
  let begun = 0
  const long = job('test.long', async () => {
    begun += 1
    await sleep(1_500)
  })
  const first = await runJobs(open.app, { pool: open.pool, jobs: [long] })
  await enqueue(open.app.db, long, { payload: {} })
  await vi.waitFor(() => expect(begun).toBe(1), 10_000)
  const second = await runJobs(open.app, { pool: open.pool, jobs: [long] })
  await vi.waitFor(async () => expect(await jobsNamed('test.long')).toEqual([]), 10_000)
  expect(begun).toBe(1)
  await Promise.all([first.stop(), second.stop()])
})

test('how the last job ended is written down though the worker stops', async () => {
  let begun = false
  const broken = job('test.broken', async () => {
    begun = true
    await sleep(300)
    throw new Error('broken off')
  })
  const running = await runJobs(open.app, { pool: open.pool, jobs: [broken] })
  await enqueue(open.app.db, broken, { payload: {} })
  await vi.waitFor(() => expect(begun).toBe(true), 10_000)
  await running.stop()
  await vi.waitFor(
    async () =>
      expect(await jobsNamed('test.broken')).toEqual([{ locked_by: null, last_error: 'broken off' }]),
    2_000,
  )
})

test('a job that ends because it is told to stop is run again', async () => {
  let begun = 0
  const patient = job('test.patient', async (signal) => {
    begun += 1
    if (begun === 1) await once(signal, 'abort')
  })
  const running = await runJobs(open.app, { pool: open.pool, jobs: [patient] })
  await enqueue(open.app.db, patient, { payload: {} })
  await vi.waitFor(() => expect(begun).toBe(1), 10_000)
  await running.stop()
  const next = await runJobs(open.app, { pool: open.pool, jobs: [patient] })
  await vi.waitFor(async () => expect(await jobsNamed('test.patient')).toEqual([]), 20_000)
  expect(begun).toBe(2)
  await next.stop()
})
