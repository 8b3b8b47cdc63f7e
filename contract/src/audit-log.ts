/** The audit log: who changed what and when, with what stood before and after. */
import { z } from 'zod'

import { bigId, day, moment, page, pageInput, uuid } from './common.ts'
import { endpoint } from './procedure.ts'

const word = z.string().min(1).max(100)

/** All given filters must hold; days are whole days in the shop's time zone, both included. */
const filters = {
  actorId: uuid.optional(),
  action: word.optional(),
  subjectKind: word.optional(),
  subjectId: word.optional(),
  from: day.optional(),
  to: day.optional(),
}

const entry = z.object({
  id: bigId,
  at: moment,
  actor: z.object({ kind: z.string(), id: z.string().nullable(), name: z.string() }),
  action: z.string(),
  subject: z.object({ kind: z.string(), id: z.string() }),
  before: z.json().nullable(),
  after: z.json().nullable(),
  ip: z.string().nullable(),
})

export const auditLog = {
  list: endpoint('audit.read')
    .route({ method: 'GET', path: '/team/audit', summary: 'Changes, newest first' })
    .input(pageInput.extend(filters))
    .output(page(entry)),
  actors: endpoint('audit.read')
    .route({
      method: 'GET',
      path: '/team/audit/filters',
      summary: 'People, keys and actions the log can be filtered by',
    })
    .output(
      z.object({
        actors: z.array(z.object({ id: uuid, name: z.string() })),
        actions: z.array(z.string()),
      }),
    ),
  export: endpoint('audit.read')
    .route({
      method: 'GET',
      path: '/team/audit/export',
      summary: 'The same as CSV, at most 100,000 entries',
    })
    .input(z.object(filters))
    .output(z.file()),
}
