/** SQL for reading the ledger and for what readers did with a message. */
import { sql } from 'kysely'
import type { MessageState, Purpose } from '@vefa/contract'

import { type Db, tables, type Tx } from '#/platform/db/index.ts'

import type { DeliveryTables, SendingReason } from './tables.ts'

export type MessageFilter = {
  sendingId?: string | undefined
  customerId?: number | undefined
  state?: MessageState | undefined
  did?: 'opened' | 'clicked' | 'unsubscribed' | undefined
}

const columnOf = {
  opened: 'm.opened_at',
  clicked: 'm.clicked_at',
  unsubscribed: 'm.unsubscribed_at',
} as const

export async function listMessageRows(
  db: Db | Tx,
  filter: MessageFilter,
  page: { after: { at: Date; id: string } | undefined; limit: number },
) {
  let query = tables<DeliveryTables>(db)
    .selectFrom('messages as m')
    .innerJoin('sendings as s', 's.id', 'm.sending_id')
    .selectAll('m')
    .select(['s.channel', 's.purpose'])
    .orderBy('m.created_at', 'desc')
    .orderBy('m.id', 'desc')
    .limit(page.limit)
  if (filter.sendingId) query = query.where('m.sending_id', '=', filter.sendingId)
  if (filter.customerId) query = query.where('m.customer_id', '=', filter.customerId)
  if (filter.state) query = query.where('m.state', '=', filter.state)
  if (filter.did) query = query.where(columnOf[filter.did], 'is not', null)
  if (page.after)
    query = query.where(sql<boolean>`(m.created_at, m.id) < (${page.after.at}, ${page.after.id}::uuid)`)
  return query.execute()
}

export type MessageForReader = {
  id: string
  customerId: number
  address: string
  purpose: Purpose
  tracked: boolean
  reason: SendingReason
  sentAt: Date | null
}

/** What a link in a mail leads back to. */
export async function findMessage(db: Db | Tx, id: string): Promise<MessageForReader | undefined> {
  return tables<DeliveryTables>(db)
    .selectFrom('messages as m')
    .innerJoin('sendings as s', 's.id', 'm.sending_id')
    .select(['m.id', 'm.customer_id as customerId', 'm.address', 'm.sent_at as sentAt'])
    .select(['s.purpose', 's.tracked', 's.reason'])
    .where('m.id', '=', id)
    .executeTakeFirst()
}

export type Mark = 'opened_at' | 'clicked_at' | 'robot_opened_at' | 'robot_clicked_at' | 'unsubscribed_at'

/** Sets a mark where it is not set; true for the first. */
export async function markMessage(db: Db | Tx, id: string, mark: { name: Mark; at: Date }): Promise<boolean> {
  const { numUpdatedRows } = await tables<DeliveryTables>(db)
    .updateTable('messages')
    .set({ [mark.name]: mark.at })
    .where('id', '=', id)
    .where(mark.name, 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}
