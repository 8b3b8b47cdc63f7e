/** `/metrics` in Prometheus' text format: the process itself, and how many requests of which outcome took how long. */
import type { FastifyInstance } from 'fastify'
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client'

export function serveMetrics(server: FastifyInstance): void {
  const register = new Registry()
  // Looking at the event loop every few milliseconds, the default, would keep an idle installation busy.
  collectDefaultMetrics({ register, eventLoopMonitoringPrecision: 1_000 })
  const requests = new Histogram({
    name: 'vefa_http_request_seconds',
    help: 'How long requests took, by method, route pattern and status.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.1, 0.3, 1, 3, 10],
    registers: [register],
  })
  server.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'unknown'
    requests.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1_000)
  })
  server.get('/metrics', async (_, reply) => reply.type(register.contentType).send(await register.metrics()))
}
