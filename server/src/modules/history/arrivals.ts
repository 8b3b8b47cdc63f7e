/** Lets rooms above know which events have arrived since they last looked. */
import type { Db, Tx } from '#/platform/db/index.ts'

import { deleteArrivals, selectArrivals } from './store-arrivals.ts'

export type Arrived = {
  /** Event names → customers for whom one came. */
  byName: Map<string, Set<number>>
  /** Whose whole history counts for somebody else now, or who got somebody else's. */
  anew: Set<number>
  /** More wait behind these. */
  more: boolean
  /** Forgets them, in the transaction of whoever has dealt with them. */
  forget(tx: Tx): Promise<void>
}

/** The oldest appends, at most so many. */
export async function takeArrivals(app: { db: Db | Tx }, limit: number): Promise<Arrived> {
  const rows = await selectArrivals(app.db, limit)
  const byName = new Map<string, Set<number>>()
  const anew = new Set<number>()
  for (const { customers } of rows) {
    for (const [name, ids] of Object.entries(customers)) {
      const known = name === '*' ? anew : (byName.get(name) ?? new Set())
      for (const id of ids) known.add(id)
      if (name !== '*') byName.set(name, known)
    }
  }
  const taken = rows.map((row) => row.id)
  return { byName, anew, more: rows.length === limit, forget: (tx) => deleteArrivals(tx, taken) }
}
