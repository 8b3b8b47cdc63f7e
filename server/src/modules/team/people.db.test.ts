import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { systemActor } from '#/platform/actor.ts'
import { openTestServer, type TestServer, type Visitor } from '#test/support/http.ts'

import { createInvitation } from './invitations.ts'
import { createUser, hashPassword } from './create-user.ts'
import { inTransaction } from '#/platform/db/index.ts'
import { authenticateIntake } from './authenticate.ts'

let server: TestServer
const password = 'uzun bir parola 42'
const ids: Record<string, string> = {}

beforeAll(async () => {
  server = await openTestServer()
  const passwordHash = await hashPassword(password)
  for (const role of ['owner', 'admin', 'agent', 'marketer'] as const) {
    const person = { email: `${role}@ornek.com`, name: role, role, language: 'tr', passwordHash } as const
    server.clock.move(1000)
    ids[role] = await inTransaction(server.app.db, (tx) => createUser({ ...server.app, db: tx }, person))
  }
})
afterAll(() => server.close())

async function as(role: string): Promise<Visitor> {
  const visitor = server.visitor()
  const email = role.includes('@') ? role : `${role}@ornek.com`
  const answer = await visitor.call('POST', '/api/session/sign-in', { email, password })
  expect(answer.status).toBe(200)
  return visitor
}

const codeOf = (answer: { body: unknown }) => (answer.body as { code: string }).code

async function lastAudit() {
  const { rows } = await server.pool.query<{ action: string; before: unknown; after: unknown }>(
    'SELECT action, before, after FROM audit_entries ORDER BY id DESC LIMIT 1',
  )
  return rows[0]
}

describe('members', () => {
  test('the list says who may be changed by the one who asks', async () => {
    const admin = await as('admin')
    const { body } = await admin.call('GET', '/api/team/members')
    const members = body as { name: string; manageable: boolean; sessions: number }[]
    expect(members.map((member) => [member.name, member.manageable])).toEqual([
      ['owner', false],
      ['admin', true],
      ['agent', true],
      ['marketer', true],
    ])
    expect(members[1]!.sessions).toBe(1)
  })

  test('an admin changes an agent, with before and after in the log', async () => {
    const admin = await as('admin')
    const answer = await admin.call('PATCH', `/api/team/members/${ids.agent}`, { role: 'supportLead' })
    expect(answer.body).toMatchObject({ role: 'supportLead', disabled: false })
    expect(await lastAudit()).toMatchObject({
      action: 'user.update',
      before: { role: 'agent', disabled: false },
      after: { role: 'supportLead', disabled: false },
    })
  })

  test('an admin may not touch or make an owner', async () => {
    const admin = await as('admin')
    const path = (name: string) => `/api/team/members/${ids[name]}`
    expect(codeOf(await admin.call('PATCH', path('owner'), { disabled: true }))).toBe('owner_protected')
    expect(codeOf(await admin.call('PATCH', path('agent'), { role: 'owner' }))).toBe('role_not_grantable')
    expect(codeOf(await admin.call('DELETE', `${path('owner')}/sessions`))).toBe('owner_protected')
    const invited = await admin.call('POST', '/api/team/invitations', { email: 'x@ornek.com', role: 'owner' })
    expect(codeOf(invited)).toBe('role_not_grantable')
  })

  test('the last owner stays, and of two who remove each other one stays', async () => {
    const owner = await as('owner')
    const path = (name: string) => `/api/team/members/${ids[name]}`
    expect(codeOf(await owner.call('PATCH', path('owner'), { role: 'admin' }))).toBe('last_owner')
    await owner.call('PATCH', path('marketer'), { role: 'owner' })
    const second = await as('marketer')
    const answers = await Promise.all([
      owner.call('PATCH', path('marketer'), { role: 'admin' }),
      second.call('PATCH', path('owner'), { role: 'admin' }),
    ])
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1)
    const { rows } = await server.pool.query(`SELECT id FROM users WHERE role = 'owner'`)
    expect(rows).toHaveLength(1)
    await server.pool.query(`UPDATE users SET role = 'owner' WHERE id = $1`, [ids.owner])
    await server.pool.query(`UPDATE users SET role = 'marketer' WHERE id = $1`, [ids.marketer])
  })

  test('a disabled member is out at once and cannot come back in, an enabled one can', async () => {
    const [admin, agent] = [await as('admin'), await as('agent')]
    const path = `/api/team/members/${ids.agent}`
    await admin.call('PATCH', path, { disabled: true })
    expect((await agent.call('GET', '/api/team/stores')).status).toBe(401)
    const again = await server
      .visitor()
      .call('POST', '/api/session/sign-in', { email: 'agent@ornek.com', password })
    expect(codeOf(again)).toBe('sign_in_failed')
    await admin.call('PATCH', path, { disabled: false })
    await as('agent')
  })

  test('a member’s sessions are ended by an admin', async () => {
    const [admin, agent] = [await as('admin'), await as('agent')]
    expect((await admin.call('DELETE', `/api/team/members/${ids.agent}/sessions`)).status).toBe(200)
    expect((await agent.call('GET', '/api/team/stores')).status).toBe(401)
  })

  test('an unknown member is missing, not an error', async () => {
    const admin = await as('admin')
    const answer = await admin.call('PATCH', '/api/team/members/01900000-0000-7000-8000-000000000000', {})
    expect(answer.status).toBe(404)
  })
})

