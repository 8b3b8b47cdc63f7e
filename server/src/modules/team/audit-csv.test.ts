import { expect, test } from 'vitest'

import { auditCsv } from './audit-csv.ts'

test('an entry is one line with what stood before and after as JSON', () => {
  const line = auditCsv.line({
    id: '7',
    at: '2026-11-20T09:30:00.000Z',
    actor: { kind: 'user', id: null, name: 'Zeynep' },
    action: 'store.update',
    subject: { kind: 'store', id: '1' },
    before: { name: 'Ilgın' },
    after: null,
    ip: null,
  })
  expect(line).toBe('2026-11-20T09:30:00.000Z,Zeynep,user,store.update,store,1,"{""name"":""Ilgın""}",,\r\n')
})
