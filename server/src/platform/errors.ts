/** Refusals in the words of a domain. A room lists its codes with their kind; the HTTP status follows from the kind alone. */

export type RefusalKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'missing'
  | 'conflict'
  | 'tooLarge'
  | 'limited'
  | 'unavailable'

export type RefusalParams = Record<string, string | number>

/** Something asked for that will not be done, for a reason the person can act on. Not a fault of the program. */
export class Refusal extends Error {
  readonly code: string
  readonly kind: RefusalKind
  readonly params: RefusalParams

  constructor(code: string, kind: RefusalKind, params: RefusalParams = {}) {
    super(code)
    this.name = 'Refusal'
    this.code = code
    this.kind = kind
    this.params = params
  }
}

/**
 * The refusals of one room: `const refuse = refusals({ customer_not_found: 'missing' })`,
 * then `throw refuse('customer_not_found', { id })`. Texts live in the console under `errors.<code>`.
 */
export function refusals<Codes extends Record<string, RefusalKind>>(codes: Codes) {
  return (code: keyof Codes & string, params: RefusalParams = {}): Refusal =>
    new Refusal(code, codes[code] ?? 'invalid', params)
}
