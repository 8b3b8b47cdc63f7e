/** The page of one customer in one answer. */
import type { App } from '#/platform/app.ts'
import { findShop } from '#/modules/team/index.ts'

import { refuse } from './errors.ts'
import { findCurrentConsents } from './store-consents.ts'
import { findStanding } from './store-customers.ts'
import { identitiesOf } from './store-identities.ts'
import { notesOf, tasksOf } from './store-notes.ts'
import { findPage, findSuggestions, mergesOf } from './store-profile.ts'
import { tagsOfCustomers } from './store-tags.ts'

/** A customer that was merged leads to the one it counts for. */
export async function readCustomer(app: Pick<App, 'db'>, id: number) {
  const [standing] = await findStanding(app.db, [id])
  if (!standing) throw refuse('customer_not_found', { id })
  const into = standing.into
  const [customer, shop, identities, merges, suggestions, consents, tags, notes, tasks] = await Promise.all([
    findPage(app.db, into),
    findShop(app),
    identitiesOf(app.db, [into]),
    mergesOf(app.db, into),
    findSuggestions(app.db, { customerId: into, limit: 20 }),
    findCurrentConsents(app.db, [into]),
    tagsOfCustomers(app.db, [into]),
    notesOf(app.db, into),
    tasksOf(app.db, into),
  ])
  if (!customer) throw refuse('customer_not_found', { id })
  return {
    customer,
    identities,
    merges,
    suggestions,
    consents,
    notes,
    tasks,
    tags: tags.map(({ id, name }) => ({ id, name })),
    currency: shop?.currency ?? 'TRY',
    mergedFrom: into === id ? null : id,
  }
}
