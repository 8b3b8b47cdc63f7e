/** Orders, carts and refunds follow merged customers, and go back when a merge is undone. */
import type { Merged } from '#/modules/customers/index.ts'
import { inTransaction } from '#/platform/db/index.ts'

import { refreshFigures } from './refresh-figures.ts'
import type { Writing } from './save-orders.ts'
import { takeTurn } from './store.ts'
import { moveRows, returnRows } from './store-changes.ts'

/** In the order in which the merges were told; hearing them again changes nothing. */
export async function followMerges(app: Writing, merges: readonly Merged[]): Promise<void> {
  await inTransaction(app.db, async (tx) => {
    await takeTurn(tx)
    for (const { winner, loser, undone } of merges) {
      await (undone ? returnRows(tx, winner, loser) : moveRows(tx, loser, winner))
    }
    await refreshFigures(
      { ...app, db: tx },
      merges.flatMap(({ winner, loser }) => [winner, loser]),
    )
  })
}
