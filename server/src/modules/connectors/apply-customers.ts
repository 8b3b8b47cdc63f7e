/** Customers of a file: found or made, with profile, consents and tags. */
import { resolveCustomers, type ResolvedCustomer } from '#/modules/customers/index.ts'

import { originOf, type Prepare, rejectGroup } from './apply.ts'
import type { Draft } from './csv/fields.ts'
import { personDraft } from './person-draft.ts'
import type { Counts } from './progress.ts'

export const prepareCustomers: Prepare = async (app, { of, groups }) => {
  const said = groups.flatMap((group) =>
    group.rows.map(({ row, draft }) => ({
      group,
      draft: personDraft(draft as Draft<'customers'>, originOf(of, row)),
    })),
  )
  const named = said.flatMap(({ draft }) => (draft === null ? [] : [draft]))
  const resolved = await resolveCustomers(app, named)
  return {
    rejects: said.flatMap(({ group, draft }) => (draft === null ? rejectGroup(group, 'no-identity') : [])),
    counts: { customers: countPeople(resolved) },
    waiting: 0,
    save: async () => ({}),
  }
}

/** Each customer once: made by this import, or known before. */
export function countPeople(resolved: readonly ResolvedCustomer[]): Counts {
  const created = new Set(resolved.filter((one) => one.created).map((one) => one.customerId))
  const all = new Set(resolved.map((one) => one.customerId).filter((id) => id > 0))
  return { created: created.size, updated: 0, unchanged: all.size - created.size }
}
