/** Whole orders of a file, with their customers and refunds; halves are kept until the other table comes. */
import { type CustomerDraft, resolveCustomers } from '#/modules/customers/index.ts'
import { saveOrders, saveRefunds } from '#/modules/commerce/index.ts'
import { AmountError } from '#/platform/money/units.ts'

import {
  type Applying,
  type Group,
  originOf,
  type Outcome,
  type Prepare,
  rejectGroup,
  shelfOf,
} from './apply.ts'
import { countPeople } from './apply-customers.ts'
import { type Import, isWhole } from './import.ts'
import { composeOrder, type Composed, type LineRow, type OrderRows, type PaymentRow } from './order-draft.ts'
import type { Draft } from './csv/fields.ts'
import { personDraft } from './person-draft.ts'
import { findParts, type Part, type PartName, upsertParts } from './store-parts.ts'
import type { Reject } from './store-rejects.ts'

type Whole = { group: Group; composed: Composed; person: CustomerDraft | null }

export const prepareOrders: Prepare = async (app, { of, groups }) => {
  const whole = isWhole(of.mapping)
  const parts = whole ? [] : groups.map((group) => partOf(group, of))
  const rows = whole ? groups.map(wholeRows) : await withOtherParts(app, of, groups)
  const { composed, rejects, waiting } = composeAll(of, groups, rows)
  const { customerIds, people } = await findPeople(app, composed)
  return {
    rejects,
    counts: { customers: { ...people, unchanged: 0 } },
    waiting,
    save: async (saving): Promise<Outcome> => {
      await upsertParts(saving.db, parts)
      const orders = composed.flatMap(({ composed: { order } }, index) =>
        order === null ? [] : [{ ...order, customerId: customerIds[index] ?? null }],
      )
      const refunds = composed.flatMap(({ composed }, index) =>
        composed.refunds.map((refund) => ({ ...refund, customerId: customerIds[index] ?? null })),
      )
      return { orders: await saveOrders(saving, orders), refunds: await saveRefunds(saving, refunds) }
    },
  }
}

function wholeRows(group: Group): OrderRows {
  return { number: group.key, heads: [], lines: draftsOf<LineRow>(group), payments: [] }
}

function draftsOf<T>(group: Group): T[] {
  return group.rows.map(({ draft }) => draft as T)
}

const partNames: Partial<Record<Import['kind'], PartName>> = {
  orders: 'head',
  'order-lines': 'lines',
  payments: 'payments',
}

function partOf(group: Group, of: Import): Part {
  const part = partNames[of.kind] ?? 'head'
  return { storeId: of.storeId, orderNumber: group.key, part, rows: draftsOf(group) }
}

async function withOtherParts(app: Applying, of: Import, groups: readonly Group[]): Promise<OrderRows[]> {
  const known = new Map<string, Part>()
  const keys = groups.map((group) => group.key)
  for (const part of await findParts(app.db, of.storeId, keys))
    known.set(`${part.part}:${part.orderNumber}`, part)
  for (const part of groups.map((group) => partOf(group, of)))
    known.set(`${part.part}:${part.orderNumber}`, part)
  const rowsOf = <T>(part: PartName, key: string) => (known.get(`${part}:${key}`)?.rows ?? []) as T[]
  return keys.map((key) => ({
    number: key,
    heads: rowsOf<Draft<'orders'>>('head', key),
    lines: rowsOf<LineRow>('lines', key),
    payments: rowsOf<PaymentRow>('payments', key),
  }))
}

function composeAll(of: Import, groups: readonly Group[], rows: readonly OrderRows[]) {
  const composed: Whole[] = []
  const rejects: Reject[] = []
  let waiting = 0
  for (const [index, group] of groups.entries()) {
    const own = rows[index]
    const answer = own === undefined ? null : composeSafely(own, of)
    if (answer === null) continue
    if (answer.ok) {
      const person = personDraft(answer.composed.head, originOf(of, group.rows[0]?.row ?? 0))
      composed.push({ group, composed: answer.composed, person })
    } else if (answer.reason === 'waiting') waiting += 1
    else rejects.push(...rejectGroup(group, answer.reason))
  }
  return { composed, rejects, waiting }
}

/** Amounts of a file can be of any size; what no store could hold costs its own order only. */
function composeSafely(rows: OrderRows, of: Import) {
  try {
    return composeOrder(rows, shelfOf(of))
  } catch (error) {
    if (error instanceof AmountError) return { ok: false as const, reason: 'amount-too-large' as const }
    throw error
  }
}

async function findPeople(app: Applying, composed: readonly Whole[]) {
  const drafts = composed.flatMap(({ person }) => (person === null ? [] : [person]))
  const resolved = await resolveCustomers(app, drafts)
  let at = 0
  const customerIds = composed.map(({ person }) => {
    if (person === null) return null
    const id = resolved[at]?.customerId ?? 0
    at += 1
    return id > 0 ? id : null
  })
  return { customerIds, people: countPeople(resolved) }
}
