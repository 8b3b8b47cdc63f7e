/** The address the list is downloaded from; outside the typed API, because it streams. */
import { Readable } from 'node:stream'

import { customerFilters, customerOrder } from '@vefa/contract'
import type { FastifyInstance } from 'fastify'

import { type Actor, requireRight } from '#/platform/actor.ts'
import type { App } from '#/platform/app.ts'
import { headersOf } from '#/platform/http/index.ts'
import { Refusal } from '#/platform/errors.ts'

import { exportCustomers } from './export-customers.ts'

const input = customerFilters.extend(customerOrder.shape)

/** `GET /api/customer-export.csv?filters=JSON`, where JSON is what `customers.list` takes, without paging. */
export function exportRoutes(
  server: FastifyInstance,
  app: App,
  authenticate: (headers: Headers, ip: string) => Promise<Actor>,
): void {
  server.get<{ Querystring: { filters?: string } }>('/api/customer-export.csv', async (request, reply) => {
    const actor = await authenticate(headersOf(request), request.ip)
    requireRight(actor, 'customers.export')
    const parsed = input.safeParse(readJson(request.query.filters ?? '{}'))
    if (!parsed.success) throw new Refusal('input_invalid', 'invalid')
    const day = app.clock.now().toISOString().slice(0, 10)
    return reply
      .header('content-type', 'text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="vefa-customers-${day}.csv"`)
      .header('cache-control', 'no-store')
      .send(Readable.from(exportCustomers(app, actor, parsed.data)))
  })
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) throw new Refusal('input_invalid', 'invalid')
    throw error
  }
}
