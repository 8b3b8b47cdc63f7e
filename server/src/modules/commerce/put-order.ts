/** Takes in one order from a shop's own program. */
import type { z } from 'zod'
import type { orderInput } from '@vefa/contract'

import { type IdentityDraft, resolveCustomers } from '#/modules/customers/index.ts'
import { audit, listStores } from '#/modules/team/index.ts'
import type { Actor } from '#/platform/actor.ts'
import { isCurrency } from '#/platform/money/currency.ts'
import { AmountError } from '#/platform/money/units.ts'

import type { OrderDraft } from './drafts.ts'
import { refuse } from './errors.ts'
import { inTurn, type Writing } from './in-turn.ts'
import { saveOrders } from './save-orders.ts'

export type OrderInput = z.output<typeof orderInput>

export type Outcome = { outcome: 'created' | 'updated' | 'unchanged' }

/** The buyer is found or made by what identifies them. @throws `store_not_found`, `currency_unknown`, `amount_too_large` */
export async function putOrder(app: Writing, actor: Actor, input: OrderInput): Promise<Outcome> {
  await checkStore(app, input)
  const customerId = await buyerOf(app, input)
  return refusingAmounts(() => saveInput(app, actor, { input, draft: draftOf(input, customerId) }))
}

async function saveInput(
  app: Writing,
  actor: Actor,
  { input, draft }: { input: OrderInput; draft: OrderDraft },
): Promise<Outcome> {
  return inTurn(app, async (within) => {
    const report = await saveOrders(within, [draft])
    const outcome = outcomeOf(report)
    if (outcome !== 'unchanged') {
      await audit(within, actor, {
        action: outcome === 'created' ? 'order.create' : 'order.update',
        subject: { kind: 'order', id: `${input.storeId}:${input.externalId}` },
        after: { status: input.status, total: input.total, lines: input.lines.length },
      })
    }
    return { outcome }
  })
}

/** Every amount alone fits, but what they come to together may not. */
async function refusingAmounts<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof AmountError) throw refuse('amount_too_large')
    throw error
  }
}

export function outcomeOf(report: { created: number; updated: number }): Outcome['outcome'] {
  if (report.created > 0) return 'created'
  return report.updated > 0 ? 'updated' : 'unchanged'
}

/** @throws `store_not_found`, `currency_unknown` */
export async function checkStore(
  app: Writing,
  given: { storeId: number; currency?: string | undefined },
): Promise<void> {
  const stores = await listStores(app)
  if (!stores.some((store) => store.id === given.storeId))
    throw refuse('store_not_found', { id: given.storeId })
  const { currency } = given
  if (currency !== undefined && !isCurrency(currency)) throw refuse('currency_unknown', { currency })
}

async function buyerOf(app: Writing, input: OrderInput): Promise<number | null> {
  if (!input.customer) return null
  const { email, phone, userId, name } = input.customer
  const identities: IdentityDraft[] = [
    ...(email ? [{ kind: 'email' as const, value: email }] : []),
    ...(phone ? [{ kind: 'phone' as const, value: phone }] : []),
    ...(userId ? [{ kind: 'user' as const, scope: String(input.storeId), value: userId }] : []),
  ]
  const [resolved] = await resolveCustomers(app, [
    { identities, ...(name && { profile: { name } }), seenAt: new Date(input.placedAt), source: 'api' },
  ])
  return resolved && resolved.customerId > 0 ? resolved.customerId : null
}

function draftOf(input: OrderInput, customerId: number | null): OrderDraft {
  const { customer: _customer, placedAt, cancelledAt, knownAt, payments, refunds, ...rest } = input
  return {
    ...defined(rest),
    lines: rest.lines.map(defined),
    customerId,
    placedAt: new Date(placedAt),
    ...(cancelledAt && { cancelledAt: new Date(cancelledAt) }),
    ...(knownAt && { knownAt: new Date(knownAt) }),
    ...(payments && {
      payments: payments.map((payment) => ({ ...defined(payment), at: new Date(payment.at) })),
    }),
    ...(refunds && { refunds: refunds.map((refund) => ({ ...defined(refund), at: new Date(refund.at) })) }),
    source: 'api',
  }
}

type Defined<Value> = { [Key in keyof Value]: Exclude<Value[Key], undefined> }

/** Without the fields that are not there: absent and undefined mean the same to callers, but not to types. */
export function defined<Value extends object>(value: Value): Defined<Value> {
  return Object.fromEntries(
    Object.entries(value).filter(([, field]) => field !== undefined),
  ) as Defined<Value>
}
