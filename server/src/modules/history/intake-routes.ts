/** The doors of the event intake under `/v1`, as Segment's libraries and pages of any site knock on them. */
import type { IncomingMessage } from 'node:http'
import { createGunzip, createInflate } from 'node:zlib'
import type { Readable } from 'node:stream'

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

import type { App } from '#/platform/app.ts'
import { authenticateIntake } from '#/modules/team/index.ts'

import { type Acceptor, createAcceptor } from './accept.ts'
import { limits, readBody, writeKeyIn } from './intake-body.ts'
import { type Endpoint, endpoints } from './origin.ts'

/** Segment's short addresses. */
const aliases: Record<string, Endpoint> = {
  t: 'track',
  i: 'identify',
  p: 'page',
  s: 'screen',
  g: 'group',
  a: 'alias',
  b: 'batch',
}

/** Nothing larger is read, compressed or not; what is larger than an event or batch may be is refused by name below that. */
const mostBytes = 2 * limits.batch
const retryAfterSeconds = 5

class Refused extends Error {
  readonly status: number
  readonly code: string

  constructor(status: number, code: string, message: string) {
    super(message)
    this.status = status
    this.code = code
  }
}

export function serveIntake(server: FastifyInstance, app: App): void {
  const acceptor = createAcceptor(app)
  void server.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser(
      '*',
      { bodyLimit: mostBytes },
      (request: FastifyRequest, payload: IncomingMessage) => readBytes(request, payload),
    )
    scope.addHook('onRequest', async (_, reply) => allowEverySite(reply))
    scope.setErrorHandler((error, request, reply) => answerFailure(app, { error, request, reply }))
    scope.options('/v1/*', (_, reply) => reply.status(204).send())
    for (const [path, endpoint] of addresses()) {
      scope.post(path, { bodyLimit: mostBytes }, async (request, reply) => {
        await acceptRequest(app, acceptor, { request, endpoint })
        return reply.status(200).send({ success: true })
      })
    }
  })
}

function addresses(): [string, Endpoint][] {
  return [
    ...endpoints.map((endpoint): [string, Endpoint] => [`/v1/${endpoint}`, endpoint]),
    ...Object.entries(aliases).map(([short, endpoint]): [string, Endpoint] => [`/v1/${short}`, endpoint]),
  ]
}

async function acceptRequest(
  app: App,
  acceptor: Acceptor,
  given: { request: FastifyRequest; endpoint: Endpoint },
): Promise<void> {
  const { request, endpoint } = given
  const receivedAt = app.clock.now()
  const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
  const read = readBody(body, endpoint === 'batch' || endpoint === 'import' ? 'batch' : 'event')
  const key = keyIn(request) ?? (read.ok ? writeKeyIn(body) : null)
  const found = key === null ? null : await authenticateIntake(app, key)
  if (!found) throw new Refused(401, 'write_key_invalid', 'The write key is missing, unknown or revoked.')
  if (!read.ok) throw new Refused(400, read.code, read.message)
  if (read.events === 0) return
  if (await acceptor.isFull())
    throw new Refused(429, 'backlog_full', 'Too many events wait already; send this again later.')
  const origin = {
    kind: 'api' as const,
    endpoint,
    keyId: found.keyId,
    storeId: found.storeId,
    ip: request.ip,
    userAgent: (request.headers['user-agent'] ?? '').slice(0, 500),
  }
  await acceptor.accept({ body, origin, receivedAt, events: read.events })
}

/** The write key as user name of Basic authorization, without a password. */
function keyIn(request: FastifyRequest): string | null {
  const [, encoded] = /^Basic ([A-Za-z0-9+/=_-]+)$/i.exec(request.headers.authorization ?? '') ?? []
  if (!encoded) return null
  const [user] = Buffer.from(encoded, 'base64').toString('utf8').split(':')
  return user ? user : null
}

/** The whole body, unpacked; stops reading when it grows beyond what any request may hold. */
async function readBytes(request: FastifyRequest, payload: Readable): Promise<Buffer> {
  const encoding = (request.headers['content-encoding'] ?? 'identity').trim().toLowerCase()
  if (encoding === 'identity' || encoding === '') return collect(payload)
  if (encoding !== 'gzip' && encoding !== 'x-gzip' && encoding !== 'deflate') {
    throw new Refused(415, 'encoding_unknown', 'Bodies may be packed with gzip or deflate.')
  }
  const unpack = encoding === 'deflate' ? createInflate() : createGunzip()
  payload.once('error', (error) => unpack.destroy(error))
  payload.pipe(unpack)
  try {
    return await collect(unpack)
  } catch (error) {
    if (error instanceof Refused) throw error
    throw new Refused(400, 'body_not_unpackable', 'The body could not be unpacked.')
  } finally {
    payload.unpipe(unpack)
    unpack.destroy()
  }
}

async function collect(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > mostBytes) throw new Refused(400, 'body_too_large', `A body may have ${limits.batch} bytes.`)
    chunks.push(chunk)
  }
  return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)
}

/** Events are sent by pages of any site; there are no cookies to abuse, the key is in the request. */
function allowEverySite(reply: FastifyReply): void {
  void reply
    .header('access-control-allow-origin', '*')
    .header('access-control-allow-methods', 'POST, OPTIONS')
    .header('access-control-allow-headers', 'authorization, content-type, content-encoding, x-retry-count')
    .header('access-control-max-age', '86400')
}

async function answerFailure(
  app: App,
  given: { error: unknown; request: FastifyRequest; reply: FastifyReply },
): Promise<void> {
  const { error, request, reply } = given
  const refused = error instanceof Refused ? error : asRefused(error)
  if (!refused) app.log.error({ error, reference: request.id }, 'events could not be made durable')
  const { status, code, message } = refused ?? unavailable
  if (status === 429 || status === 503) void reply.header('retry-after', String(retryAfterSeconds))
  // What was not read to its end cannot be followed by another request.
  if (!request.raw.readableEnded) void reply.header('connection', 'close')
  await reply.status(status).send({ success: false, code, message, reference: request.id })
}

const unavailable = new Refused(503, 'not_durable', 'The events could not be written down; send them again.')

/** What the HTTP server itself refuses. */
function asRefused(error: unknown): Refused | undefined {
  if (typeof error !== 'object' || error === null || !('statusCode' in error)) return undefined
  const { statusCode } = error
  if (typeof statusCode !== 'number' || statusCode >= 500) return undefined
  const message = error instanceof Error ? error.message : 'The request could not be read.'
  if (statusCode === 413) return new Refused(400, 'body_too_large', `A body may have ${limits.batch} bytes.`)
  return new Refused(statusCode, 'request_invalid', message)
}
