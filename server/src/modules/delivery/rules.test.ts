import { randomUUID } from 'node:crypto'

import { describe, expect, test } from 'vitest'

import { createSecrets } from '#/platform/secrets.ts'

import { clickUrl, preferencesUrl, readClick, readToken } from './links.ts'
import { outcomeOf } from './outcome.ts'
import { createPace } from './pace.ts'
import { type PermissionFacts, whyNotFor } from './permission.ts'
import { isRobot } from './robots.ts'
import { trackHtml } from './track-html.ts'

describe('permission', () => {
  const fine: PermissionFacts = {
    standing: 'present',
    address: 'personal',
    suppressed: false,
    consent: 'given',
  }

  test.each<[Partial<PermissionFacts>, string | null, string | null]>([
    [{}, null, null],
    [{ consent: undefined }, 'no_consent', null],
    [{ consent: 'refused' }, 'refused', null],
    [{ consent: 'withdrawn' }, 'withdrawn', null],
    [{ suppressed: true }, 'suppressed', 'suppressed'],
    [{ address: 'none' }, 'no_address', 'no_address'],
    [{ address: 'shared' }, 'shared_address', null],
    [{ address: 'masked' }, 'marketplace', null],
    [{ standing: 'merged' }, 'merged', 'merged'],
    [{ standing: 'erased', consent: 'given' }, 'erased', 'erased'],
  ])('%j: marketing %s, service %s', (facts, marketing, service) => {
    expect(whyNotFor({ ...fine, ...facts }, 'marketing')).toBe(marketing)
    expect(whyNotFor({ ...fine, ...facts }, 'service')).toBe(service)
  })
})

describe('what an answer of the server means', () => {
  const young = { attempts: 1, ageSeconds: 10 }

  test.each([
    ['550 5.1.1 no such user', { responseCode: 550, command: 'RCPT TO' }, { kind: 'failed', suppress: true }],
    ['550 user unknown', { responseCode: 550, command: 'RCPT TO' }, { kind: 'failed', suppress: true }],
    [
      '552 5.2.2 mailbox full',
      { responseCode: 552, command: 'RCPT TO' },
      { kind: 'failed', suppress: false },
    ],
    ['554 5.7.1 spam', { responseCode: 554, command: 'DATA' }, { kind: 'failed', suppress: false }],
    [
      '550 sender rejected, user unknown',
      { responseCode: 550, command: 'MAIL FROM' },
      { kind: 'failed', suppress: false },
    ],
    [
      '451 try later',
      { responseCode: 451, command: 'DATA' },
      { kind: 'retry', serverDown: false, afterSeconds: 30 },
    ],
    ['', { code: 'ECONNECTION' }, { kind: 'retry', serverDown: true }],
    ['535 bad password', { code: 'EAUTH', responseCode: 535 }, { kind: 'retry', serverDown: true }],
  ])('%s', (response, fault, outcome) => {
    expect(outcomeOf({ ...fault, response, message: response }, young)).toMatchObject(outcome)
  })

  test('waits longer each time, and gives up after three days', () => {
    const fault = { responseCode: 451, message: 'later' }
    const waits = [1, 2, 3, 4, 20].map((attempts) => outcomeOf(fault, { attempts, ageSeconds: 10 }))
    expect(waits.map((wait) => wait.kind === 'retry' && wait.afterSeconds)).toEqual([30, 60, 300, 900, 7200])
    expect(outcomeOf(fault, { attempts: 30, ageSeconds: 260_000 })).toMatchObject({
      kind: 'failed',
      suppress: false,
    })
  })
})

describe('links', () => {
  const app = { secrets: createSecrets('a secret for tests only'), config: { url: 'https://vefa.example' } }
  const id = randomUUID()

  test('lead back to their message, and to nothing when changed or used for something else', () => {
    const token = preferencesUrl(app, id).split('/u/')[1] ?? ''
    expect(readToken(app, 'preferences', token)).toBe(id)
    expect(readToken(app, 'open', token)).toBeUndefined()
    expect(readToken(app, 'preferences', `${token.slice(0, -1)}x`)).toBeUndefined()
    for (const junk of ['', '.', 'a.b', `${randomUUID()}.x`])
      expect(readToken(app, 'preferences', junk)).toBeUndefined()
  })

  test('a click leads to the address it was made for and no other', () => {
    const url = new URL(clickUrl(app, id, 'https://ornek.com/?a=1&b=ş'))
    const token = url.pathname.slice(3)
    expect(readClick(app, token, url.searchParams.get('to') ?? '')).toBe(id)
    expect(readClick(app, token, 'https://kotu.example')).toBeUndefined()
  })

  test('links of a mail are made countable, except our own and mail addresses', () => {
    const own = preferencesUrl(app, id)
    const html = `<body><a class="x" href="https://ornek.com/?a=1&amp;b=2">a</a><a href="${own}">u</a><a href="mailto:a@ornek.com">m</a></body>`
    const tracked = trackHtml(app, id, html)
    expect(tracked).toContain(`/c/`)
    expect(tracked).toContain(encodeURIComponent('https://ornek.com/?a=1&b=2'))
    expect(tracked).toContain(`href="${own}"`)
    expect(tracked).toContain('href="mailto:a@ornek.com"')
    expect(tracked.match(/\/o\//g)).toHaveLength(1)
  })
})

test.each([
  {
    method: 'GET',
    userAgent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) AppleWebKit/605.1',
    seconds: 60,
    machine: false,
  },
  {
    method: 'HEAD',
    userAgent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) AppleWebKit/605.1',
    seconds: 60,
    machine: true,
  },
  { method: 'GET', userAgent: 'Mozilla/5.0', seconds: 60, machine: true },
  { method: 'GET', userAgent: 'python-requests/2.32', seconds: 60, machine: true },
  { method: 'GET', userAgent: 'Mozilla/5.0 (Windows NT 10.0) Chrome/140', seconds: 1, machine: true },
  { method: 'GET', userAgent: '', seconds: 60, machine: true },
])(
  '$method by "$userAgent" after $seconds s: machine $machine',
  ({ method, userAgent, seconds, machine }) => {
    const sentAt = new Date('2026-11-20T09:00:00Z')
    const at = new Date(sentAt.getTime() + seconds * 1000)
    expect(isRobot({ method, userAgent, at, sentAt })).toBe(machine)
  },
)

test('one domain gets no more than its share of a second', () => {
  const pace = createPace(2)
  const now = new Date('2026-11-20T09:00:00Z')
  const items = ['a@x.net', 'b@x.net', 'c@x.net', 'd@y.net'].map((to) => ({ mail: { to } }))
  const { go, wait } = pace.split(items, now)
  expect([go, wait].map((list) => list.map(({ mail }) => mail.to))).toEqual([
    ['a@x.net', 'b@x.net', 'd@y.net'],
    ['c@x.net'],
  ])
  expect(pace.split(wait, new Date(now.getTime() + 1000)).go).toHaveLength(1)
})
