/** The ledger and the mailbox as people read them. */
import type { App } from '#/platform/app.ts'
import { customersByIds } from '#/modules/customers/index.ts'
import { cutPage, readCursor } from '#/platform/cursor.ts'
import { foldForSearch } from '#/platform/text/fold.ts'

import { refuse } from './errors.ts'
import { findMail, listMails } from './store-mailbox.ts'
import { listMessageRows, type MessageFilter } from './store-messages.ts'

type PageInput = { cursor?: string | undefined; limit: number }

export async function listMessages(app: App, input: PageInput & MessageFilter) {
  const page = { after: readCursor(input.cursor), limit: input.limit + 1 }
  const rows = await listMessageRows(app.db, input, page)
  const { items, next } = cutPage(rows, {
    limit: input.limit,
    at: (row) => row.created_at,
    id: (row) => row.id,
  })
  const people = await customersByIds(app, [...new Set(items.map((row) => row.customer_id))])
  const names = new Map(people.map((person) => [person.id, person.name ?? person.email ?? '']))
  return { next, items: items.map((row) => asMessage(row, names.get(row.customer_id) ?? '')) }
}

function asMessage(row: Awaited<ReturnType<typeof listMessageRows>>[number], customerName: string) {
  return {
    id: row.id,
    customerId: row.customer_id,
    customerName,
    channel: row.channel,
    purpose: row.purpose,
    sendingId: row.sending_id,
    address: row.address,
    subject: row.subject,
    state: row.state,
    stateReason: row.state_reason,
    attempts: row.attempts,
    repeated: row.repeated,
    sentAt: row.sent_at?.toISOString() ?? null,
    openedAt: row.opened_at?.toISOString() ?? null,
    clickedAt: row.clicked_at?.toISOString() ?? null,
    unsubscribedAt: row.unsubscribed_at?.toISOString() ?? null,
    createdAt: row.created_at.toISOString(),
  }
}

export async function listMailbox(app: App, input: PageInput & { search?: string | undefined }) {
  const rows = await listMails(app.db, {
    after: readCursor(input.cursor),
    limit: input.limit + 1,
    search: foldForSearch(input.search ?? ''),
  })
  const { items, next } = cutPage(rows, { limit: input.limit, at: (row) => row.at, id: (row) => row.id })
  return {
    next,
    smtp: app.mailer.configured,
    items: items.map(({ sendingId, at, ...row }) => ({
      ...row,
      test: sendingId === null,
      at: at.toISOString(),
    })),
  }
}

export async function readMail(app: App, id: string) {
  const row = await findMail(app.db, id)
  if (!row) throw refuse('mail_not_found', { id })
  return {
    id: row.id,
    customerId: row.customer_id,
    from: row.from_address,
    to: row.to_address,
    subject: row.subject,
    excerpt: row.text.slice(0, 140),
    test: row.sending_id === null,
    at: row.at.toISOString(),
    html: row.html,
    text: row.text,
    headers: Object.entries(row.headers).map(([name, value]) => ({ name, value })),
  }
}
