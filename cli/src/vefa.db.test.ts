/** The command line as scripts use it: real processes against a stopped and a running installation. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
let home: string
let port: number
let server: ChildProcess | undefined

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'vefa-cli-'))
  port = await freePort()
})
afterAll(async () => {
  await stopServer()
  await rm(home, { recursive: true, force: true })
})

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  return typeof address === 'object' && address ? address.port : 0
}

function start(script: string, args: string[], more: Record<string, string> = {}): ChildProcess {
  const { PATH = '', HOME = '' } = process.env
  const env = { PATH, HOME, VEFA_HOME: home, PORT: String(port), HOST: '127.0.0.1', LANG: 'C', ...more }
  return spawn(process.execPath, [join(root, script), ...args], { env, cwd: root })
}

async function textOf(stream: NodeJS.ReadableStream | null): Promise<string> {
  const parts: string[] = []
  for await (const part of stream ?? []) parts.push(String(part))
  return parts.join('')
}

type Ran = { code: number; out: string; err: string }

async function vefa(
  args: string[],
  given: { input?: string; env?: Record<string, string> } = {},
): Promise<Ran> {
  const child = start('cli/src/vefa.ts', args, given.env)
  child.stdin?.end(given.input ?? '')
  const [out, err, [code]] = await Promise.all([
    textOf(child.stdout),
    textOf(child.stderr),
    once(child, 'close'),
  ])
  return { code: Number(code), out, err }
}

async function startServer(): Promise<void> {
  server = start('server/src/main/start.ts', [], { VEFA_LOG: 'silent' })
  const { stdout } = server
  if (!stdout) throw new Error('the server has no output')
  for await (const part of stdout) if (String(part).includes('Vefa is ready')) return
  throw new Error('the server ended before it was ready')
}

async function stopServer(): Promise<void> {
  if (!server || server.exitCode !== null) return
  const gone = once(server, 'exit')
  server.kill('SIGTERM')
  await gone
}

describe('called wrongly', () => {
  test('without words or with help it explains itself, in the language of the terminal', async () => {
    expect(await vefa([])).toMatchObject({ code: 0, err: '' })
    const turkish = await vefa(['help', 'key', 'add'], { env: { LANG: 'tr_TR.UTF-8' } })
    expect(turkish.code).toBe(0)
    expect(turkish.out).toContain('npx vefa key add --name NAME --scope intake|api')
    expect(turkish.out).toContain('API anahtarı')
  })

  test.each([
    [['fly'], 'There is no such command: fly'],
    [['user', 'fly'], 'There is no such command: user fly'],
    [['user', 'add', 'a@b.com', '--role', 'king'], '--role must be one of: owner'],
    [['user', 'add', 'not an address', '--role', 'owner'], 'is not an e-mail address'],
    [['user', 'add', 'a@b.com', '--rank', 'owner'], '--rank'],
    [['key', 'add', '--name', 'x'], 'Missing: --scope'],
  ])('%j is refused with code 2 and a reason', async (args, reason) => {
    const ran = await vefa(args)
    expect(ran.code).toBe(2)
    expect(ran.out).toBe('')
    expect(ran.err).toContain(reason)
  })

  test('a short password is refused before anything is opened', async () => {
    const ran = await vefa(['user', 'add', 'a@b.com', '--role', 'owner'], { input: 'short\n' })
    expect(ran.code).toBe(2)
    expect(ran.err).toContain('at least 10 characters')
  })
})

describe('an installation', () => {
  let key: string
  const password = 'uzun bir parola 42'

  test('stopped and empty: a person is added and a shop opened, a key printed alone', async () => {
    const added = await vefa(['user', 'add', 'Zeynep@Ornek.com', '--role', 'owner', '--name', 'Zeynep'], {
      input: `${password}\n`,
    })
    expect(added).toEqual({ code: 0, out: '', err: 'zeynep@ornek.com was added (owner).\n' })
    const again = await vefa(['user', 'add', 'zeynep@ornek.com', '--role', 'owner'], {
      input: `${password}\n`,
    })
    expect(again).toEqual({ code: 1, out: '', err: 'This e-mail is already in the team.\n' })
    const made = await vefa(['key', 'add', '--name', 'reports', '--scope', 'api'])
    expect(made.code).toBe(0)
    expect(made.out).toMatch(/^vefa_api_[\w-]{43}\n$/)
    key = made.out.trim()
  }, 120_000)

  test('running: what was made works, and commands go through the running engines', async () => {
    await startServer()
    const address = `http://127.0.0.1:${port}`
    const stores = await fetch(`${address}/api/team/stores`, { headers: { authorization: `Bearer ${key}` } })
    expect(await stores.json()).toMatchObject([{ id: 1, name: 'My shop', currency: 'TRY' }])
    const signedIn = await fetch(`${address}/api/session/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: 'zeynep@ornek.com', password }),
    })
    expect(signedIn.status).toBe(200)
    const second = await vefa(['key', 'add', '--name', 'site', '--scope', 'intake', '--store', '1'])
    expect(second.out).toMatch(/^vefa_intake_[\w-]{43}\n$/)
    const wrong = await vefa(['key', 'add', '--name', 'site', '--scope', 'intake', '--store', '7'])
    expect(wrong).toEqual({ code: 1, out: '', err: 'There is no such store: 7\n' })
    const doctor = await vefa(['doctor', '--json'])
    expect(doctor.code).toBe(0)
    expect(doctor.out).toContain('up to date with this version')
    const list = await vefa(['key', 'list', '--json'])
    const { id } = (JSON.parse(list.out) as { id: string; name: string }[]).find(
      (one) => one.name === 'reports',
    )!
    expect((await vefa(['key', 'revoke', id])).code).toBe(0)
    const refused = await fetch(`${address}/api/team/stores`, { headers: { authorization: `Bearer ${key}` } })
    expect(refused.status).toBe(401)
    await stopServer()
  }, 180_000)

  test('stopped again: nothing is lost, and there is nothing to migrate', async () => {
    const users = await vefa(['user', 'list'])
    expect(users).toMatchObject({ code: 0, out: 'zeynep@ornek.com  owner  Zeynep\n' })
    expect((await vefa(['key', 'list'])).out).toMatch(/reports {2}revoked\n/)
    expect((await vefa(['migrate'])).out).toBe('Everything is up to date; there was nothing to do.\n')
  }, 120_000)

  test('the doctor names a mail server that cannot be reached, and fails', async () => {
    const ran = await vefa(['doctor'], { env: { SMTP_URL: 'smtp://127.0.0.1:1', LANG: 'tr_TR.UTF-8' } })
    expect(ran.code).toBe(1)
    expect(ran.out).toContain('✗ Posta sunucusu kullanılamıyor')
  })
})
