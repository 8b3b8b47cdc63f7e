/** The whole API described in OpenAPI, made from the contract alone. */
import { isContractProcedure } from '@orpc/contract'
import { type OpenAPI, OpenAPIGenerator } from '@orpc/openapi'
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4'
import { type Access, contract, type ProcedureMeta } from '@vefa/contract'

import { version } from './version.ts'

export type Document = OpenAPI.Document
export type Operation = OpenAPI.OperationObject & { 'x-access'?: Access }

/** Every operation carries a tag (the part of the contract it stands in) and `x-access`, the right it needs. */
export async function describeApi(url: string): Promise<Document> {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] })
  const document = await generator.generate(contract, {
    info: {
      title: 'Vefa',
      version,
      description:
        'Everything the console does. Sign in with a session cookie, or send `Authorization: Bearer KEY` with a key of scope `api`.',
    },
    servers: [{ url: `${url}/api` }],
    components: {
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer', description: 'An API key of scope `api`' },
        session: { type: 'apiKey', in: 'cookie', name: 'vefa.session_token' },
      },
      schemas: { Failure: failure },
    },
  })
  const accessOf = accesses(contract)
  const operations = Object.values(document.paths ?? {}).flatMap((path) => operationsOf(path))
  for (const operation of operations)
    complete(operation, accessOf.get(operation.operationId ?? '') ?? 'nobody')
  document.tags = [...new Set(operations.flatMap((operation) => operation.tags ?? []))].map((name) => ({
    name,
  }))
  return document
}

export const methods = ['get', 'post', 'put', 'patch', 'delete'] as const

export function operationsOf(path: OpenAPI.PathItemObject | undefined): Operation[] {
  return methods.flatMap((method) => path?.[method] ?? [])
}

const failure: OpenAPI.SchemaObject = {
  type: 'object',
  properties: {
    code: { type: 'string', description: 'What is wrong, in a word that stays the same' },
    message: { type: 'string' },
    params: { type: 'object' },
    issues: {
      type: 'array',
      items: { type: 'object', properties: { path: { type: 'string' }, message: { type: 'string' } } },
    },
    reference: { type: 'string', description: 'Finds this request in the log' },
  },
  required: ['code', 'message', 'params', 'reference'],
}

const failed = (description: string): OpenAPI.ResponseObject => ({
  description,
  content: { 'application/json': { schema: { $ref: '#/components/schemas/Failure' } } },
})

/** `team.keys.create` stands under `team.keys`; `session.signIn` under `session`. */
function complete(operation: Operation, access: Access): void {
  operation.tags = [(operation.operationId ?? '').split('.').slice(0, -1).join('.')]
  operation['x-access'] = access
  operation.security =
    access === 'public' ? [] : access === 'session' ? [{ session: [] }] : [{ key: [] }, { session: [] }]
  operation.responses = {
    ...operation.responses,
    '400': failed('The input does not fit'),
    ...(access !== 'public' && { '401': failed('Not signed in, or no valid key') }),
    ...(access !== 'public' && { '403': failed('The right is missing') }),
  }
}

function accesses(router: object, prefix = ''): Map<string, Access> {
  const found = Object.entries(router).flatMap(([name, part]: [string, unknown]): [string, Access][] => {
    const path = prefix === '' ? name : `${prefix}.${name}`
    if (isContractProcedure(part)) return [[path, (part['~orpc'].meta as ProcedureMeta).access]]
    return typeof part === 'object' && part !== null ? Array.from(accesses(part, path)) : []
  })
  return new Map(found)
}
