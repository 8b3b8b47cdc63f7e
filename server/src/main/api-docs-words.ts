/** JSON schemas as people read them: types in a few words, and a sample to try. */

/** The part of JSON schema the contract's zod makes. */
export type JsonSchema = {
  $ref?: string
  type?: string | string[]
  format?: string
  pattern?: string
  enum?: readonly unknown[]
  const?: unknown
  anyOf?: readonly JsonSchema[]
  oneOf?: readonly JsonSchema[]
  allOf?: readonly JsonSchema[]
  properties?: Record<string, JsonSchema>
  required?: readonly string[]
  items?: JsonSchema
  additionalProperties?: JsonSchema | boolean
  default?: unknown
  maxLength?: number
  minimum?: number
  maximum?: number
}

const endless = 9_007_199_254_740_991

/** `{ name: text ≤ 120, scope: "intake" | "api", storeId?: whole number 1–2147483647 }` over several lines. */
export function typeText(schema: JsonSchema, indent = ''): string {
  if (schema.$ref) return schema.$ref.split('/').at(-1) ?? 'anything'
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ')
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return [...new Set(choices.map((choice) => typeText(choice, indent)))].join(' | ')
  if (schema.allOf) return schema.allOf.map((part) => typeText(part, indent)).join(' & ')
  if (schema.type === 'array') return `list of ${typeText(schema.items ?? {}, indent)}`
  if (schema.type === 'object') return objectText(schema, indent)
  return plainText(schema)
}

function objectText(schema: JsonSchema, indent: string): string {
  const fields = Object.entries(schema.properties ?? {})
  if (fields.length === 0) {
    const values = typeof schema.additionalProperties === 'object' ? schema.additionalProperties : {}
    return `{ [name]: ${typeText(values, indent)} }`
  }
  const inner = `${indent}  `
  const lines = fields.map(([name, field]) => {
    const optional = schema.required?.includes(name) ? '' : '?'
    const fallback = field.default === undefined ? '' : `  (default ${JSON.stringify(field.default)})`
    return `${inner}${name}${optional}: ${typeText(field, inner)}${fallback}`
  })
  return `{\n${lines.join('\n')}\n${indent}}`
}

const formats: Record<string, string> = {
  uuid: 'uuid',
  email: 'e-mail',
  date: 'day YYYY-MM-DD',
  'date-time': 'moment ISO 8601',
  uri: 'address',
}

function plainText(schema: JsonSchema): string {
  const { type } = schema
  if (type === 'string') {
    const kind = formats[schema.format ?? ''] ?? 'text'
    return schema.maxLength === undefined ? kind : `${kind} ≤ ${schema.maxLength}`
  }
  if (type === 'integer' || type === 'number')
    return `${type === 'integer' ? 'whole number' : 'number'}${rangeText(schema)}`
  if (type === 'boolean') return 'true | false'
  return typeof type === 'string' ? type : 'anything'
}

function rangeText({ minimum = -endless, maximum = endless }: JsonSchema): string {
  if (minimum <= -endless && maximum >= endless) return ''
  if (maximum >= endless) return ` ≥ ${minimum}`
  return minimum <= -endless ? ` ≤ ${maximum}` : ` ${minimum}–${maximum}`
}

const samples: Record<string, unknown> = {
  uuid: '01900000-0000-7000-8000-000000000000',
  email: 'ayse@ornek.com',
  date: '2026-11-20',
  'date-time': '2026-11-20T09:30:00Z',
  uri: 'https://ornek.com',
}

/** The least that has the right shape: required fields only. */
export function sampleOf(schema: JsonSchema): unknown {
  const given = schema.const ?? schema.default ?? schema.enum?.[0]
  if (given !== undefined) return given
  const choice = (schema.anyOf ?? schema.oneOf)?.[0]
  if (choice) return sampleOf(choice)
  if (schema.type === 'array') return schema.items ? [sampleOf(schema.items)] : []
  if (schema.type === 'object') return objectSample(schema)
  return plainSample(schema)
}

function objectSample({ required = [], properties = {} }: JsonSchema): Record<string, unknown> {
  return Object.fromEntries(required.map((name) => [name, sampleOf(properties[name] ?? {})]))
}

function plainSample({ type, format, minimum }: JsonSchema): unknown {
  if (type === 'integer' || type === 'number') return Math.max(1, minimum ?? 1)
  if (type === 'boolean') return true
  return type === 'null' ? null : (samples[format ?? ''] ?? '…')
}
