/** Who could be a member of a segment at all, as a question: pure. */
import { createBinder } from './bind.ts'
import type { Question } from './scene.ts'

/** `customer` and a UInt8 that says if the customer is known, of all who are not gone. */
export function peopleText(among: readonly number[] | null): Question {
  const binder = createBinder()
  const within = among === null ? 'customer > 0' : `customer IN ${binder.bind('Array(UInt32)', [...among])}`
  const text = `SELECT customer, toUInt8(known) FROM profiles FINAL WHERE NOT gone AND ${within}`
  return { text, params: binder.params }
}
