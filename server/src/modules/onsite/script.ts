/** `/vefa.js`: the built script, from memory, for any shop's page. */
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

import type { FastifyInstance } from 'fastify'

import { Refusal } from '#/platform/errors.ts'
import { newToken } from '#/platform/ids.ts'

const path = fileURLToPath(new URL('../../../../snippet/dist/vefa.js', import.meta.url))

export function serveScript(server: FastifyInstance): void {
  // Absent where nobody has built it: then there is nothing at the address.
  const loaded = readFile(path)
  const version = `"${newToken(8)}"`
  loaded.catch(() => undefined)
  server.get('/vefa.js', async (request, reply) => {
    const script = await loaded.catch(() => {
      throw new Refusal('not_found', 'missing')
    })
    void reply
      .header('content-type', 'text/javascript; charset=utf-8')
      .header('cache-control', 'public, max-age=600')
      .header('access-control-allow-origin', '*')
      .header('cross-origin-resource-policy', 'cross-origin')
      .header('etag', version)
    if (request.headers['if-none-match'] === version) return reply.status(304).send()
    return script
  })
}
