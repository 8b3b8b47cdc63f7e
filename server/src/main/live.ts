/** `/api/live`: server-sent events for signed-in people, a topic each; the console asks again for what a topic touches. */
import type { FastifyInstance } from 'fastify'

import { Refusal } from '#/platform/errors.ts'
import { type Authenticate, headersOf } from '#/platform/http/index.ts'
import type { LiveHub } from '#/platform/live/index.ts'

const heartbeatEvery = 25_000

export function serveLive(
  server: FastifyInstance,
  given: { live: LiveHub; authenticate: Authenticate },
): void {
  server.get('/api/live', async (request, reply) => {
    const actor = await given.authenticate(headersOf(request), request.ip)
    if (actor.kind !== 'user') throw new Refusal('sign_in_needed', 'unauthenticated')
    reply.hijack()
    reply.raw.writeHead(200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    })
    reply.raw.write('retry: 2000\n\n')
    const unlisten = given.live.listen((message) => reply.raw.write(`data: ${JSON.stringify(message)}\n\n`))
    const heartbeat = setInterval(() => reply.raw.write(': still here\n\n'), heartbeatEvery)
    request.raw.once('close', () => {
      clearInterval(heartbeat)
      unlisten()
    })
  })
}
