/** Hangs the whole contract under `/api`: finds the caller, refuses foreign origins, runs the endpoint, shapes failures. */
import { OpenAPIHandler } from '@orpc/openapi/fastify'
import { SmartCoercionPlugin } from '@orpc/json-schema'
import type { AnySchema } from '@orpc/contract'
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
      async ({ next, context, procedure, input }) => {
        const { meta, inputSchema } = procedure['~orpc']
        try {
          checkAccess(context.actor, (meta as ProcedureMeta).access)
          return await next()
        } catch (error) {
          const cause = (await breaks(inputSchema, input)) ? new Refusal('input_invalid', 'invalid') : error
          throw asContractError(cause, { log: given.log, context })
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

/**
 * Whether an input is such that reading it throws: nested deeper than the stack goes, or an object that pretends to be
 * a text. That is the sender's doing, and asked only once something has failed.
 */
async function breaks(schema: AnySchema | undefined, input: unknown): Promise<boolean> {
  try {
    await schema?.['~standard'].validate(input)
    return false
  } catch (error) {
    return error instanceof TypeError || error instanceof RangeError
  }
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
  if (origin && URL.parse(origin)?.host === request.host) return
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
