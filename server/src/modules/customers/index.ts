/** The front door of customers. */
import type { Room } from '#/platform/room.ts'

export { customersApi } from './http.ts'
export { currentConsents, customersByIds, setClasses, setFigures, standsFor } from './customer-facts.ts'
export { findCustomers } from './find-customers.ts'
export type { CustomerClass, CustomerFigures } from './store-figures.ts'
export type { CustomerSummary } from './store-summaries.ts'
export type { ConsentDraft, ConsentState } from './consent.ts'
export type { IdentityDraft, IdentityKind } from './identity.ts'
export { noticeConsent, noticeMerged } from './notices.ts'
export type { ConsentChanged, Merged } from './notices.ts'
export type { CustomerDraft } from './prepare-draft.ts'
export type { ProfileDraft } from './profile.ts'
export { recordConsents } from './record-consents.ts'
export { resolveCustomers } from './resolve-customers.ts'
export type { ResolvedCustomer } from './resolve-customers.ts'

export const customers: Room = { name: 'customers' }

import { sql } from 'kysely'
import type { App } from '#/platform/app.ts'
import type { Db, Tx } from '#/platform/db/index.ts'

export type CustomerFigures = {
  customerId: number
  orderCount: number
  spent: string
  firstOrderAt: Date | null
  lastOrderAt: Date | null
  usualGapDays: number | null
}
export async function setFigures(
  app: Pick<App, 'clock'> & { db: Db | Tx },
  figures: readonly CustomerFigures[],
): Promise<void> {
  await sql`UPDATE customers c SET order_count = f.n, spent = f.s, first_order_at = f.a, last_order_at = f.b,
    usual_gap_days = f.g, figures_at = ${app.clock.now()}
    FROM unnest(${figures.map((f) => f.customerId)}::int[], ${figures.map((f) => f.orderCount)}::int[],
      ${figures.map((f) => f.spent)}::numeric[], ${figures.map((f) => f.firstOrderAt)}::timestamptz[],
      ${figures.map((f) => f.lastOrderAt)}::timestamptz[], ${figures.map((f) => f.usualGapDays)}::real[])
      AS f(id, n, s, a, b, g) WHERE c.id = f.id`.execute(app.db)
}
export type CustomerSummary = { id: number; name: string | null; email: string | null }
export async function customersByIds(
  app: { db: Db | Tx },
  ids: readonly number[],
): Promise<CustomerSummary[]> {
  const { rows } =
    await sql<CustomerSummary>`SELECT id, name, email FROM customers WHERE id = ANY(${ids}::int[])`.execute(
      app.db,
    )
  return rows
}
