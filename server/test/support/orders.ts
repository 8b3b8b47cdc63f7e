/** Orders for tests: small, believable, each field overridable. */
import { sql } from 'kysely'

import type { LineDraft, OrderDraft } from '#/modules/commerce/index.ts'
import type { App } from '#/platform/app.ts'

export function line(given: Partial<LineDraft> = {}): LineDraft {
  return { productId: 'P1', title: 'Pamuk havlu', quantity: '2', unitPrice: '100', ...given }
}

export function order(given: Partial<OrderDraft> = {}): OrderDraft {
  return {
    storeId: 1,
    externalId: '1001',
    customerId: null,
    placedAt: new Date('2026-03-01T10:00:00Z'),
    status: 'paid',
    currency: 'TRY',
    lines: [line()],
    source: 'import',
    ...given,
  }
}

/** Adds customers without going through identities, and returns their numbers. */
export async function addCustomers(app: Pick<App, 'db' | 'clock'>, count: number): Promise<number[]> {
  const now = app.clock.now()
  const { rows } = await sql<{ id: number }>`
    INSERT INTO customers (source, first_seen_at, known)
    SELECT 'test', ${now}, true FROM generate_series(1, ${count}) RETURNING id`.execute(app.db)
  return rows.map((row) => row.id)
}
