/** Orders for tests: small, believable, each field overridable. */
import type { LineDraft, OrderDraft } from '#/modules/commerce/index.ts'
import { resolveCustomers } from '#/modules/customers/index.ts'
import type { App } from '#/platform/app.ts'
import { newToken } from '#/platform/ids.ts'

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

/** New customers known by an e-mail address each; returns their numbers. */
export async function addCustomers(
  app: Pick<App, 'db' | 'clock' | 'notices'>,
  count: number,
): Promise<number[]> {
  const drafts = Array.from({ length: count }, () => ({
    identities: [{ kind: 'email' as const, value: `${newToken(9).toLowerCase()}@ornek.com.tr` }],
    seenAt: app.clock.now(),
    source: 'import',
  }))
  return (await resolveCustomers(app, drafts)).map((resolved) => resolved.customerId)
}
