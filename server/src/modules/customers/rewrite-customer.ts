/** Writes one customer's row anew with the words it is found by, as its identities are now. */
import type { App } from '#/platform/app.ts'
import type { Tx } from '#/platform/db/index.ts'

import { asChange } from './next-state.ts'
import { asVector, proseWords, searchWords } from './search-words.ts'
import { addWords, type StoredCustomer, updateCustomers } from './store-customers.ts'
import { identitiesOf } from './store-identities.ts'

/** The caller holds the row's lock and has already moved its identities. */
export async function rewrite(app: Pick<App, 'clock'> & { db: Tx }, state: StoredCustomer): Promise<void> {
  const identities = await identitiesOf(app.db, [state.id])
  const known = state.known || identities.some((identity) => identity.kind !== 'anonymous')
  const words = asVector(searchWords({ ...state.profile, identities }))
  await updateCustomers(app.db, [asChange({ ...state, known }, words)], app.clock.now())
  await addWords(app.db, [...new Set(proseWords(state.profile))])
}
