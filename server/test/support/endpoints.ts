/** Every endpoint of the contract as a request that can be sent: found by walking, so that new ones are met by themselves. */
import type { AnyContractProcedure, AnyContractRouter } from '@orpc/contract'
import { isContractProcedure } from '@orpc/contract'
import type { Access, ProcedureMeta } from '@vefa/contract'
import { z } from 'zod'

export type Endpoint = {
  /** e.g. `team.keys.create` */
  name: string
  method: string
  path: string
  access: Access
  input: z.ZodType | undefined
}

export function endpointsOf(router: AnyContractRouter, prefix = ''): Endpoint[] {
  if (isContractProcedure(router)) return [endpointOf(router, prefix)]
  return Object.entries(router).flatMap(([name, part]) =>
    endpointsOf(part as AnyContractRouter, prefix === '' ? name : `${prefix}.${name}`),
  )
}

function endpointOf(procedure: AnyContractProcedure, name: string): Endpoint {
  const { route, meta, inputSchema } = procedure['~orpc']
  return {
    name,
    method: route.method ?? 'POST',
    path: route.path ?? '',
    access: (meta as ProcedureMeta).access,
    input: inputSchema as z.ZodType | undefined,
  }
}

export type JsonSchema = {
  type?: string
  format?: string
  pattern?: string
  enum?: unknown[]
  const?: unknown
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  anyOf?: JsonSchema[]
  oneOf?: JsonSchema[]
  properties?: Record<string, JsonSchema>
  required?: string[]
  items?: JsonSchema
  minItems?: number
}

/** The least that may fit: what is required, at its smallest. Patterns it cannot read give a text that is refused. */
export function leastInput(endpoint: Endpoint): unknown {
  const schema = inputSchema(endpoint)
  return schema && leastOf(schema)
}

export function inputSchema(endpoint: Endpoint): JsonSchema | undefined {
  if (!endpoint.input) return undefined
  return z.toJSONSchema(endpoint.input, {
    io: 'input',
    unrepresentable: 'any',
    reused: 'inline',
  }) as JsonSchema
}

const byFormat: Record<string, string> = {
  uuid: '01900000-0000-7000-8000-000000000000',
  email: 'nobody@example.com',
  date: '2026-01-01',
  'date-time': '2026-01-01T00:00:00Z',
  uri: 'https://example.com',
}

function leastOf(schema: JsonSchema): unknown {
  const given = schema.const ?? schema.enum?.[0]
  if (given !== undefined) return given
  const choice = (schema.anyOf ?? schema.oneOf)?.[0]
  if (choice) return leastOf(choice)
  if (schema.type === 'array')
    return Array.from({ length: schema.minItems ?? 0 }, () => leastOf(schema.items ?? {}))
  if (schema.type === 'object') {
    const { required = [], properties = {} } = schema
    return Object.fromEntries(required.map((name) => [name, leastOf(properties[name] ?? {})]))
  }
  return leastPlain(schema)
}

function leastPlain({ type, format, minimum, minLength }: JsonSchema): unknown {
  if (type === 'integer' || type === 'number') return Math.max(minimum ?? 1, 1)
  if (type === 'boolean') return false
  if (type === 'null') return null
  return byFormat[format ?? ''] ?? 'x'.repeat(Math.max(1, minLength ?? 1))
}

/** A request for an endpoint with this input: path parameters filled, the rest in the query or the body. */
export function requestFor(endpoint: Endpoint, input: unknown): { path: string; body: unknown } {
  const isObject = typeof input === 'object' && input !== null && !Array.isArray(input)
  const given: Record<string, unknown> = isObject ? { ...input } : {}
  const path = endpoint.path.replaceAll(/\{\+?(\w+)\}/g, (_, name: string) => {
    const value = given[name] ?? '1'
    delete given[name]
    return encoded(value)
  })
  if (endpoint.method !== 'GET') return { path: `/api${path}`, body: isObject ? given : input }
  const query = Object.entries(given).flatMap(([name, value]) => queryParts(encoded(name), value))
  return { path: `/api${path}?${query.join('&')}`, body: undefined }
}

/** Lists and objects as the API reads them from an address: `a[0]=1&a[b]=2`. */
function queryParts(name: string, value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [`${name}=${encoded(value)}`]
  return Object.entries(value).flatMap(([part, inner]) => queryParts(`${name}[${encoded(part)}]`, inner))
}

/** No server reads an address longer than this; more would not fit a text once it is encoded. */
const longest = 200_000

/** Half a letter, which no address can hold, goes as the bytes a careless sender would make of it. */
function encoded(value: unknown): string {
  const text = (typeof value === 'string' ? value : (JSON.stringify(value) ?? '')).slice(0, longest)
  return text.isWellFormed()
    ? encodeURIComponent(text)
    : encodeURIComponent(text.toWellFormed()).replaceAll('%EF%BF%BD', '%ED%A0%80')
}
