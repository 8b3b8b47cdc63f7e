/** The web half: HTTP with the API, the rooms' own doors, health, live updates and the console. */
import type { FastifyInstance } from 'fastify'
import type { Pool } from 'pg'

import { authenticate as authenticateFor } from '#/modules/team/index.ts'
import type { App } from '#/platform/app.ts'
import { createServer, mountApi } from '#/platform/http/index.ts'
import { createLiveHub } from '#/platform/live/index.ts'

import { type DemoControl } from './demo/http.ts'
import { serveConsole } from './console.ts'
import { serveHealth } from './health.ts'
import { serveLive } from './live.ts'
import { serveMetrics } from './metrics.ts'
import { rooms } from './rooms.ts'
import { createRouter } from './router.ts'
import { serveDocs } from './serve-docs.ts'

export type Serving = { address: string; server: FastifyInstance; stop(): Promise<void> }

export async function serve(app: App, pool: Pool, demo: DemoControl | null): Promise<Serving> {
  const server = createServer(app.log)
  const authenticate = authenticateFor(app)
  const live = createLiveHub(pool)
  mountApi(server, { router: createRouter(app, demo), authenticate, log: app.log })
  serveDocs(server, app.config.url)
  serveMetrics(server)
  serveHealth(server, app)
  serveLive(server, { live, authenticate })
  for (const room of rooms) room.routes?.(server, app, authenticate)
  await demo?.serve(server)
  await serveConsole(server)
  const address = await server.listen({ port: app.config.port, host: app.config.host })
  return {
    address,
    server,
    stop: async () => {
      await live.close()
      await server.close()
    },
  }
}
