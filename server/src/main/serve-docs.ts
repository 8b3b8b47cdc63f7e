/** `/api/openapi.json` and `/api/docs`, made once when first asked for. */
import type { FastifyInstance } from 'fastify'

import { docsPolicy, renderDocs } from './api-docs.ts'
import { describeApi, type Document } from './openapi.ts'

export function serveDocs(server: FastifyInstance, url: string): void {
  let document: Promise<Document> | undefined
  const described = (): Promise<Document> => (document ??= describeApi(url))
  server.get('/api/openapi.json', async () => described())
  server.get('/api/docs', async (_, reply) =>
    reply
      .header('content-security-policy', docsPolicy)
      .type('text/html; charset=utf-8')
      .send(renderDocs(await described())),
  )
}
