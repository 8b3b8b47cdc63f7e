/** Orders, carts and refunds follow merged customers, and go back when a merge is undone. */
import type { Merged } from '#/modules/customers/index.ts'

import { refreshFigures } from './refresh-figures.ts'
import { inTurn, type Writing } from './in-turn.ts'
import { moveRows, returnRows } from './store-changes.ts'

/** In the order in which the merges were told; hearing them again changes nothing. */
export async function followMerges(app: Writing, merges: readonly Merged[]): Promise<void> {
  await inTurn(app, async (within) => {
    for (const { winner, loser, undone } of merges) {
      await (undone ? returnRows(within.db, winner, loser) : moveRows(within.db, loser, winner))
    }
    await refreshFigures(
      within,
      merges.flatMap(({ winner, loser }) => [winner, loser]),
    )
  })
}
