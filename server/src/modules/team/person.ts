/** The signed-in person behind an actor. */
import type { Actor } from '#/platform/actor.ts'
import { Refusal } from '#/platform/errors.ts'

/** The person's id; keys, the program and strangers have no account of their own. */
export function personId(actor: Actor): string {
  if (actor.kind !== 'user' || actor.id === null) throw new Refusal('person_needed', 'forbidden')
  return actor.id
}
