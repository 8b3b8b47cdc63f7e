/** Hangs the whole contract under `/api`: finds the caller, refuses foreign origins, runs the endpoint, shapes failures. */
import { OpenAPIHandler } from '@orpc/openapi/fastify'
import { SmartCoercionPlugin } from '@orpc/json-schema'
import { type AnyRouter, ORPCError } from '@orpc/server'
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4'
import type { ProcedureMeta } from '@vefa/contract'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

import type { Actor } from '#/platform/actor.ts'
import { Refusal } from '#/platform/errors.ts'
import type { Log } from '#/platform/log.ts'

import { checkAccess, type RequestContext } from './bind.ts'
import { failureOf } from './failures.ts'

/** Finds who is calling from cookie or bearer key; throws when a key is given but not valid. */
export type Authenticate = (headers: Headers, ip: string) => Promise<Actor>

export function mountApi(
  server: FastifyInstance,
  given: { router: AnyRouter; authenticate: Authenticate; log: Log },
): void {
  const handler = new OpenAPIHandler<RequestContext>(given.router as never, {
    plugins: [new SmartCoercionPlugin({ schemaConverters: [new ZodToJsonSchemaConverter()] })],
    clientInterceptors: [
      async ({ next, context, procedure }) => {
        try {
          checkAccess(context.actor, (procedure['~orpc'].meta as ProcedureMeta).access)
          return await next()
        } catch (error) {
          throw asContractError(error, { log: given.log, context })
        }
      },
    ],
    customErrorResponseBodyEncoder: (error) =>
      error.data ?? { code: error.code.toLowerCase(), message: error.message, params: {} },
  })
  void server.register(async (scope) => {
    scope.all('/api/*', async (request, reply) => {
      const context = await contextOf(request, reply, given.authenticate)
      const { matched } = await handler.handle(request, reply, { prefix: '/api', context })
      if (!matched) throw new Refusal('not_found', 'missing')
    })
  })
}

function asContractError(
  error: unknown,
  given: { log: Log; context: RequestContext },
): ORPCError<string, unknown> {
  const { reference, reply } = given.context
  const { status, body } = failureOf(error, { log: given.log, reference })
  if (status === 429 && 'seconds' in body.params) reply.set('retry-after', String(body.params.seconds))
  return new ORPCError(body.code, { status, data: body, message: body.message })
}

async function contextOf(
  request: FastifyRequest,
  reply: FastifyReply,
  authenticate: Authenticate,
): Promise<RequestContext> {
  const headers = headersOf(request)
  refuseForeignOrigin(request)
  const actor = await authenticate(headers, request.ip)
  return {
    actor,
    ip: request.ip,
    userAgent: headers.get('user-agent') ?? '',
    reference: request.id,
    headers,
    reply: replyHeaders(reply),
  }
}

export function headersOf(request: FastifyRequest): Headers {
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value)
  }
  return headers
}

/** A page of another site may not make a signed-in person's browser change something here. */
export function refuseForeignOrigin(request: FastifyRequest): void {
  if (request.method === 'GET' || request.method === 'HEAD' || !request.headers.cookie) return
  const { origin } = request.headers
  if (origin && origin !== 'null' && new URL(origin).host === request.host) return
  if (!origin && request.headers['sec-fetch-site'] !== 'cross-site') return
  throw new Refusal('foreign_origin', 'forbidden')
}

/** A `Headers` whose writes go to the reply at once; endpoints use it for cookies. */
function replyHeaders(reply: FastifyReply): Headers {
  return new Proxy(new Headers(), {
    get: (target, property) => {
      if (property === 'append' || property === 'set') {
        return (name: string, value: string) => void reply.header(name, value)
      }
      const value: unknown = Reflect.get(target, property)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}
