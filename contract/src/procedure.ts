/** The start of every endpoint: its meta says who may call it; nothing is callable unless said. */
import { oc } from '@orpc/contract'

import type { Right } from './rights.ts'

/**
 * `public`: anyone. `session`: anyone signed in. Otherwise the right needed; with `person:` before it only a signed-in person,
 * because keys own nothing. `nobody` is the default and always refused.
 */
export type Access = Right | `person:${Right}` | 'public' | 'session' | 'nobody'

/** The right behind an access, and whether a key may use it. */
export function rightOf(access: Exclude<Access, 'public' | 'session' | 'nobody'>): {
  right: Right
  person: boolean
} {
  const person = access.startsWith('person:')
  return { right: (person ? access.slice('person:'.length) : access) as Right, person }
}

export type ProcedureMeta = { access: Access }

const base = oc.$meta<ProcedureMeta>({ access: 'nobody' })

/** An endpoint under `/api`, open to callers with the given access. */
export function endpoint(access: Access) {
  return base.meta({ access })
}
