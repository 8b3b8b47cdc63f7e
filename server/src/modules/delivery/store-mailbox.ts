/** SQL of the mailbox: what would have left where no mail server is set. */
import { sql } from 'kysely'

import { type Db, tables, type Tx } from '#/platform/db/index.ts'

import type { DeliveryTables } from './tables.ts'

const excerptLength = 140

export type KeptMail = {
  id: string
  customerId: number | null
  sendingId: string | null
  from: string
  to: string
  subject: string
  html: string
  text: string
  headers: Record<string, string>
  searchText: string
  at: Date
}

export async function insertMails(db: Db | Tx, mails: readonly KeptMail[]): Promise<void> {
  if (mails.length === 0) return
  await tables<DeliveryTables>(db)
    .insertInto('mailbox')
    .values(
      mails.map((mail) => ({
        id: mail.id,
        customer_id: mail.customerId,
        sending_id: mail.sendingId,
        from_address: mail.from,
        to_address: mail.to,
        subject: mail.subject,
        html: mail.html,
        text: mail.text,
        headers: JSON.stringify(mail.headers),
        search_text: mail.searchText,
        at: mail.at,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Newest first. `search` is folded text; every word must occur. */
export async function listMails(
  db: Db | Tx,
  given: { after: { at: Date; id: string } | undefined; limit: number; search: string },
) {
  let query = tables<DeliveryTables>(db)
    .selectFrom('mailbox')
    .select(['id', 'customer_id as customerId', 'sending_id as sendingId', 'from_address as from'])
    .select(['to_address as to', 'subject', 'at', sql<string>`left(text, ${excerptLength})`.as('excerpt')])
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(given.limit)
  for (const word of given.search.split(' ').filter((part) => part !== '')) {
    query = query.where('search_text', 'like', `%${word.replaceAll(/[\\%_]/g, '\\$&')}%`)
  }
  if (given.after) query = query.where(sql<boolean>`(at, id) < (${given.after.at}, ${given.after.id}::uuid)`)
  return query.execute()
}

export async function findMail(db: Db | Tx, id: string) {
  return tables<DeliveryTables>(db).selectFrom('mailbox').selectAll().where('id', '=', id).executeTakeFirst()
}