describe('invitations', () => {
  type Made = { invitation: { id: string; email: string }; link: string; mailed: boolean }
  const tokenOf = (link: string) => link.split('/').at(-1)!
  const accepting = (token: string) => ({ token, name: 'Ayşe Yılmaz', password, language: 'tr' })

  test('a link shows what it offers, creates the person, signs them in, and works once', async () => {
    const admin = await as('admin')
    const made = await admin.call('POST', '/api/team/invitations', { email: 'Ayse@Ornek.com', role: 'agent' })
    const { link, mailed, invitation } = made.body as Made
    expect(link).toMatch(/\/invitation\/[\w-]{32}$/)
    expect(mailed).toBe(false)
    const token = tokenOf(link)
    const { rows } = await server.pool.query<{ token_hash: string }>('SELECT token_hash FROM invitations')
    expect(rows.some((row) => row.token_hash === token)).toBe(false)
    const guest = server.visitor()
    const offer = await guest.call('GET', `/api/session/invitation?token=${token}`)
    expect(offer.body).toMatchObject({
      email: 'ayse@ornek.com',
      role: 'agent',
      shopName: 'Ilgın Dokuma',
      invitedBy: 'admin',
    })
    const twice = await Promise.all([
      guest.call('POST', '/api/session/invitation', accepting(token)),
      server.visitor().call('POST', '/api/session/invitation', accepting(token)),
    ])
    expect(twice.map((answer) => answer.status).sort((a, b) => a - b)).toEqual([200, 404])
    expect((await guest.call('GET', `/api/session/invitation?token=${token}`)).status).toBe(404)
    await as('ayse@ornek.com')
    const { body } = await admin.call('GET', '/api/team/invitations')
    expect((body as { id: string }[]).map((open) => open.id)).not.toContain(invitation.id)
  })

  test('it expires after seven days, a resent one has a new link for seven more', async () => {
    const admin = await as('admin')
    const made = (await admin.call('POST', '/api/team/invitations', { email: 'a@b.com', role: 'agent' }))
      .body as Made
    server.clock.move(7 * 24 * 3600_000)
    const guest = server.visitor()
    const old = `/api/session/invitation?token=${tokenOf(made.link)}`
    expect((await guest.call('GET', old)).status).toBe(404)
    const resent = (await admin.call('POST', `/api/team/invitations/${made.invitation.id}/resending`, {}))
      .body as Made
    expect((await guest.call('GET', old)).status).toBe(404)
    const fresh = await guest.call('GET', `/api/session/invitation?token=${tokenOf(resent.link)}`)
    expect(fresh.status).toBe(200)
  })

  test('a revoked one is over; inviting again replaces the link; an existing e-mail is not invited', async () => {
    const admin = await as('admin')
    const invite = async () =>
      (await admin.call('POST', '/api/team/invitations', { email: 'can@ornek.com', role: 'analyst' }))
        .body as Made
    const [first, second] = [await invite(), await invite()]
    const guest = server.visitor()
    const status = async (made: Made) =>
      (await guest.call('GET', `/api/session/invitation?token=${tokenOf(made.link)}`)).status
    expect([await status(first), await status(second)]).toEqual([404, 200])
    await admin.call('DELETE', `/api/team/invitations/${second.invitation.id}`)
    expect(await status(second)).toBe(404)
    const taken = await admin.call('POST', '/api/team/invitations', {
      email: 'agent@ornek.com',
      role: 'agent',
    })
    expect(codeOf(taken)).toBe('email_taken')
  })

  test('with a mail server it goes out by mail, and a mail server that fails loses nothing', async () => {
    const sent: { to: string; text: string }[] = []
    const mailer = {
      configured: true,
      send: async (mail: { to: string; text: string }) => {
        sent.push(mail)
        if (mail.to.startsWith('fails')) throw new Error('no route')
        return { accepted: true, response: '250' }
      },
      close: () => undefined,
    }
    const invite = (email: string) =>
      createInvitation({ ...server.app, mailer }, systemActor('test'), { email, role: 'agent' })
    const [good, bad] = [await invite('goes@ornek.com'), await invite('fails@ornek.com')]
    expect([good.mailed, bad.mailed]).toEqual([true, false])
    expect(sent[0]!.text).toContain(good.link)
    expect(bad.link).toMatch(/^http/)
  })
})

