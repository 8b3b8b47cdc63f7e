import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

import Fastify from 'fastify'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { recordConsents, resolveCustomers } from '#/modules/customers/index.ts'
import { delivery } from '#/modules/delivery/index.ts'
import { systemActor } from '#/platform/actor.ts'
import { systemClock } from '#/platform/clock.ts'
import { tables } from '#/platform/db/index.ts'
import { smtpConnections } from '#/platform/mail/index.ts'
import { openTestApp, type TestApp } from '#test/support/app.ts'

import { createCampaign } from './drafts.ts'
import { launchCampaign } from './launch.ts'

const start = fileURLToPath(new URL('../../main/start.ts', import.meta.url))
const actor = systemActor('test')
const people = 900
const kills = 2
/** Milliseconds the mail server takes for each mail. */
const slowness = 12

type Received = { id: string; to: string; at: number; raw: string }
type Row = { id: string; customer_id: number; state: string; repeated: boolean; due_at: Date }

let open: TestApp
let home: string
let received: Received[] = []
let smtp: SMTPServer
let worker: ChildProcess | undefined

beforeAll(async () => {
  open = await openTestApp({ clock: systemClock })
  home = await mkdtemp(join(tmpdir(), 'vefa-worker-'))
  smtp = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onData: (stream, session, done) => {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        setTimeout(() => {
          const raw = Buffer.concat(parts).toString('utf8')
          const id = /^Message-ID: <([^@]+)@/im.exec(raw)?.[1] ?? ''
          received.push({ id, to: session.envelope.rcptTo[0]?.address ?? '', at: performance.now(), raw })
          done()
        }, slowness)
      })
    },
  })
  smtp.on('error', () => undefined)
  await new Promise<void>((resolve) => {
    smtp.listen(0, '127.0.0.1', resolve)
  })
})

afterAll(async () => {
  worker?.kill('SIGKILL')
  await new Promise<void>((resolve) => {
    smtp.close(resolve)
  })
  await open.close()
  await rm(home, { recursive: true, force: true })
})

async function startWorker(): Promise<void> {
  const { port } = smtp.server.address() as AddressInfo
  worker = spawn(process.execPath, [start], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      VEFA_ROLE: 'worker',
      VEFA_HOME: home,
      VEFA_SECRET: 'a secret for tests only',
      VEFA_LOG: 'error',
      DATABASE_URL: open.databaseUrl,
      CLICKHOUSE_URL: open.eventStoreUrl,
      SMTP_URL: `smtp://127.0.0.1:${port}`,
    },
  })
  for await (const line of worker.stdout ?? []) if (String(line).includes('ready')) return
}

async function killWorker(): Promise<void> {
  if (!worker) return
  const gone = once(worker, 'exit')
  worker.kill('SIGKILL')
  await gone
}

async function until(what: string, check: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 150_000
  while (!(await check())) {
    if (performance.now() > deadline) throw new Error(`waited in vain: ${what}`)
    await sleep(250)
  }
}

async function ledger(): Promise<Row[]> {
  return tables<{ messages: Row }>(open.app.db).selectFrom('messages').selectAll().execute()
}

async function makePeople(): Promise<number[]> {
  const at = open.app.clock.now()
  const resolved = await resolveCustomers(
    open.app,
    Array.from({ length: people }, (_, n) => ({
      identities: [{ kind: 'email' as const, value: `kisi${n}@posta${n % 20}.ornek.net` }],
      profile: { firstName: `Şükrü${n}` },
      seenAt: at,
      source: 'test',
    })),
  )
  const ids = resolved.map(({ customerId }) => customerId)
  await recordConsents(
    open.app,
    actor,
    ids.map((customerId) => ({
      customerId,
      channel: 'email' as const,
      purpose: 'marketing' as const,
      state: 'given' as const,
      at,
      source: 'import' as const,
    })),
  )
  return ids
}

/** What the unsubscribe link of a message is, made the way the program makes it. */
function unsubscribePath(messageId: string): string {
  const short = Buffer.from(messageId.replaceAll('-', ''), 'hex').toString('base64url')
  return `/u/${short}.${open.app.secrets.sign('mail-preferences', messageId)}`
}

