/** `/healthz`: the process lives. `/readyz`: both stores answer. */
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'

import type { App } from '#/platform/app.ts'

export function serveHealth(server: FastifyInstance, app: Pick<App, 'db' | 'eventStore'>): void {
  server.get('/healthz', () => ({ status: 'ok' }))
  server.get('/readyz', async (_, reply) => {
    const [database, eventStore] = await Promise.allSettled([
      sql`SELECT 1`.execute(app.db),
      app.eventStore.query('SELECT 1'),
    ])
    const checks = {
      database: database.status === 'fulfilled',
      eventStore: eventStore.status === 'fulfilled',
    }
    const ready = checks.database && checks.eventStore
    return reply.status(ready ? 200 : 503).send({ status: ready ? 'ready' : 'not ready', checks })
  })
}
