/** Orders as a CSV file: outside the contract, since it is sent while it is read. */
import { Readable } from 'node:stream'

import { orderFilters } from '@vefa/contract'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'

import { type Actor, requireRight } from '#/platform/actor.ts'
import type { App } from '#/platform/app.ts'
import { Refusal } from '#/platform/errors.ts'
import { headersOf } from '#/platform/http/index.ts'

import { exportOrders } from './export-orders.ts'

/** `GET /api/exports/orders.csv` with the filters of the list; needs `orders.read` and `customers.export`. */
export function commerceRoutes(
  server: FastifyInstance,
  app: App,
  authenticate: (headers: Headers, ip: string) => Promise<Actor>,
): void {
  server.get('/api/exports/orders.csv', async (request, reply) => {
    const actor = await authenticate(headersOf(request), request.ip)
    requireRight(actor, 'orders.read')
    requireRight(actor, 'customers.export')
    const input = z.object(orderFilters.shape).safeParse(request.query)
    if (!input.success) throw new Refusal('input_invalid', 'invalid')
    return reply
      .header('content-type', 'text/csv; charset=utf-8')
      .header('content-disposition', 'attachment; filename="vefa-orders.csv"')
      .send(Readable.from(exportOrders(app, actor, input.data)))
  })
}