/**
 * Twenty of those whose turn comes last take themselves off the list while mails go out. Returns the customers whose mail
 * had not been handed over when they were told it is done: the others were too late, and their mail was on its way.
 */
async function unsubscribeSome(): Promise<number[]> {
  const server = Fastify({ routerOptions: { maxParamLength: 500 } })
  delivery.routes?.(server, open.app, async () => actor)
  const last = (await ledger())
    .filter((row) => row.state === 'queued')
    .toSorted((one, other) => one.due_at.getTime() - other.due_at.getTime() || (one.id < other.id ? -1 : 1))
    .slice(-20)
  for (const row of last) {
    const answer = await server.inject({ method: 'POST', url: unsubscribePath(row.id), payload: '' })
    expect(answer.statusCode).toBe(200)
  }
  await server.close()
  const asked = new Set(last.map((row) => row.id))
  return (await ledger())
    .filter((row) => asked.has(row.id) && row.state === 'skipped')
    .map((row) => row.customer_id)
}

test('a worker killed twice in the middle loses nobody and writes to nobody twice who was recorded', async () => {
  const ids = await makePeople()
  const id = await createCampaign(open.app, actor, {
    name: 'Çökme',
    audience: { kind: 'customers', ids },
    letter: {
      subject: 'Sizi özledik, {{ customer.first_name }}',
      preheader: '',
      body: 'Merhaba',
      textBody: '',
    },
  })
  await launchCampaign(open.app, actor, id)
  await startWorker()

  const recorded = new Set<string>()
  let gone: number[] = []
  for (let kill = 1; kill <= kills; kill += 1) {
    await until('mails', () => received.length > (people / (kills + 1)) * kill)
    if (kill === 1) gone = await unsubscribeSome()
    await killWorker()
    for (const row of await ledger()) if (row.state === 'sent') recorded.add(row.id)
    await startWorker()
  }
  await until('the end', async () => (await ledger()).every((row) => ['sent', 'skipped'].includes(row.state)))

  const rows = await ledger()
  const times = new Map<string, number>()
  for (const mail of received) times.set(mail.id, (times.get(mail.id) ?? 0) + 1)
  const left = new Set(gone)
  expect(gone.length).toBeGreaterThan(0)
  expect(rows).toHaveLength(people)
  expect(
    rows
      .filter((row) => row.state === 'skipped')
      .map((row) => row.customer_id)
      .toSorted((one, other) => one - other),
  ).toEqual(gone.toSorted((one, other) => one - other))
  // Nobody is lost, and nobody gets what they no longer want.
  const written = rows.filter((row) => times.has(row.id))
  expect(written).toHaveLength(people - gone.length)
  expect(written.filter((row) => left.has(row.customer_id))).toEqual([])
  // Nobody recorded as sent is written to again; what can repeat is what was under way, and the ledger says so.
  expect([...recorded].filter((message) => times.get(message) !== 1)).toEqual([])
  const twice = rows.filter((row) => (times.get(row.id) ?? 0) > 1)
  expect(twice.every((row) => row.repeated)).toBe(true)
  expect(twice.length).toBeLessThanOrEqual(kills * smtpConnections)
  // One mail each, by recipient too.
  expect(new Set(received.map((mail) => mail.to)).size).toBe(written.length)
}, 240_000)

test('the mail is as the big mailboxes ask: own id, one-click header in one line, text part, Turkish subject', () => {
  const raw = received[0]?.raw ?? ''
  expect(raw).toMatch(/^List-Unsubscribe: <http[^\s>]+>\r?$/m)
  expect(raw).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r?$/m)
  expect(raw).toMatch(/^Feedback-ID: [\w-]+:marketing:vefa\r?$/m)
  expect(raw).toMatch(/^Date: /m)
  expect(raw).toMatch(/^Subject: =\?UTF-8\?/m)
  expect(raw).toContain('Content-Type: text/plain')
  expect(raw).toContain('Content-Type: text/html')
})
