/** People of segments as lists show them. */
import { customersByIds, type CustomerSummary } from '#/modules/customers/index.ts'
import type { Db, Tx } from '#/platform/db/index.ts'

export type Person = {
  customerId: number
  name: string
  email: string | null
  city: string | null
  orderCount: number
  /** Decimal text in the reporting currency. */
  spent: string
  lastOrderAt: string | null
}

/** In the order given; numbers that are nobody's any more are left out. */
export async function personsOf(app: { db: Db | Tx }, ids: readonly number[]): Promise<Person[]> {
  const people = new Map((await customersByIds(app, ids)).map((person) => [person.id, person]))
  return ids.flatMap((id) => {
    const person = people.get(id)
    return person ? personOf(person) : []
  })
}

function personOf({ id, name, email, city, orderCount, spent, lastOrderAt }: CustomerSummary): Person {
  return {
    customerId: id,
    name: name ?? '',
    email,
    city,
    orderCount,
    spent,
    lastOrderAt: lastOrderAt?.toISOString() ?? null,
  }
}
