/** People of a named group with the reasons, from the greatest value down; and their numbers in pages for campaigns. */
import { customersByIds } from '#/modules/customers/index.ts'
import type { App } from '#/platform/app.ts'

import { refuse } from './errors.ts'
import type { Group } from './groups.ts'
import { type MemberAfter, memberIdsAfter, membersAfter } from './store.ts'

const audiencePage = 5_000

/** @throws `cursor_invalid` */
export async function listMembers(
  app: Pick<App, 'db'>,
  input: { group: Group; cursor?: string | undefined; limit: number },
) {
  const rows = await membersAfter(app.db, {
    group: input.group,
    after: readCursor(input.cursor),
    limit: input.limit + 1,
  })
  const shown = rows.slice(0, input.limit)
  const people = new Map(
    (
      await customersByIds(
        app,
        shown.map((row) => row.customerId),
      )
    ).map((person) => [person.id, person]),
  )
  const last = shown.at(-1)
  return {
    items: shown.map((row) => {
      const person = people.get(row.customerId)
      return {
        ...row,
        name: person?.name ?? '',
        email: person?.email ?? null,
        city: person?.city ?? null,
        orderCount: person?.orderCount ?? 0,
        spent: person?.spent ?? '0',
        lastOrderAt: person?.lastOrderAt?.toISOString() ?? null,
      }
    }),
    next: rows.length > input.limit && last ? `${last.value}:${last.customerId}` : null,
  }
}

function readCursor(cursor: string | undefined): MemberAfter | null {
  if (cursor === undefined) return null
  const match = /^(-?\d{1,14}(?:\.\d{1,4})?):(\d{1,10})$/.exec(cursor)
  if (!match) throw refuse('cursor_invalid')
  return { value: match[1] ?? '0', customerId: Number(match[2]) }
}

/** Customer numbers of a group, in pages, nobody twice. */
export async function* groupAudience(app: Pick<App, 'db'>, group: Group): AsyncIterable<number[]> {
  let after = 0
  for (;;) {
    const ids = await memberIdsAfter(app.db, { group, after, limit: audiencePage })
    if (ids.length > 0) yield ids
    after = ids.at(-1) ?? 0
    if (ids.length < audiencePage) return
  }
}
