/** Servers that answer and are not fit for us, told from what they say of themselves. */
import { once } from 'node:events'
import { createServer } from 'node:http'

import { expect, test } from 'vitest'

import { examineDatabase, examineEventStore, type Facts, judgeDatabase } from './doctor-servers.ts'

const sound: Facts = {
  version: '17.2 (Debian 17.2-1)',
  names: ['plpgsql', 'pg_trgm', 'unaccent'],
  encoding: 'UTF8',
  user: 'vefa',
  turkish: true,
  mayCreate: true,
}

test.each<[string, Partial<Facts>, string[]]>([
  ['sound', {}, []],
  ['the oldest we take', { version: '15.0' }, []],
  ['older', { version: '14.11' }, ['database.too_old']],
  ['without contrib', { names: ['plpgsql'] }, ['database.extension_missing', 'database.extension_missing']],
  ['without ICU', { turkish: false }, ['database.icu_missing']],
  ['Latin', { encoding: 'LATIN5' }, ['database.encoding']],
  ['not ours', { mayCreate: false }, ['database.right_missing']],
])('a PostgreSQL that is %s', (_, facts, wrong) => {
  const found = judgeDatabase({ ...sound, ...facts })
  expect(found.filter(({ level }) => level === 'error').map(({ code }) => code)).toEqual(wrong)
})

test('a ClickHouse too old for us is named with its version', async () => {
  const server = createServer((_, response) => response.end('{"version":"24.3.1.2672"}\n')).listen(
    0,
    '127.0.0.1',
  )
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : 0
  expect(await examineEventStore(`http://vefa:x@127.0.0.1:${port}/vefa`)).toEqual([
    { code: 'event_store.too_old', level: 'error', params: { version: '24.3.1.2672', least: 25 } },
  ])
  server.close()
})

test.each([
  'localhost:5432',
  'postgres:///',
  'http://localhost:5432/vefa',
  'postgres://vefa:a#b@host/vefa',
  '',
])('DATABASE_URL=%s is no address of a PostgreSQL', async (url) => {
  expect(await examineDatabase(url)).toEqual([{ code: 'database.url_invalid', level: 'error', params: {} }])
})
