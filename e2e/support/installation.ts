/** A whole installation in a home of its own for one journey file, as a person would start it. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** `said` is what the program had printed when it was ready. */
export type Installation = { url: string; home: string; said: string; stop(): Promise<void> }

export async function startInstallation(
  options: { demo?: boolean; env?: Record<string, string> } = {},
): Promise<Installation> {
  const home = mkdtempSync(join(tmpdir(), 'vefa-journey-'))
  const port = await freePort()
  const url = `http://localhost:${port}`
  const entry = options.demo ? 'server/src/main/demo.ts' : 'server/src/main/start.ts'
  const child = spawn(process.execPath, [entry], {
    cwd: root,
    env: {
      ...process.env,
      PORT: String(port),
      HOST: '127.0.0.1',
      VEFA_URL: url,
      VEFA_HOME: home,
      VEFA_LOG: 'error',
      ...options.env,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const said = await ready(child)
  return {
    url,
    home,
    said,
    stop: async () => {
      const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
      if (child.exitCode === null) child.kill('SIGTERM')
      await ended
      rmSync(home, { recursive: true, force: true })
    },
  }
}

/** Resolves with what was said up to `Vefa is ready`; rejects when the process ends before. */
function ready(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      if (said.includes('Vefa is ready')) resolve(said)
    })
    // What it complains of later is shown with the journey that met it.
    child.stdout?.on('data', (chunk: Buffer) => {
      if (chunk.includes('"level":50')) process.stderr.write(chunk)
    })
    child.once('exit', (code) => reject(new Error(`Vefa ended with ${code} before it was ready`)))
  })
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port')),
      )
    })
  })
}
