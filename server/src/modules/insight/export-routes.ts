/** Addresses files of insight are downloaded from; outside the typed API, because they stream. */
import { Readable } from 'node:stream'

import type { FastifyInstance } from 'fastify'

import { type Actor, requireRight } from '#/platform/actor.ts'
import type { App } from '#/platform/app.ts'
import { Refusal } from '#/platform/errors.ts'
import { headersOf } from '#/platform/http/index.ts'

import { exportMembers } from './export-members.ts'
import { GROUPS } from './groups.ts'

/** `GET /api/group-export.csv?group=NAME`. */
export function exportRoutes(
  server: FastifyInstance,
  app: App,
  authenticate: (headers: Headers, ip: string) => Promise<Actor>,
): void {
  server.get<{ Querystring: { group?: string } }>('/api/group-export.csv', async (request, reply) => {
    const actor = await authenticate(headersOf(request), request.ip)
    requireRight(actor, 'customers.export')
    const group = GROUPS.find((name) => name === request.query.group)
    if (!group) throw new Refusal('input_invalid', 'invalid')
    const day = app.clock.now().toISOString().slice(0, 10)
    return reply
      .header('content-type', 'text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="vefa-${group}-${day}.csv"`)
      .header('cache-control', 'no-store')
      .send(Readable.from(exportMembers(app, actor, group)))
  })
}
