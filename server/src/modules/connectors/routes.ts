/** Addresses for streams, which the contract does not carry: a file coming in, the report of rejects going out. */
import { Readable } from 'node:stream'

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'

import { type Actor, requireRight } from '#/platform/actor.ts'
import type { App } from '#/platform/app.ts'
import { Refusal } from '#/platform/errors.ts'
import { headersOf, refuseForeignOrigin } from '#/platform/http/index.ts'

import type { ReportLanguage } from './csv/reject-words.ts'
import { refuse } from './errors.ts'
import { importKinds } from './import.ts'
import { getImport } from './import-view.ts'
import { findImport } from './store.ts'
import { rejectReport } from './reject-lines.ts'
import { uploadImport } from './upload-import.ts'
import { largestFile } from './files.ts'

type Authenticate = (headers: Headers, ip: string) => Promise<Actor>

const uploadQuery = z.object({
  name: z.string().max(500).default('file'),
  kind: z.enum(importKinds).optional(),
  preset: z.string().max(60).optional(),
  store: z.coerce.number().int().min(1).max(2_147_483_647).optional(),
  currency: z.string().max(10).optional(),
  zone: z.string().max(64).optional(),
})

const reportQuery = z.object({ language: z.enum(['tr', 'en']).optional() })
const idParams = z.object({ id: z.uuid() })

/**
 * `POST /api/imports/files?name=…` with the bytes as the body (`application/octet-stream`), and
 * `GET /api/imports/ID/rejects.csv?language=tr`.
 */
export function serveImportFiles(server: FastifyInstance, app: App, authenticate: Authenticate): void {
  void server.register(async (scope) => {
    // The body stays a stream; a page of another site cannot send this type without being asked first.
    scope.addContentTypeParser(
      'application/octet-stream',
      { bodyLimit: largestFile },
      (_request, body, done) => done(null, body),
    )
    scope.post('/api/imports/files', { bodyLimit: largestFile }, async (request, reply) => {
      refuseForeignOrigin(request)
      const actor = await authenticate(headersOf(request), request.ip)
      requireRight(actor, 'imports.write')
      return reply.status(201).send(await takeFile(app, actor, request))
    })
    scope.get('/api/imports/:id/rejects.csv', async (request, reply) => {
      const actor = await authenticate(headersOf(request), request.ip)
      requireRight(actor, 'imports.read')
      return sendReport(app, reply, { ...read(idParams, request.params), ...languageOf(request, actor) })
    })
  })
}

async function takeFile(app: App, actor: Actor, request: FastifyRequest) {
  const { name, store, ...wish } = read(uploadQuery, request.query)
  const { body } = request
  if (!(body instanceof Readable)) throw refuse('import_file_empty')
  const { id } = await uploadImport(app, actor, { fileName: name, file: body, storeId: store, ...wish })
  return getImport(app, id)
}

function languageOf(request: FastifyRequest, actor: Actor): { language: ReportLanguage } {
  return { language: read(reportQuery, request.query).language ?? actor.language }
}

function read<Output>(schema: z.ZodType<Output>, raw: unknown): Output {
  const parsed = schema.safeParse(raw)
  if (parsed.success) return parsed.data
  throw new Refusal('input_invalid', 'invalid', { where: parsed.error.issues[0]?.path.join('.') ?? '' })
}

async function sendReport(
  app: App,
  reply: FastifyReply,
  given: { id: string; language: ReportLanguage },
): Promise<FastifyReply> {
  const of = await findImport(app.db, given.id)
  if (of === null) throw refuse('import_not_found', { id: given.id })
  return reply
    .header('content-type', 'text/csv; charset=utf-8')
    .header('content-disposition', `attachment; filename="vefa-import-${of.number}-rejects.csv"`)
    .send(Readable.from(rejectReport(app, given)))
}
