/** Lets rooms above say that something segments ask of people has changed beside profile and history, e.g. predictions. */
import type { Db, Tx } from '#/platform/db/index.ts'

import { noteChangedPeople } from './store-rounds.ts'

const perNote = 5_000

/** In the caller's transaction; the rounds look at these people again. */
export async function reconsider(app: { db: Db | Tx }, customers: readonly number[]): Promise<void> {
  for (let start = 0; start < customers.length; start += perNote) {
    await noteChangedPeople(app.db, customers.slice(start, start + perNote))
  }
}
