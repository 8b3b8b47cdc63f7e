/** Explorations kept, shared and mailed: once to each reader who may read insight. */
import type { AddressInfo } from 'node:net'

import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { openTestApp, type TestApp } from '#test/support/app.ts'
import { createUser } from '#/modules/team/index.ts'
import type { Actor } from '#/platform/actor.ts'
import { inTransaction } from '#/platform/db/index.ts'

import {
  createExploration,
  type ExplorationDraft,
  getExploration,
  listExplorations,
  removeExploration,
  updateExploration,
} from './explorations.ts'
import { sendReports } from './send-reports.ts'

let open: TestApp
let server: SMTPServer
const mails: { to: string; text: string }[] = []
const people = new Map<string, Actor>()

beforeAll(async () => {
  server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, session, callback) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        mails.push({ to: session.envelope.rcptTo[0]?.address ?? '', text: Buffer.concat(chunks).toString() })
        callback()
      })
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as AddressInfo
  open = await openTestApp({ env: { SMTP_URL: `smtp://127.0.0.1:${port}` } })
  for (const [name, role] of [
    ['owner', 'owner'],
    ['analyst', 'analyst'],
    ['agent', 'agent'],
  ] as const) {
    const user = { email: `${name}@ornek.com`, name, role, language: 'tr' as const, passwordHash: 'none' }
    const id = await inTransaction(open.app.db, (tx) => createUser({ ...open.app, db: tx }, user))
    people.set(name, { kind: 'user', id, name, rights: new Set(), language: 'tr' })
  }
}, 120_000)
afterAll(async () => {
  await open?.close()
  await new Promise<void>((resolve) => server.close(() => resolve()))
})

function actor(name: string): Actor {
  const found = people.get(name)
  if (!found) throw new Error(`nobody called ${name}`)
  return found
}

const idOf = (name: string): string => actor(name).id ?? ''

const draft = (to: string[] = []): ExplorationDraft => ({
  name: 'Haftalık ciro',
  question: { measure: 'revenue', by: 'channel', limit: 10, rolling: 'days30' },
  shared: true,
  schedule: to.length > 0 ? { every: 'day', hour: 8, weekday: 1, monthDay: 1, to } : null,
})

describe('explorations', () => {
  test('are seen by others when shared, and changed by their owner alone, minding what was seen', async () => {
    const { app } = open
    const kept = await createExploration(app, actor('analyst'), draft())
    expect((await listExplorations(app, actor('owner'))).map(({ id, own }) => [id, own])).toEqual([
      [kept.id, false],
    ])
    await expect(
      updateExploration(app, actor('owner'), { id: kept.id, version: 1, name: 'x' }),
    ).rejects.toThrow('exploration_not_found')
    const after = await updateExploration(app, actor('analyst'), { id: kept.id, version: 1, shared: false })
    await expect(
      updateExploration(app, actor('analyst'), { id: kept.id, version: 1, name: 'x' }),
    ).rejects.toThrow('exploration_changed')
    expect(after.version).toBe(2)
    await expect(getExploration(app, actor('owner'), kept.id)).rejects.toThrow('exploration_not_found')
    await removeExploration(app, actor('analyst'), kept.id)
    expect(await listExplorations(app, actor('analyst'))).toEqual([])
  })

  test('go by mail only to those who may read insight, and speak of rolling days', async () => {
    const { app } = open
    await expect(createExploration(app, actor('owner'), draft([idOf('agent')]))).rejects.toThrow(
      'reader_not_allowed',
    )
    const fixed = draft([idOf('owner')])
    fixed.question.rolling = null
    await expect(createExploration(app, actor('owner'), fixed)).rejects.toThrow('schedule_without_rolling')
  })

  test('are mailed once when due, by however many workers', async () => {
    const { app } = open
    const kept = await createExploration(app, actor('owner'), draft([idOf('owner'), idOf('analyst')]))
    expect(kept.nextSendAt).toBe('2026-11-21T05:00:00.000Z')
    expect(await sendReports(app)).toBe(0)
    open.clock.move(new Date('2026-11-21T05:00:01Z').getTime() - open.clock.now().getTime())
    const sent = await Promise.all([sendReports(app), sendReports(app), sendReports(app)])
    expect(sent.reduce((sum, n) => sum + n, 0)).toBe(2)
    expect(mails.map(({ to }) => to).sort()).toEqual(['analyst@ornek.com', 'owner@ornek.com'])
    const after = await getExploration(app, actor('owner'), kept.id)
    expect(after.nextSendAt).toBe('2026-11-22T05:00:00.000Z')
    expect(after.lastSentAt).not.toBeNull()
  })
})
