/** Gathers what permission rests on for many people at once and judges them. */
import type { Purpose, WhyNotReason } from '@vefa/contract'

import { currentConsents, type CustomerSummary, customersByIds } from '#/modules/customers/index.ts'
import type { Db, Tx } from '#/platform/db/index.ts'
import { normaliseEmail } from '#/platform/text/identifiers.ts'

import { type PermissionFacts, whyNotFor } from './permission.ts'
import { suppressedAmong } from './store-suppressions.ts'

export type Permission = { reason: WhyNotReason | null; address: string; name: string }

/** Every id gets an answer; `address` is '' where there is none. One call for many: a handful of statements. */
export async function permissionsOf(
  app: { db: Db | Tx },
  ids: readonly number[],
  purpose: Purpose,
): Promise<Map<number, Permission>> {
  const customers = new Map((await customersByIds(app, ids)).map((customer) => [customer.id, customer]))
  const consents = await currentConsents(app, ids, { channel: 'email', purpose })
  const addresses = [...customers.values()].flatMap((customer) => customer.email ?? [])
  const suppressed = await suppressedAmong(app.db, 'email', addresses)
  return new Map(
    ids.map((id) => {
      const customer = customers.get(id)
      const facts = factsOf(customer, { suppressed, consent: consents.get(id) })
      const address = customer?.email ?? ''
      return [id, { reason: whyNotFor(facts, purpose), address, name: customer?.name ?? address }]
    }),
  )
}

/** Only those who may not be written to, with the reason. */
export async function whyNot(
  app: { db: Db | Tx },
  ids: readonly number[],
  purpose: Purpose,
): Promise<Map<number, WhyNotReason>> {
  const permissions = await permissionsOf(app, ids, purpose)
  return new Map(
    [...permissions].flatMap(([id, { reason }]) => (reason === null ? [] : [[id, reason] as const])),
  )
}

function factsOf(
  customer: CustomerSummary | undefined,
  given: { suppressed: ReadonlySet<string>; consent: PermissionFacts['consent'] },
): PermissionFacts {
  if (!customer) return { standing: 'erased', address: 'none', suppressed: false, consent: undefined }
  return {
    standing: 'present',
    address: addressKind(customer.email),
    suppressed: customer.email !== null && given.suppressed.has(customer.email),
    consent: given.consent,
  }
}

function addressKind(email: string | null): PermissionFacts['address'] {
  const normal = normaliseEmail(email ?? '')
  if (!normal.ok) return 'none'
  if (normal.kind === 'masked') return 'masked'
  return normal.kind === 'personal' ? 'personal' : 'shared'
}
