/** Who could be a member of a segment at all, and who shares orders with whom, as questions: pure. */
import { createBinder } from './bind.ts'
import { tellings } from './compile-orders.ts'
import { mergesAround, rowsAmong, whoIn } from './people.ts'
import type { Merge, Question } from './scene.ts'

/** `customer` and a UInt8 that says if the customer is known, of all who are not gone. */
export function peopleText(among: readonly number[] | null): Question {
  const binder = createBinder()
  const within = among === null ? 'customer > 0' : `customer IN ${binder.bind('Array(UInt32)', [...among])}`
  const text = `SELECT customer, toUInt8(known) FROM profiles FINAL WHERE NOT gone AND ${within}`
  return { text, params: binder.params }
}

/** Everybody an order was told of that was told of one of these people too. */
export function sharersText(among: readonly number[], merges: readonly Merge[]): Question {
  const binder = createBinder()
  const theirs = rowsAmong(among, mergesAround(merges, among), binder)
  const who = whoIn(merges, binder)
  const text = `SELECT DISTINCT ${who} AS person FROM events WHERE ${tellings} AND ${who} > 0
    AND order_id GLOBAL IN (SELECT order_id FROM events WHERE ${tellings} AND ${theirs})`
  return { text, params: binder.params }
}
