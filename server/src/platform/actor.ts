/** Who is doing something: a person, a key, the program itself, or a stranger. Use cases take it first after `app`. */
import type { Right } from '@vefa/contract'

import { Refusal } from './errors.ts'

export type Actor = {
  kind: 'user' | 'key' | 'system' | 'stranger'
  /** The user's or key's id; null for the program and for strangers. */
  id: string | null
  /** For the audit log and for people to read. */
  name: string
  rights: ReadonlySet<Right>
  language: 'tr' | 'en'
  /** The address the request came from, for the audit log. */
  ip?: string
}

export const stranger: Actor = { kind: 'stranger', id: null, name: '', rights: new Set(), language: 'tr' }

/** The program acting by itself (a job, a schedule); it may do what its code does. */
export function systemActor(name: string): Actor {
  return { kind: 'system', id: null, name, rights: new Set(), language: 'tr' }
}

/** Throws `right_missing` unless the actor has the right; the program itself always has. */
export function requireRight(actor: Actor, right: Right): void {
  if (actor.kind === 'system' || actor.rights.has(right)) return
  if (actor.kind === 'stranger') throw new Refusal('sign_in_needed', 'unauthenticated')
  throw new Refusal('right_missing', 'forbidden', { right })
}
