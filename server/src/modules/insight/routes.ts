/** Files of insight: outside the contract, since they are no JSON. */
import { Readable } from 'node:stream'

import { exploreQuestion, peopleOf } from '@vefa/contract'
import type { FastifyInstance, FastifyReply } from 'fastify'

import { type Actor, requireRight } from '#/platform/actor.ts'
import type { App } from '#/platform/app.ts'
import { Refusal } from '#/platform/errors.ts'
import { headersOf } from '#/platform/http/index.ts'

import { explore } from './explore.ts'
import { exploreCsv } from './explore-csv.ts'
import { exportPeople } from './export-people.ts'

/**
 * `GET /api/exports/explore.csv` with the query of `insight.explore`, and `GET /api/exports/insight-people.csv` with that
 * of `insight.listPeople`; both need `insight.export`, the second `customers.export` as well.
 */
export function insightRoutes(
  server: FastifyInstance,
  app: App,
  authenticate: (headers: Headers, ip: string) => Promise<Actor>,
): void {
  server.get('/api/exports/explore.csv', async (request, reply) => {
    const actor = await authenticate(headersOf(request), request.ip)
    requireRight(actor, 'insight.export')
    const input = exploreQuestion.safeParse(request.query)
    if (!input.success) throw new Refusal('input_invalid', 'invalid')
    const answer = await explore(app, input.data)
    return file(reply, `${input.data.measure}-${input.data.by}`).send(
      exploreCsv(input.data, answer, actor.language),
    )
  })
  server.get('/api/exports/insight-people.csv', async (request, reply) => {
    const actor = await authenticate(headersOf(request), request.ip)
    requireRight(actor, 'insight.export')
    requireRight(actor, 'customers.export')
    const input = peopleOf.safeParse(request.query)
    if (!input.success) throw new Refusal('input_invalid', 'invalid')
    return file(reply, 'people').send(Readable.from(exportPeople(app, actor, input.data)))
  })
}

function file(reply: FastifyReply, name: string): FastifyReply {
  return reply
    .header('content-type', 'text/csv; charset=utf-8')
    .header('content-disposition', `attachment; filename="vefa-${name}.csv"`)
    .header('cache-control', 'no-store')
}
