/** Orders as people look through them: filtered, sorted, page by page. */
import { customersByIds, findCustomers } from '#/modules/customers/index.ts'
import { type Actor, requireRight } from '#/platform/actor.ts'
import type { Db, Tx } from '#/platform/db/index.ts'

import { pageOf, readCursor } from './cursor.ts'
import {
  type OrderFilter,
  type OrderListRow,
  type OrderSort,
  selectByNumber,
  selectOrders,
} from './store-order-list.ts'

export type OrderQuery = Omit<OrderFilter, 'numberStart' | 'customerIds'> & { query?: string | undefined }

type Using = { db: Db | Tx }

/** How many people a search may mean. */
const mostPeople = 50

/** @throws `cursor_invalid` */
export async function listOrders(
  app: Using,
  actor: Actor,
  input: OrderQuery & { sort: OrderSort; cursor?: string | undefined; limit: number },
) {
  const { sort, cursor, limit, ...query } = input
  const filter = await filterOf(app, actor, query)
  const found = await selectOrders(app.db, filter, { sort, after: readCursor(cursor), limit: limit + 1 })
  const { rows, next } = pageOf(found, limit, (row) => ({ value: row.sortValue, id: row.id }))
  const named = await customerNames(
    app,
    rows.map((row) => row.customerId),
  )
  return { items: rows.map((row) => orderItem(row, named)), next }
}

/** Text means the beginning of a number, and people where the actor may see them. */
export async function filterOf(app: Using, actor: Actor, query: OrderQuery): Promise<OrderFilter> {
  const { query: text, ...filter } = query
  if (text === undefined || text === '') return filter
  const mayLook = actor.kind === 'system' || actor.rights.has('customers.read')
  const people = mayLook ? await findCustomers(app, actor, { query: text, limit: mostPeople }) : []
  return { ...filter, numberStart: text, customerIds: people.map((person) => person.id) }
}

export type CustomerName = { id: number; name: string | null; email: string | null }

/** Names by number, for rows that carry a customer. */
export async function customerNames(
  app: Using,
  ids: readonly (number | null)[],
): Promise<Map<number, CustomerName>> {
  const people = await customersByIds(app, [...new Set(ids.filter((id) => id !== null))])
  return new Map(people.map(({ id, name, email }) => [id, { id, name, email }]))
}

export function nameOf(named: ReadonlyMap<number, CustomerName>, id: number | null): CustomerName | null {
  return id === null ? null : (named.get(id) ?? { id, name: null, email: null })
}

function orderItem(row: OrderListRow, named: ReadonlyMap<number, CustomerName>) {
  const { customerId, sortValue: _sortValue, placedAt, ...rest } = row
  return { ...rest, placedAt: placedAt.toISOString(), customer: nameOf(named, customerId) }
}

export type FoundOrder = {
  id: string
  number: string
  customer: CustomerName | null
  placedAt: Date
  total: string
  currency: string
}

/** Orders whose number begins with the query (with or without `#`), shortest number first; for the search over everything. */
export async function findOrders(
  app: Using,
  actor: Actor,
  given: { query: string; limit: number },
): Promise<FoundOrder[]> {
  requireRight(actor, 'orders.read')
  const start = given.query.trim().replace(/^#/, '')
  if (start === '') return []
  const rows = await selectByNumber(app.db, start, given.limit)
  const named = await customerNames(
    app,
    rows.map((row) => row.customerId),
  )
  return rows.map(({ customerId, ...row }) => Object.assign(row, { customer: nameOf(named, customerId) }))
}
