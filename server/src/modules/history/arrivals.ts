/** Lets rooms above know which events have arrived since they last looked. */
import type { Db, Tx } from '#/platform/db/index.ts'

import { deleteArrivals, selectArrivals, type TimeSpan } from './store-arrivals.ts'

export type Arrived = {
  /** Event names → customers for whom one came. */
  byName: Map<string, Set<number>>
  /** Event names → when the events happened; at least so wide. */
  times: Map<string, TimeSpan>
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
  const times = new Map<string, TimeSpan>()
  const anew = new Set<number>()
  for (const row of rows) {
    for (const [name, ids] of Object.entries(row.customers)) {
      const known = name === '*' ? anew : (byName.get(name) ?? new Set())
      for (const id of ids) known.add(id)
      if (name === '*') continue
      byName.set(name, known)
      times.set(name, widened(times.get(name), row))
    }
  }
  const taken = rows.map((row) => row.id)
  return { byName, times, anew, more: rows.length === limit, forget: (tx) => deleteArrivals(tx, taken) }
}

/** What is not known may be at any time. */
function widened(known: TimeSpan | undefined, row: { earliest: Date | null; latest: Date | null }): TimeSpan {
  const earliest = row.earliest?.getTime() ?? Number.NEGATIVE_INFINITY
  const latest = row.latest?.getTime() ?? Number.POSITIVE_INFINITY
  return {
    earliest: Math.min(earliest, known?.earliest ?? earliest),
    latest: Math.max(latest, known?.latest ?? latest),
  }
}