describe('keys', () => {
  type Made = { key: string; apiKey: { id: string; start: string } }
  const create = async (visitor: Visitor, input: object) =>
    (await visitor.call('POST', '/api/team/keys', input)).body as Made

  test('a key is shown once, stored hashed, listed by its start', async () => {
    const owner = await as('owner')
    const { key, apiKey } = await create(owner, { name: 'Depo', scope: 'api' })
    expect(key).toMatch(/^vefa_api_[\w-]{43}$/)
    const stored = await server.pool.query<{ row: string }>('SELECT api_keys::text AS row FROM api_keys')
    expect(stored.rows.every((row) => !row.row.includes(key))).toBe(true)
    const { body } = await owner.call('GET', '/api/team/keys')
    expect(JSON.stringify(body)).not.toContain(key)
    expect(body).toMatchObject([{ name: 'Depo', scope: 'api', start: apiKey.start, createdBy: 'owner' }])
    expect(JSON.stringify(await lastAudit())).not.toContain(key)
  })

  test('an api key acts with its rights, is written down as used, and is refused once revoked', async () => {
    const owner = await as('owner')
    const { key, apiKey } = await create(owner, { name: 'Rapor', scope: 'api' })
    const program = server.visitor({ authorization: `Bearer ${key}` })
    expect((await program.call('GET', '/api/team/stores')).status).toBe(200)
    expect((await program.call('POST', '/api/team/keys', { name: 'x', scope: 'api' })).status).toBe(403)
    expect((await program.call('GET', '/api/profile/sessions')).status).toBe(403)
    const { rows } = await server.pool.query('SELECT last_used_at FROM api_keys WHERE id = $1', [apiKey.id])
    expect(rows[0]).toEqual({ last_used_at: server.clock.now() })
    await owner.call('DELETE', `/api/team/keys/${apiKey.id}`)
    const refused = await program.call('GET', '/api/team/stores')
    expect(refused.status).toBe(401)
    expect(codeOf(refused)).toBe('key_invalid')
    expect((await program.call('GET', '/api/session')).status).toBe(401)
  })

  test('an intake key opens the intake of its store and nothing under /api', async () => {
    const owner = await as('owner')
    const { body: added } = await owner.call('POST', '/api/team/stores', {
      name: 'İkinci',
      kind: 'web',
      currency: 'EUR',
      timeZone: 'Europe/Berlin',
    })
    const { id } = added as { id: number }
    const { key, apiKey } = await create(owner, { name: 'Site', scope: 'intake', storeId: id })
    const plain = await create(owner, { name: 'Site 2', scope: 'intake' })
    expect(await authenticateIntake(server.app, key)).toEqual({ keyId: apiKey.id, storeId: id })
    expect(await authenticateIntake(server.app, plain.key)).toMatchObject({ storeId: 1 })
    expect(await authenticateIntake(server.app, 'vefa_intake_wrong')).toBeNull()
    const basic = Buffer.from(`${key}:`).toString('base64')
    const program = server.visitor({ authorization: `Basic ${basic}` })
    expect((await program.call('GET', '/api/team/stores')).status).toBe(403)
    await owner.call('DELETE', `/api/team/keys/${apiKey.id}`)
    await expect.poll(() => authenticateIntake(server.app, key), { timeout: 4000 }).toBeNull()
  })

  test('a store that does not exist gets no key', async () => {
    const owner = await as('owner')
    const answer = await owner.call('POST', '/api/team/keys', { name: 'x', scope: 'intake', storeId: 999 })
    expect(codeOf(answer)).toBe('store_not_found')
  })
})
