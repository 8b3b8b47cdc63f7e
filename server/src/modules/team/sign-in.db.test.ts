import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { inTransaction } from '#/platform/db/index.ts'
import { openTestServer, type TestServer, type Visitor } from '#test/support/http.ts'
import { totp } from '#test/support/totp.ts'

import { createUser, hashPassword } from './create-user.ts'

let server: TestServer

const owner = {
  name: 'Zeynep Kaya',
  email: 'Zeynep@Ornek.com',
  password: 'uzun bir parola 42',
  shopName: 'Ilgın Dokuma',
  language: 'tr',
  currency: 'TRY',
  timeZone: 'Europe/Istanbul',
}

beforeAll(async () => {
  server = await openTestServer({ shop: false })
})
afterAll(() => server.close())

async function signedIn(password = owner.password): Promise<Visitor> {
  const visitor = server.visitor()
  const answer = await visitor.call('POST', '/api/session/sign-in', { email: owner.email, password })
  expect(answer.status).toBe(200)
  return visitor
}

const who = async (visitor: Visitor) =>
  (await visitor.call('GET', '/api/session')).body as { user: { email: string } | null; firstRun: boolean }

/** Rate limits count in the moving clock of the test. */
const later = (minutes: number): void => server.clock.move(minutes * 60_000)

async function actions(): Promise<string[]> {
  const { rows } = await server.pool.query<{ action: string }>('SELECT action FROM audit_entries ORDER BY id')
  return rows.map((row) => row.action)
}

describe('the first run', () => {
  test('nobody is here yet', async () => {
    const { body } = await server.visitor().call('GET', '/api/session')
    expect(body).toEqual({ user: null, shop: null, firstRun: true, demo: false })
  })

  test('of many who try at once, one becomes the owner, and is signed in with a guarded cookie', async () => {
    const visitors = Array.from({ length: 6 }, () => server.visitor())
    const answers = await Promise.all(
      visitors.map((visitor, index) =>
        visitor.call('POST', '/api/session/owner', { ...owner, email: `${index}${owner.email}` }),
      ),
    )
    expect(answers.map((answer) => answer.status).sort((a, b) => a - b)).toEqual([
      200, 409, 409, 409, 409, 409,
    ])
    const winner = answers.findIndex((answer) => answer.status === 200)
    const cookie = answers[winner]!.headers.getSetCookie().join('\n')
    expect(cookie).toMatch(/vefa\.session_token=/)
    expect(cookie).toMatch(/HttpOnly/i)
    expect(cookie).toMatch(/SameSite=Lax/i)
    expect(cookie).not.toMatch(/Secure/i)
    expect((await who(visitors[winner]!)).user).toMatchObject({ role: 'owner', name: owner.name })
    await server.pool.query('UPDATE users SET email = $1', [owner.email.toLowerCase()])
    expect((await server.pool.query('SELECT count(*)::int AS n FROM stores')).rows).toEqual([{ n: 1 }])
    expect(await actions()).toEqual(['user.create', 'shop.create', 'store.add', 'session.start'])
  })

  test('the shop is known to the console afterwards, and no password stands in the audit log', async () => {
    const { body } = await server.visitor().call('GET', '/api/session')
    expect(body).toMatchObject({
      firstRun: false,
      shop: { name: 'Ilgın Dokuma', currency: 'TRY', timeZone: 'Europe/Istanbul', language: 'tr' },
    })
    const { rows } = await server.pool.query<{ text: string }>(
      `SELECT coalesce(string_agg(before::text || after::text, ''), '') AS text FROM audit_entries`,
    )
    expect(rows[0]!.text).not.toContain('parola')
    const accounts = await server.pool.query<{ password: string }>('SELECT password FROM accounts')
    expect(accounts.rows[0]!.password).toMatch(/^[0-9a-f]{32}:[0-9a-f]{128}$/)
  })
})

