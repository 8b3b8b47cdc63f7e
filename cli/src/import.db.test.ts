/** `vefa import` as a script uses it: real processes on an installation nobody has opened yet. */
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { afterAll, beforeAll, expect, test } from 'vitest'

const vefaScript = fileURLToPath(new URL('vefa.ts', import.meta.url))
let home: string

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'vefa-cli-import-'))
})
afterAll(() => rm(home, { recursive: true, force: true }))

type Ran = { code: number; out: string; err: string }

function vefa(...args: string[]): Promise<Ran> {
  const { PATH = '', HOME = '' } = process.env
  const env = { PATH, HOME, VEFA_HOME: join(home, 'vefa'), LANG: 'C' }
  return new Promise((resolve) => {
    execFile(process.execPath, [vefaScript, 'import', ...args], { env }, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err })
    })
  })
}

async function file(name: string, text: string): Promise<string> {
  const path = join(home, name)
  await writeFile(path, text)
  return path
}

test('on an empty folder a shop is opened, its currency is the file’s, and a second time nothing changes', async () => {
  const lines = Array.from({ length: 30 }, (_, n) => `${n % 3},2026-01-01,7,A,2,${n === 1 ? 'x' : '10.00'}`)
  const head = 'order number,order date,customer id,sku,quantity,unit price'
  const path = await file('orders.csv', `${head}\n${lines.join('\n')}\n`)
  const rejects = join(home, 'rejects.csv')
  const first = await vefa(path, '--as', 'order-lines', '--currency', 'gbp', '--json', '--rejects', rejects)
  expect(first.code).toBe(0)
  const told = JSON.parse(first.out) as { state: string; currency: string; progress: Record<string, unknown> }
  expect(told).toMatchObject({
    state: 'done',
    currency: 'GBP',
    rate: { known: true, reporting: 'GBP' },
    progress: {
      rowsRead: 30,
      rowsRejected: 1,
      counts: { orders: { created: 3 }, customers: { created: 1 } },
    },
  })
  expect(first.err).toContain('GBP is now the currency of its figures')
  expect(await readFile(rejects, 'utf8')).toContain('3,unit price,not taken,The amount cannot be read,')
  const again = await vefa(path, '--as', 'order-lines', '--currency', 'GBP')
  expect(again.code).toBe(0)
  expect(again.out).toContain('orders: 0 new, 0 changed, 3 unchanged')
}, 240_000)

test('what cannot be done ends with a sentence and a code', async () => {
  expect(await vefa(join(home, 'none.csv'), '--as', 'orders')).toMatchObject({ code: 2 })
  const path = await file('strange.csv', 'colour;size\nred;7\n')
  expect(await vefa(path, '--as', 'planets')).toMatchObject({ code: 2 })
  const strange = await vefa(path, '--as', 'order-lines')
  expect(strange).toMatchObject({ code: 1, out: '' })
  expect(strange.err).toContain('No columns were found for')
  const map = await file('map.json', '{"version":1,"kind":"orders","fields":{"nothing":{"column":"size"}}}')
  expect((await vefa(path, '--as', 'orders', '--map', map)).err).toContain('The mapping is not valid')
}, 240_000)
