/** Serves the built console; every address that is nothing else's is a page of it. */
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'

const dist = fileURLToPath(new URL('../../../console/dist', import.meta.url))

/** Pages may load nothing from elsewhere; styles of charts and editors are set inline. */
const policy = [
  "default-src 'self'",
  "img-src 'self' data: https:",
  "style-src 'self' 'unsafe-inline'",
  "frame-src 'self' blob:",
  "object-src 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** Addresses that are never a page: a wrong one is told so, not shown the console. */
const ours = /^\/(api|v1|o|c|u|s|r|healthz|readyz|metrics|assets)(\/|$)/

export async function serveConsole(server: FastifyInstance): Promise<void> {
  const built = existsSync(dist)
  if (built) await serveFiles(server)
  server.setNotFoundHandler((request, reply) => {
    const [pathname = ''] = request.url.split('?')
    if (built && request.method === 'GET' && !ours.test(pathname)) return reply.sendFile('index.html')
    return reply.status(404).send({
      code: 'not_found',
      message: 'There is nothing at this address.',
      params: {},
      reference: request.id,
    })
  })
}

async function serveFiles(server: FastifyInstance): Promise<void> {
  await server.register(fastifyStatic, {
    root: dist,
    wildcard: false,
    setHeaders: (reply, path) => {
      const hashed = path.includes('/assets/')
      void reply.header('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache')
      if (path.endsWith('.html')) void reply.header('content-security-policy', policy)
    },
  })
}
