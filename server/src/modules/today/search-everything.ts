/** One search over people and orders; each only for those who may read it. */
import { findOrders } from '#/modules/commerce/index.ts'
import { findCustomers } from '#/modules/customers/index.ts'
import type { Actor } from '#/platform/actor.ts'
import type { App } from '#/platform/app.ts'

const shown = 8

type Found = { kind: 'customer' | 'order'; id: string; title: string; detail: string }

export async function searchEverything(app: App, actor: Actor, query: string): Promise<{ items: Found[] }> {
  const [people, orders] = await Promise.all([
    actor.rights.has('customers.read') ? findCustomers(app, actor, { query, limit: shown }) : [],
    actor.rights.has('orders.read') ? findOrders(app, actor, { query, limit: shown }) : [],
  ])
  return {
    items: [
      ...orders.map((order): Found => ({
        kind: 'order',
        id: order.id,
        title: order.number,
        detail: order.customer?.name ?? '',
      })),
      ...people.map((person): Found => ({
        kind: 'customer',
        id: String(person.id),
        title: person.name ?? person.email ?? person.phone ?? `#${person.id}`,
        detail: [person.email, person.city].filter(Boolean).join(' · '),
      })),
    ],
  }
}
