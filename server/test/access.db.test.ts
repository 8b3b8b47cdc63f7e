/** Every endpoint with every role, with keys, and with a stranger: refused exactly where the contract says so, and never broken. */
import {
  type Access,
  contract,
  type KeyScope,
  keyScopes,
  rightOf,
  rightsOfRole,
  rightsOfScope,
  type Role,
  roles,
} from '@vefa/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { createKey, createUser, hashPassword } from '#/modules/team/index.ts'
import { systemActor } from '#/platform/actor.ts'
import { inTransaction } from '#/platform/db/index.ts'

import { type Endpoint, endpointsOf, leastInput, requestFor } from './support/endpoints.ts'
import { type Answer, openTestServer, type TestServer, type Visitor } from './support/http.ts'

type Caller = { kind: 'user'; role: Role } | { kind: 'key'; scope: KeyScope } | { kind: 'stranger' }

const callers: Caller[] = [
  ...roles.map((role) => ({ kind: 'user', role }) as const),
  ...keyScopes.map((scope) => ({ kind: 'key', scope }) as const),
  { kind: 'stranger' },
]

const endpoints = endpointsOf(contract)
const password = 'uzun bir parola 42'
let server: TestServer

beforeAll(async () => {
  server = await openTestServer()
  const passwordHash = await hashPassword(password)
  for (const role of roles) {
    const person = { email: `${role}@ornek.com`, name: role, role, language: 'tr', passwordHash } as const
    await inTransaction(server.app.db, (tx) => createUser({ ...server.app, db: tx }, person))
  }
})
afterAll(() => server.close())

/** What the contract promises: 200 stands for "let through", whatever becomes of the input. */
function promised(access: Access, caller: Caller): 200 | 401 | 403 {
  if (access === 'public') return 200
  if (access === 'nobody') return caller.kind === 'stranger' ? 401 : 403
  if (caller.kind === 'stranger') return 401
  if (access === 'session') return caller.kind === 'user' ? 200 : 403
  const rights = caller.kind === 'user' ? rightsOfRole[caller.role] : rightsOfScope[caller.scope]
  const { right, person } = rightOf(access)
  if (person && caller.kind === 'key') return 403
  return rights.includes(right) ? 200 : 403
}

/** The codes by which access is refused; other refusals are the endpoint's own. */
const accessCodes = new Set(['sign_in_needed', 'right_missing', 'person_needed', 'key_invalid'])

function happened(answer: Answer): number {
  const { code } = answer.body as { code?: string }
  if (answer.status >= 500 || code === 'not_found') return answer.status
  return code !== undefined && accessCodes.has(code) ? answer.status : 200
}

async function visitorFor(caller: Caller): Promise<Visitor> {
  await server.pool.query('DELETE FROM rate_limits')
  if (caller.kind === 'stranger') return server.visitor()
  if (caller.kind === 'key') {
    const input = { name: `walk ${caller.scope}`, scope: caller.scope }
    const { key } = await createKey(server.app, systemActor('test'), input)
    return server.visitor({ authorization: `Bearer ${key}` })
  }
  const visitor = server.visitor()
  const email = `${caller.role}@ornek.com`
  expect((await visitor.call('POST', '/api/session/sign-in', { email, password })).status).toBe(200)
  return visitor
}

/** One that should pass the contract; who may not enter hears that before hearing of a missed one. Hostile ones are fuzz's. */
function inputsFor(endpoint: Endpoint, expected: number): unknown[] {
  return expected === 200 ? [leastInput(endpoint)] : [leastInput(endpoint), {}]
}

async function walk(caller: Caller): Promise<string[]> {
  const wrong: string[] = []
  let visitor = await visitorFor(caller)
  for (const endpoint of endpoints) {
    const expected = promised(endpoint.access, caller)
    for (const input of inputsFor(endpoint, expected)) {
      const { path, body } = requestFor(endpoint, input)
      const answer = await visitor.call(endpoint.method, path, body)
      const got = happened(answer)
      if (got !== expected) {
        wrong.push(
          `${endpoint.name} (${endpoint.access}): ${got} instead of ${expected}: ${JSON.stringify(answer.body)}`,
        )
      }
      const signedOut = caller.kind === 'user' && !visitor.cookies.has('vefa.session_token')
      if (signedOut) visitor = await visitorFor(caller)
    }
  }
  return wrong
}

describe('access', () => {
  test('there are endpoints, each with a method, a path of its own and an access', () => {
    expect(endpoints.length).toBeGreaterThan(40)
    expect(endpoints.filter((endpoint) => endpoint.access === 'nobody').map((one) => one.name)).toEqual([])
    expect(endpoints.filter((endpoint) => !endpoint.path.startsWith('/')).map((one) => one.name)).toEqual([])
    const addresses = endpoints.map((one) => `${one.method} ${one.path.replaceAll(/\{\w+\}/g, '{}')}`)
    expect(addresses.filter((address, index) => addresses.indexOf(address) !== index)).toEqual([])
  })

  test('only signing in, the first run and invitations are public', () => {
    const open = endpoints.filter((endpoint) => endpoint.access === 'public').map((one) => one.name)
    expect(open.filter((name) => !name.startsWith('session.'))).toEqual([])
  })

  test.each(callers.map((caller) => [Object.values(caller).join(' '), caller] as const))(
    '%s is let through exactly where the contract says',
    async (_, caller) => {
      expect(await walk(caller)).toEqual([])
    },
    300_000,
  )

  test('a walk that meets a broken promise sees it', () => {
    expect(promised('audit.read', { kind: 'user', role: 'agent' })).toBe(403)
    expect(happened({ status: 200, body: {}, headers: new Headers() })).toBe(200)
    expect(happened({ status: 500, body: { code: 'internal' }, headers: new Headers() })).toBe(500)
    expect(happened({ status: 401, body: { code: 'sign_in_failed' }, headers: new Headers() })).toBe(200)
    expect(happened({ status: 404, body: { code: 'not_found' }, headers: new Headers() })).toBe(404)
  })
})
