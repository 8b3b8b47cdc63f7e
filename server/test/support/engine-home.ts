/** For tests of the engines: a data folder of its own, a quiet log, and a second process that can be killed. */
import { fork, type ChildProcess } from 'node:child_process'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { EngineOptions, EngineUrls } from '#/platform/engines/index.ts'

export async function createTestHome(): Promise<{ folder: string; remove: () => Promise<void> }> {
  const outer = await mkdtemp(join(tmpdir(), 'vefa-engines-'))
  await chmod(outer, 0o711)
  return { folder: join(outer, 'home'), remove: () => rm(outer, { recursive: true, force: true }) }
}

/** Keeps what is said, so that a test can look for it. */
export function createTestLog(): EngineOptions['log'] & { said: string[] } {
  const said: string[] = []
  const keep = (facts: object, message: string) => void said.push(`${message} ${JSON.stringify(facts)}`)
  return { said, info: keep, warn: keep, error: keep }
}

/** Engines held by another process, which the test may kill. */
export async function startElsewhere(folder: string): Promise<{ urls: EngineUrls; parent: ChildProcess }> {
  const parent = fork(fileURLToPath(new URL('engine-parent.ts', import.meta.url)), [folder], {
    execArgv: [],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const urls = await new Promise<EngineUrls>((resolve, reject) => {
    parent.once('message', (message) => resolve(message as EngineUrls))
    parent.once('exit', (code) => reject(new Error(`the other process ended with ${code}`)))
  })
  return { urls, parent }
}
