/** What a caller is told when something is refused or breaks: a code, a sentence, what is wrong where, a reference; never a trace. */
import { ORPCError } from '@orpc/server'

import { Refusal, type RefusalKind } from '#/platform/errors.ts'
import type { Log } from '#/platform/log.ts'

const statusOfKind: Record<RefusalKind, number> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  missing: 404,
  conflict: 409,
  tooLarge: 413,
  limited: 429,
  unavailable: 503,
}

export type Failure = {
  status: number
  body: {
    code: string
    message: string
    params: Record<string, unknown>
    /** For input that does not fit the contract: where, and what was expected. */
    issues?: { path: string; message: string }[]
    reference: string
  }
}

/** Turns anything thrown into what the caller may see; faults of the program are logged under the reference. */
export function failureOf(error: unknown, given: { log: Log; reference: string }): Failure {
  const { reference } = given
  if (error instanceof Refusal) {
    return {
      status: statusOfKind[error.kind],
      body: { code: error.code, message: sentence(error.code), params: error.params, reference },
    }
  }
  if (error instanceof ORPCError && error.status < 500) return failureOfContract(error, reference)
  const known = knownFailure(error)
  if (known) return { status: known.status, body: { ...known, params: {}, reference } }
  given.log.error({ error, reference }, 'a request failed')
  return {
    status: 500,
    body: {
      code: 'internal',
      message: 'Something broke on our side; nothing of what you sent was half done.',
      params: {},
      reference,
    },
  }
}

function failureOfContract(error: ORPCError<string, unknown>, reference: string): Failure {
  const issues = issuesOf(error.data)
  const code = issues ? 'input_invalid' : error.code.toLowerCase()
  return {
    status: error.status,
    body: {
      code,
      message: issues?.[0] ? `${issues[0].path}: ${issues[0].message}` : error.message,
      params: {},
      ...(issues && { issues }),
      reference,
    },
  }
}

function issuesOf(data: unknown): { path: string; message: string }[] | undefined {
  if (typeof data !== 'object' || data === null || !('issues' in data) || !Array.isArray(data.issues))
    return undefined
  return data.issues.slice(0, 20).map((issue: { path?: unknown[]; message?: string }) => ({
    path: (issue.path ?? [])
      .map((part) =>
        typeof part === 'object' && part !== null && 'key' in part ? String(part.key) : String(part),
      )
      .join('.'),
    message: issue.message ?? 'not accepted',
  }))
}

/** Errors of Fastify (bad JSON, body too large) and of PostgreSQL that are the caller's doing. */
function knownFailure(error: unknown): { status: number; code: string; message: string } | undefined {
  if (typeof error !== 'object' || error === null) return undefined
  if ('statusCode' in error && typeof error.statusCode === 'number' && error.statusCode < 500) {
    const code =
      error.statusCode === 413
        ? 'too_large'
        : error.statusCode === 429
          ? 'too_many_requests'
          : 'request_invalid'
    return { status: error.statusCode, code, message: error instanceof Error ? error.message : code }
  }
  if (
    'code' in error &&
    typeof error.code === 'string' &&
    /^(22P0[235]|22021|22003|22007|22008)$/.test(error.code)
  ) {
    return { status: 400, code: 'input_invalid', message: 'A value cannot be stored as it is.' }
  }
  return undefined
}

/** `customer_not_found` → `Customer not found.`; people read the console's own texts under `errors.<code>`. */
function sentence(code: string): string {
  const words = code.replaceAll('_', ' ')
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`
}