describe('signing in and out', () => {
  test('e-mail in any case, the right password', async () => {
    expect((await who(await signedIn())).user?.email).toBe('zeynep@ornek.com')
  })

  test('an unknown e-mail, a wrong password and a disabled person get the same answer', async () => {
    const visitor = server.visitor()
    const unknown = await visitor.call('POST', '/api/session/sign-in', {
      email: 'kimse@ornek.com',
      password: 'x',
    })
    const wrong = await visitor.call('POST', '/api/session/sign-in', { email: owner.email, password: 'x' })
    await server.pool.query('UPDATE users SET disabled_at = now()')
    const disabled = await visitor.call('POST', '/api/session/sign-in', owner)
    await server.pool.query('UPDATE users SET disabled_at = NULL')
    const plain = (body: unknown) => ({ ...(body as object), reference: '' })
    expect([unknown.status, wrong.status, disabled.status]).toEqual([401, 401, 401])
    expect(plain(wrong.body)).toEqual(plain(unknown.body))
    expect(plain(disabled.body)).toEqual(plain(unknown.body))
    expect(visitor.cookies.size).toBe(0)
  })

  test('a disabled person’s open session is refused at once', async () => {
    const visitor = await signedIn()
    await server.pool.query('UPDATE users SET disabled_at = now()')
    expect((await who(visitor)).user).toBeNull()
    expect((await visitor.call('GET', '/api/team/members')).status).toBe(401)
    await server.pool.query('UPDATE users SET disabled_at = NULL')
  })

  test('signing out ends this session only, everywhere ends all', async () => {
    const [here, there] = [await signedIn(), await signedIn()]
    const before = new Map(here.cookies)
    expect((await here.call('POST', '/api/session/sign-out', {})).status).toBe(200)
    expect(here.cookies.has('vefa.session_token')).toBe(false)
    for (const [name, value] of before) here.cookies.set(name, value)
    expect((await who(here)).user).toBeNull()
    expect((await who(there)).user).not.toBeNull()
    const third = await signedIn()
    expect((await third.call('POST', '/api/session/sign-out-everywhere', {})).status).toBe(200)
    expect((await who(there)).user).toBeNull()
  })

  test('a forged cookie is nobody', async () => {
    const visitor = server.visitor({ cookie: 'vefa.session_token=abc.def' })
    expect((await who(visitor)).user).toBeNull()
  })

  test('another site’s page cannot use the session', async () => {
    const visitor = await signedIn()
    const cookie = [...visitor.cookies].map((pair) => pair.join('=')).join('; ')
    const foreign = server.visitor({ cookie, origin: 'https://kotu.example' })
    expect((await foreign.call('POST', '/api/session/sign-out', {})).status).toBe(403)
    expect((await who(visitor)).user).not.toBeNull()
  })
})

describe('guessing', () => {
  test('an e-mail is closed after ten wrong passwords, also for the right one, until the window ends', async () => {
    later(20)
    const visitor = server.visitor()
    const tries = await Promise.all(
      Array.from({ length: 10 }, () =>
        visitor.call('POST', '/api/session/sign-in', { email: owner.email, password: 'wrong' }),
      ),
    )
    expect(new Set(tries.map((answer) => answer.status))).toEqual(new Set([401]))
    const closed = await visitor.call('POST', '/api/session/sign-in', owner)
    expect(closed.status).toBe(429)
    expect(closed.body).toMatchObject({ code: 'too_many_attempts', params: { seconds: 900 } })
    expect(closed.headers.get('retry-after')).toBe('900')
    later(16)
    await signedIn()
  })

  test('an address is closed after sixty, whatever the e-mails', async () => {
    later(20)
    const guess = (name: string) =>
      server.visitor().call('POST', '/api/session/sign-in', { email: `${name}@ornek.com`, password: 'x' })
    expect((await guess('first')).status).toBe(401)
    const { rowCount } = await server.pool.query(
      `UPDATE rate_limits SET count = 59 WHERE key = 'sign-in:ip:127.0.0.1' AND count = 1`,
    )
    expect(rowCount).toBe(1)
    expect((await guess('sixtieth')).status).toBe(401)
    expect((await guess('one more')).status).toBe(400)
    expect((await guess('onemore')).status).toBe(429)
    later(16)
  })

  test('successes do not count', async () => {
    for (let index = 0; index < 12; index += 1) await signedIn()
    const { rows } = await server.pool.query(
      `SELECT key FROM rate_limits WHERE key LIKE 'sign-in:email:zey%'`,
    )
    expect(rows).toEqual([])
  })
})

describe('the password', () => {
  test('changing it ends other sessions and keeps this one', async () => {
    later(20)
    const [here, there] = [await signedIn(), await signedIn()]
    const wrong = await here.call('POST', '/api/profile/password', {
      current: 'not it',
      next: 'yeni bir parola 43',
    })
    expect(wrong.body).toMatchObject({ code: 'password_wrong' })
    expect(wrong.status).toBe(400)
    const short = await here.call('POST', '/api/profile/password', { current: owner.password, next: 'kısa' })
    expect(short.status).toBe(400)
    const changed = await here.call('POST', '/api/profile/password', {
      current: owner.password,
      next: 'yeni bir parola 43',
    })
    expect(changed.status).toBe(200)
    expect((await who(here)).user).not.toBeNull()
    expect((await who(there)).user).toBeNull()
    await here.call('POST', '/api/profile/password', { current: 'yeni bir parola 43', next: owner.password })
    await signedIn()
  })

  test('someone at an open session cannot guess it', async () => {
    later(20)
    const visitor = await signedIn()
    const statuses: number[] = []
    for (let index = 0; index < 11; index += 1) {
      const input = { current: `guess ${index}`, next: 'yeni bir parola 44' }
      statuses.push((await visitor.call('POST', '/api/profile/password', input)).status)
    }
    expect(statuses.at(-2)).toBe(400)
    expect(statuses.at(-1)).toBe(429)
    later(20)
  })
})

