/** How soon an installation is ready, and what it costs while nothing happens. Linux only for memory and CPU. */
import { spawn } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { cpuTimes } from './support/cpu.ts'
import type { Bench, Figure } from './support/figures.ts'
import { freePort, ready, startArguments } from './support/installation.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** `--idle 30`: seconds to watch an idle installation. */
export const start: Bench = async ({ numbers }) => {
  const home = await mkdtemp(join(tmpdir(), 'vefa-start-'))
  const bare = await timed(async () => runProgram(['-e', '0']))
  const cold = await begin(home)
  const idle = await watchIdle(cold.id, (numbers['idle'] ?? 30) * 1_000)
  await cold.stop()
  const warm = await begin(home)
  await warm.stop()
  await rm(home, { recursive: true, force: true })
  return [
    { name: 'bound: Node alone', value: bare / 1_000, unit: 's' },
    { name: 'cold start (empty home) to ready', value: cold.seconds, unit: 's', atMost: 8 },
    { name: 'warm start to ready', value: warm.seconds, unit: 's', atMost: 4 },
    ...idle,
  ]
}

async function timed(work: () => Promise<void>): Promise<number> {
  const before = performance.now()
  await work()
  return performance.now() - before
}

function runProgram(args: readonly string[]): Promise<void> {
  return new Promise((resolve) => spawn(process.execPath, args).once('exit', () => resolve()))
}

async function begin(home: string): Promise<{ id: number; seconds: number; stop(): Promise<void> }> {
  const port = await freePort()
  const before = performance.now()
  const child = spawn(process.execPath, startArguments, {
    cwd: root,
    env: {
      PATH: process.env['PATH'],
      PORT: String(port),
      HOST: '127.0.0.1',
      VEFA_HOME: home,
      VEFA_LOG: 'warn',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await ready(child)
  return {
    id: child.pid ?? 0,
    seconds: (performance.now() - before) / 1_000,
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve())
        child.kill('SIGTERM')
      }),
  }
}

/** Memory after a quiet while (shared pages counted once, by PSS), and the share of one core used meanwhile. */
async function watchIdle(server: number, milliseconds: number): Promise<Figure[]> {
  await quiet(10_000)
  const before = await cpuTimes(server)
  await quiet(milliseconds)
  const after = await cpuTimes(server)
  const used = (['server', 'eventStore', 'database'] as const).reduce(
    (sum, part) => sum + after[part] - before[part],
    0,
  )
  return [
    {
      name: 'memory of all processes when idle',
      value: (await memoryBelow(server)) / 1_024,
      unit: 'MB',
      atMost: 900,
    },
    {
      name: 'CPU when idle, share of one core',
      value: (used / (milliseconds / 1_000)) * 100,
      unit: '%',
      atMost: 2,
    },
  ]
}

function quiet(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}

/** KiB of a process and all below it. */
async function memoryBelow(id: number): Promise<number> {
  const rollup = await readFile(`/proc/${id}/smaps_rollup`, 'utf8').catch(() => '')
  const own = Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1] ?? 0)
  const tasks = await readdir(`/proc/${id}/task`).catch(() => [])
  const lists = await Promise.all(
    tasks.map((task) => readFile(`/proc/${id}/task/${task}/children`, 'utf8').catch(() => '')),
  )
  const children = lists.join(' ').split(/\s+/).filter(Boolean).map(Number)
  const below = await Promise.all(children.map(memoryBelow))
  return below.reduce((sum, memory) => sum + memory, own)
}
