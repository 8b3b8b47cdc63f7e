/** The people behind a figure as CSV, read and sent page by page. */
import type { PeopleOf } from '@vefa/contract'

import { audit } from '#/modules/team/index.ts'
import type { Actor } from '#/platform/actor.ts'
import type { App } from '#/platform/app.ts'
import { BYTE_ORDER_MARK, csvLine } from '#/platform/text/csv-line.ts'

import { listPeople } from './list-people.ts'

const batch = 1_000

export async function* exportPeople(
  app: Pick<App, 'db' | 'eventStore' | 'clock'>,
  actor: Actor,
  of: PeopleOf,
): AsyncGenerator<string> {
  let page = await listPeople(app, { ...of, limit: batch })
  await audit(app, actor, {
    action: 'insight.export-people',
    subject: { kind: 'insight', id: of.kind },
    after: { ...of, people: page.people },
  })
  yield (
    BYTE_ORDER_MARK +
    csvLine(['customer', 'name', 'email', 'city', 'orders', 'spent', 'last_order_at'], actor.language)
  )
  for (;;) {
    yield page.items
      .map((person) =>
        csvLine(
          [
            String(person.customerId),
            person.name,
            person.email ?? '',
            person.city ?? '',
            String(person.orderCount),
            { decimal: person.spent },
            person.lastOrderAt ?? '',
          ],
          actor.language,
        ),
      )
      .join('')
    if (page.next === null) return
    page = await listPeople(app, { ...of, cursor: page.next, limit: batch })
  }
}