describe('the second factor', () => {
  type Start = { secret: string; url: string; qrCode: string; backupCodes: string[] }
  let start: Start

  /** The library keeps the time of codes by the machine's clock. */
  const code = () => totp(start.secret, new Date())

  test('begins with a secret, an address and a QR code; nothing is asked before the first code', async () => {
    const visitor = await signedIn()
    const wrong = await visitor.call('POST', '/api/profile/two-factor', { password: 'x' })
    expect(wrong.body).toMatchObject({ code: 'password_wrong' })
    const answer = await visitor.call('POST', '/api/profile/two-factor', { password: owner.password })
    expect(answer.status).toBe(200)
    start = answer.body as Start
    expect(start.url).toMatch(/^otpauth:\/\/totp\/Vefa/)
    expect(start.secret).toMatch(/^[A-Z2-7]{32,}$/)
    expect(Buffer.from(start.qrCode.split(',')[1]!, 'base64').toString()).toContain('<svg')
    expect(start.backupCodes).toHaveLength(10)
    await signedIn()
    const refused = await visitor.call('POST', '/api/profile/two-factor/confirmation', { code: '000000' })
    expect(refused.body).toMatchObject({ code: 'code_wrong' })
    const confirmed = await visitor.call('POST', '/api/profile/two-factor/confirmation', {
      code: code(),
    })
    expect(confirmed.status).toBe(200)
    expect((await who(visitor)).user).toMatchObject({ twoFactor: true })
    expect(await actions()).toContain('two-factor.enable')
  })

  /** A code opens once; the tests below do not wait half a minute for the next one. */
  const forget = () => server.pool.query('UPDATE two_factors SET last_step = NULL')

  async function halfway(): Promise<Visitor> {
    const visitor = server.visitor()
    const answer = await visitor.call('POST', '/api/session/sign-in', owner)
    expect(answer.body).toEqual({ status: 'twoFactorRequired' })
    return visitor
  }

  test('a code opens once: the one it was confirmed with, and one signed in with', async () => {
    const first = await halfway()
    const used = await first.call('POST', '/api/session/two-factor', { code: code() })
    expect(used).toMatchObject({ status: 401, body: { code: 'code_wrong' } })
    expect((await who(first)).user).toBeNull()
    await forget()
    const [a, b] = [await halfway(), await halfway()]
    const same = code()
    const answers = await Promise.all(
      [a, b].map((visitor) => visitor.call('POST', '/api/session/two-factor', { code: same })),
    )
    expect(answers.map(({ status }) => status).sort((one, other) => one - other)).toEqual([200, 401])
    expect([(await who(a)).user, (await who(b)).user].filter((user) => user !== null)).toHaveLength(1)
    // The code before it comes too late as well.
    const earlier = totp(start.secret, new Date(Date.now() - 30_000))
    const late = await (await halfway()).call('POST', '/api/session/two-factor', { code: earlier })
    expect(late.body).toMatchObject({ code: 'code_wrong' })
    await forget()
  })

  test('the password alone opens nothing; the code does; the step cannot be repeated', async () => {
    const visitor = await halfway()
    expect((await who(visitor)).user).toBeNull()
    const halfOpen = new Map(visitor.cookies)
    expect((await visitor.call('POST', '/api/session/two-factor', { code: code() })).status).toBe(200)
    expect((await who(visitor)).user).not.toBeNull()
    const again = server.visitor()
    for (const [name, value] of halfOpen) again.cookies.set(name, value)
    const second = await again.call('POST', '/api/session/two-factor', { code: code() })
    expect(second.body).toMatchObject({ code: 'two_factor_not_begun' })
  })

  test('a code without the first step is refused', async () => {
    const answer = await server.visitor().call('POST', '/api/session/two-factor', { code: '123456' })
    expect(answer.body).toMatchObject({ code: 'two_factor_not_begun' })
  })

  test('five wrong codes end the step', async () => {
    const visitor = await halfway()
    const codes: unknown[] = []
    for (let index = 0; index < 6; index += 1) {
      const answer = await visitor.call('POST', '/api/session/two-factor', { code: `00000${index}` })
      codes.push((answer.body as { code: string }).code)
    }
    expect(codes.slice(0, 5)).toEqual(Array.from({ length: 5 }, () => 'code_wrong'))
    expect(codes[5]).toBe('two_factor_not_begun')
    await server.pool.query('UPDATE two_factors SET failed_verification_count = 0, locked_until = NULL')
  })

  test('a backup code works once', async () => {
    const backup = { code: start.backupCodes[0] }
    const first = await halfway()
    expect((await first.call('POST', '/api/session/two-factor', backup)).status).toBe(200)
    const second = await halfway()
    const spent = await second.call('POST', '/api/session/two-factor', backup)
    expect(spent.body).toMatchObject({ code: 'code_wrong' })
  })

  test('codes are renewed and the factor ended with the password', async () => {
    await forget()
    const visitor = await halfway()
    await visitor.call('POST', '/api/session/two-factor', { code: code() })
    const renewed = await visitor.call('POST', '/api/profile/two-factor/backup-codes', {
      password: owner.password,
    })
    expect((renewed.body as Start).backupCodes).toHaveLength(10)
    const wrong = await visitor.call('POST', '/api/profile/two-factor/removal', { password: 'x' })
    expect(wrong.body).toMatchObject({ code: 'password_wrong' })
    const ended = await visitor.call('POST', '/api/profile/two-factor/removal', { password: owner.password })
    expect(ended.status).toBe(200)
    expect((await who(visitor)).user).toMatchObject({ twoFactor: false })
    await signedIn()
  })
})

