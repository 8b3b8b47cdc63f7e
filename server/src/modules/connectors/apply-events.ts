/** Events of a file: their people found or made, then recorded in the history. */
import { resolveCustomers } from '#/modules/customers/index.ts'
import { recordEvents } from '#/modules/history/index.ts'

import { type Group, originOf, type Prepare, type Prepared, shelfOf } from './apply.ts'
import { countPeople } from './apply-customers.ts'
import type { Draft } from './csv/fields.ts'
import { eventOf } from './event-draft.ts'
import { personDraft } from './person-draft.ts'
import { repeatsImport } from './store.ts'

/** Equal rows stand in one group, so that the position within it tells them apart. */
export const prepareEvents: Prepare = async (app, { of, groups }) => {
  if (await repeatsImport(app.db, of)) return nothingNew(groups)
  const rows = groups.flatMap((group) =>
    group.rows.map(({ row, draft }, times) => ({
      key: group.key,
      times,
      row,
      draft: draft as Draft<'events'>,
    })),
  )
  const people = rows.map(({ draft, row }) => personDraft(draft, originOf(of, row)))
  const named = people.flatMap((person) => (person === null ? [] : [person]))
  const resolved = await resolveCustomers(app, named)
  let at = 0
  const events = rows.map(({ key, times, draft }, index) => {
    const person = people[index]
    const customerId = person ? (resolved[at]?.customerId ?? 0) : 0
    if (person) at += 1
    return eventOf(draft, { shelf: shelfOf(of), key, times, customerId })
  })
  return {
    rejects: [],
    counts: { customers: { ...countPeople(resolved), unchanged: 0 } },
    waiting: 0,
    save: async (saving) => {
      await recordEvents(saving, events)
      return { events: { created: events.length, updated: 0, unchanged: 0 } }
    },
  }
}

/** The history leaves out what it knows by its message ids; a file it has as a whole need not even be told again. */
function nothingNew(groups: readonly Group[]): Prepared {
  const unchanged = groups.reduce((sum, group) => sum + group.rows.length, 0)
  return {
    rejects: [],
    counts: { events: { created: 0, updated: 0, unchanged } },
    waiting: 0,
    save: async () => ({}),
  }
}
