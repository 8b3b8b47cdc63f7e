/** Merges people by hand and takes that back, through the addresses people use. */
import { call } from '@orpc/server'

import { customersApi } from '#/modules/customers/index.ts'
import { systemActor } from '#/platform/actor.ts'
import type { App } from '#/platform/app.ts'

export type Merging = {
  /** The loser goes into the winner; the number of the merge. */
  merge(winner: number, loser: number): Promise<string>
  undo(merge: string): Promise<void>
}

export function mergingOn(app: App): Merging {
  const api = customersApi(app).customers
  const context = {
    actor: systemActor('test'),
    ip: '',
    userAgent: '',
    reference: '',
    headers: new Headers(),
    reply: new Headers(),
  }
  return {
    merge: async (winner, loser) =>
      (await call(api.createMerge, { id: winner, other: loser }, { context })).id,
    undo: async (id) => {
      await call(api.undoMerge, { id }, { context })
    },
  }
}