describe('a second factor that was lost', () => {
  const member = { email: 'kayip@ornek.com', name: 'Kayıp', role: 'agent', language: 'tr' } as const
  const password = 'uzun bir parola 43'

  test('is reset by those who manage the member, with an audit entry; every session of theirs ends', async () => {
    const passwordHash = await hashPassword(password)
    const id = await inTransaction(server.app.db, (tx) =>
      createUser({ ...server.app, db: tx }, { ...member, passwordHash }),
    )
    const theirs = server.visitor()
    await theirs.call('POST', '/api/session/sign-in', { email: member.email, password })
    const begun = await theirs.call('POST', '/api/profile/two-factor', { password })
    const { secret } = begun.body as { secret: string }
    const code = totp(secret, new Date())
    await theirs.call('POST', '/api/profile/two-factor/confirmation', { code })
    const path = `/api/team/members/${id}/two-factor`
    expect((await theirs.call('DELETE', path)).status).toBe(403)

    const admin = await signedIn()
    expect((await admin.call('DELETE', path)).status).toBe(200)
    expect((await who(theirs)).user).toBeNull()
    const { rows } = await server.pool.query(
      `SELECT before, after FROM audit_entries WHERE action = 'two-factor.reset' AND subject_id = $1`,
      [id],
    )
    expect(rows).toEqual([{ before: { twoFactor: true }, after: { twoFactor: false, ended: 1 } }])
    const again = await server
      .visitor()
      .call('POST', '/api/session/sign-in', { email: member.email, password })
    expect(again.body).toEqual({ status: 'signedIn' })
    expect((await admin.call('DELETE', path)).body).toMatchObject({ code: 'two_factor_off' })
  })

  test('one’s own is not reset this way, nor one of nobody', async () => {
    const visitor = await signedIn()
    const { user } = await who(visitor)
    const own = await visitor.call(
      'DELETE',
      `/api/team/members/${(user as unknown as { id: string }).id}/two-factor`,
    )
    expect(own.body).toMatchObject({ code: 'own_second_factor' })
    const nobody = '01900000-0000-7000-8000-000000000000'
    expect((await visitor.call('DELETE', `/api/team/members/${nobody}/two-factor`)).status).toBe(404)
  })
})

describe('the profile', () => {
  test('name, language and look change with an audit entry; sessions are listed and ended', async () => {
    const [here, there] = [await signedIn(), await signedIn()]
    const change = { name: 'Zeynep K.', language: 'en', theme: 'dark' }
    expect((await here.call('PATCH', '/api/profile', change)).status).toBe(200)
    expect((await who(here)).user).toMatchObject(change)
    const { rows } = await server.pool.query(
      `SELECT before, after, ip FROM audit_entries WHERE action = 'user.update' ORDER BY id DESC LIMIT 1`,
    )
    expect(rows[0]).toMatchObject({
      before: { name: 'Zeynep Kaya', language: 'tr' },
      after: change,
      ip: '127.0.0.1',
    })
    const { body } = await here.call('GET', '/api/profile/sessions')
    const sessions = body as { id: string; current: boolean; ip: string }[]
    expect(sessions.filter((session) => session.current)).toHaveLength(1)
    expect(sessions[0]!.ip).toBe('127.0.0.1')
    const other = sessions.filter((session) => !session.current)
    for (const session of other) await here.call('DELETE', `/api/profile/sessions/${session.id}`)
    expect((await who(there)).user).toBeNull()
    expect((await who(here)).user).not.toBeNull()
  })
})
