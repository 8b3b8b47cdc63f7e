/** The address the members of a segment are downloaded from; outside the typed API, because it streams. */
import { Readable } from 'node:stream'

import type { FastifyInstance } from 'fastify'

import { exportCustomers } from '#/modules/customers/index.ts'
import { type Actor, requireRight } from '#/platform/actor.ts'
import type { App } from '#/platform/app.ts'
import { headersOf } from '#/platform/http/index.ts'

import { refuse } from './errors.ts'
import { findSegment } from './store.ts'

const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/iu

/** `GET /api/segments/{id}/members.csv`: the columns of the customer list. Leaves an audit entry before the first row. */
export function exportRoutes(
  server: FastifyInstance,
  app: App,
  authenticate: (headers: Headers, ip: string) => Promise<Actor>,
): void {
  server.get<{ Params: { id: string } }>('/api/segments/:id/members.csv', async (request, reply) => {
    const actor = await authenticate(headersOf(request), request.ip)
    requireRight(actor, 'segments.read')
    requireRight(actor, 'customers.export')
    const { id } = request.params
    const segment = uuid.test(id) ? await findSegment(app.db, id) : undefined
    if (!segment) throw refuse('segment_not_found', { id })
    const day = app.clock.now().toISOString().slice(0, 10)
    const list = { segment: id, who: 'all', sort: 'spent', direction: 'desc' } as const
    return reply
      .header('content-type', 'text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="vefa-segment-${day}.csv"`)
      .header('cache-control', 'no-store')
      .send(Readable.from(exportCustomers(app, actor, list)))
  })
}
