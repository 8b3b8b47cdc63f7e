/** Imports whose process is killed at any moment, in every phase: never half an order, nothing lost, nothing twice. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { openTestApp, type TestApp } from '#test/support/app.ts'
import { uploadText } from '#test/support/imports.ts'
import { systemActor } from '#/platform/actor.ts'

import { cancelImport, pauseImport, resumeImport } from './hold-import.ts'
import { getImport } from './import-view.ts'
import { runImports } from './run-imports.ts'
import { startImport } from './start-import.ts'

const script = fileURLToPath(new URL('../../../test/support/import-worker.ts', import.meta.url))
const actor = systemActor('test')

const orders = 9_000
const linesEach = 3

/** Every order's lines lie far apart: once through the file for each line. */
function fileText(): string {
  const lines = Array.from({ length: orders * linesEach }, (_, n) => {
    const order = n % orders
    return `O-${order},2026-03-01 10:00,C${order % 900},SKU${n % 40},1,10.00`
  })
  return `order number,order date,customer id,sku,quantity,unit price\n${lines.join('\n')}\n`
}

let opened: TestApp

beforeAll(async () => {
  opened = await openTestApp()
})
afterAll(() => opened.close())

async function begun(): Promise<string> {
  const { id } = await uploadText(opened.app, fileText())
  await startImport(opened.app, actor, { id })
  return id
}

/** Lets another process work at it and kills it after `delay` ms; answers whether it had ended by itself. */
async function workAndKill(delay: number): Promise<boolean> {
  const { databaseUrl, eventStoreUrl, app } = opened
  const child = fork(script, [databaseUrl, eventStoreUrl, app.config.home], { execArgv: [] })
  const gone = once(child, 'exit')
  await once(child, 'message')
  const timer = setTimeout(() => child.kill('SIGKILL'), delay)
  const [code] = (await gone) as [number | null]
  clearTimeout(timer)
  return code === 0
}

async function half(): Promise<unknown[]> {
  const { rows } = await sql`
    SELECT o.external_id FROM orders o WHERE total <> 30
      OR (SELECT count(*) FROM order_lines WHERE order_id = o.id) <> ${linesEach}`.execute(opened.app.db)
  return rows
}

async function standing() {
  const { rows } = await sql<{ orders: number; lines: number; events: number; customers: number }>`
    SELECT (SELECT count(*)::int FROM orders) AS orders, (SELECT count(*)::int FROM order_lines) AS lines,
      (SELECT count(*)::int FROM customers) AS customers,
      (SELECT coalesce(sum(events), 0)::int FROM intake_batches) AS events`.execute(opened.app.db)
  return rows[0]
}

test('killed again and again at growing moments, the import ends as if it had never been', async () => {
  const id = await begun()
  const phases = new Set<string>()
  let ended = false
  for (let delay = 60; !ended; delay = delay * 1.3 + 80) {
    const exited = await workAndKill(delay)
    expect(await half()).toEqual([])
    const { state, phase } = await getImport(opened.app, id)
    phases.add(`${state} ${phase}`)
    // A process ends at once where the database has not noticed the death of the one before it.
    ended = exited && state !== 'running'
  }
  const told = await getImport(opened.app, id)
  expect(told).toMatchObject({ state: 'done', progress: { rowsRead: orders * linesEach, rowsRejected: 0 } })
  expect(told.progress.counts.orders).toEqual({ created: orders, updated: 0, unchanged: 0 })
  expect(await standing()).toEqual({ orders, lines: orders * linesEach, events: orders, customers: 900 })
  expect(phases).toContain('running reading')
  expect(phases).toContain('running applying')
}, 600_000)

test('a pause keeps what is whole, going on ends it; a cancelled one leaves nothing behind but that', async () => {
  const id = await begun()
  await sql`UPDATE orders SET draft_hashes = '{}'`.execute(opened.app.db)
  const signal = new AbortController().signal
  const running = runImports(opened.app, signal)
  await until(async () => (await getImport(opened.app, id)).progress.groupsApplied > 0)
  await pauseImport(opened.app, actor, id)
  await running
  const paused = await getImport(opened.app, id)
  expect(paused.state).toBe('paused')
  expect(paused.progress.groupsApplied).toBeLessThan(orders)
  expect(await half()).toEqual([])
  await runImports(opened.app, signal)
  expect((await getImport(opened.app, id)).state).toBe('paused')
  await resumeImport(opened.app, actor, id)
  const again = runImports(opened.app, signal)
  await until(
    async () => (await getImport(opened.app, id)).progress.groupsApplied > paused.progress.groupsApplied,
  )
  await cancelImport(opened.app, actor, id)
  await again
  await runImports(opened.app, signal)
  expect(await getImport(opened.app, id)).toMatchObject({
    state: 'cancelled',
    finishedAt: expect.any(String),
  })
  const { rows } = await sql`SELECT FROM pg_class WHERE relname LIKE 'import_rows_%'`.execute(opened.app.db)
  expect(rows).toEqual([])
}, 300_000)

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 20))
}
