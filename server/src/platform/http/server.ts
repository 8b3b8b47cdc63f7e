/** The HTTP server: limits, headers, failures, and the doors that rooms and main hang on it. */
import { randomUUID } from 'node:crypto'

import Fastify, { type FastifyInstance } from 'fastify'

import type { Log } from '#/platform/log.ts'

import { failureOf } from './failures.ts'

/** Largest body taken unless a route says otherwise, in bytes. */
const bodyLimit = 2 * 1024 * 1024

export function createServer(log: Log): FastifyInstance {
  const server = Fastify({
    bodyLimit,
    forceCloseConnections: true,
    genReqId: () => randomUUID(),
    trustProxy: 'loopback',
    routerOptions: { maxParamLength: 500 },
  })
  server.addHook('onSend', async (request, reply) => {
    void reply
      .header('x-content-type-options', 'nosniff')
      .header('referrer-policy', 'same-origin')
      .header('x-request-id', request.id)
  })
  server.setErrorHandler((error, request, reply) => {
    const failure = failureOf(error, { log, reference: request.id })
    // A file that broke before its first byte has already said that it is one.
    void reply.removeHeader('content-disposition').type('application/json; charset=utf-8')
    return reply.status(failure.status).send(failure.body)
  })
  return server
}
