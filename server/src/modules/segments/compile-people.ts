/** Who shares orders with whom, as a question: pure. */
import { createBinder } from './bind.ts'
import { tellings } from './compile-orders.ts'
import { mergesAround, rowsAmong, whoIn } from './people.ts'
import type { Merge, Question } from './scene.ts'

/** Everybody an order was told of that was told of one of these people too. */
export function sharersText(among: readonly number[], merges: readonly Merge[]): Question {
  const binder = createBinder()
  const theirs = rowsAmong(among, mergesAround(merges, among), binder)
  const who = whoIn(merges, binder)
  const text = `SELECT (0, groupUniqArray(${who})) AS answer FROM events WHERE ${tellings} AND ${who} > 0
    AND order_id GLOBAL IN (SELECT order_id FROM events WHERE ${tellings} AND ${theirs})`
  return { text, params: binder.params }
}
