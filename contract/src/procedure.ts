/** The start of every endpoint: its meta says who may call it; nothing is callable unless said. */
import { oc } from '@orpc/contract'

import type { Right } from './rights.ts'

/** `public`: anyone. `session`: anyone signed in. Otherwise the right needed. `nobody` is the default and always refused. */
export type Access = Right | 'public' | 'session' | 'nobody'

export type ProcedureMeta = { access: Access }

const base = oc.$meta<ProcedureMeta>({ access: 'nobody' })

/** An endpoint under `/api`, open to callers with the given access. */
export function endpoint(access: Access) {
  return base.meta({ access })
}
