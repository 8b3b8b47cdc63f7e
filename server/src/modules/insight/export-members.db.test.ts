import Fastify from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { resolveCustomers } from '#/modules/customers/index.ts'
import { systemActor } from '#/platform/actor.ts'
import { inTransaction } from '#/platform/db/index.ts'
import { openTestApp, type TestApp } from '#test/support/app.ts'

import { insight } from './index.ts'
import { replaceMembers } from './store.ts'

let open: TestApp
let server: ReturnType<typeof Fastify>
const members = 1_203

beforeAll(async () => {
  open = await openTestApp()
  server = Fastify()
  insight.routes?.(server, open.app, async () => ({ ...systemActor('test'), language: 'tr' }))
  const resolved = await resolveCustomers(
    open.app,
    Array.from({ length: members }, (_, n) => ({
      identities: [{ kind: 'email' as const, value: `kisi${n}@posta.ornek.net` }],
      profile: { name: n === 0 ? '=1+1' : `Işıl ${n}` },
      seenAt: open.clock.now(),
      source: 'import',
    })),
  )
  const rows = resolved.map(({ customerId }, n) => ({
    group: 'atRisk' as const,
    customerId,
    value: `${members - n}.5`,
    why: [],
    usualGapDays: 30,
    gapBasis: 'own' as const,
  }))
  await inTransaction(open.app.db, (tx) => replaceMembers(tx, rows, open.clock.now()))
})
afterAll(async () => {
  await server.close()
  await open.close()
})

test('holds everybody once over several pages, in the spreadsheet of the language, and runs no formula', async () => {
  const answer = await server.inject('/api/group-export.csv?group=atRisk')
  const lines = answer.body.trimEnd().split('\r\n')
  expect(answer.headers['content-type']).toContain('text/csv')
  expect(lines[0]).toBe(
    '\uFEFFNo;Ad soyad;E-posta;Şehir;Sipariş sayısı;Harcama;Son sipariş;Değer;Olağan aralık (gün)',
  )
  expect(lines[1]).toMatch(/^\d+;'=1\+1;kisi0@posta\.ornek\.net;;0;0,0000;;1203,5000;30$/)
  expect(new Set(lines.slice(1).map((line: string) => line.split(';')[0])).size).toBe(members)
})

test('leaves an entry in the audit log, and refuses a group nobody knows', async () => {
  const { rows } = await open.pool.query(
    "SELECT subject_id FROM audit_entries WHERE action = 'customers.export' AND subject_kind = 'group'",
  )
  expect(rows).toEqual([{ subject_id: 'atRisk' }])
  expect((await server.inject('/api/group-export.csv?group=everyone')).statusCode).toBeGreaterThanOrEqual(400)
})
