/** The people of a named group as CSV: written page by page while it is read, so that memory stays flat. */
import { audit } from '#/modules/team/index.ts'
import type { Actor } from '#/platform/actor.ts'
import type { App } from '#/platform/app.ts'
import { BYTE_ORDER_MARK, csvLine } from '#/platform/text/csv-line.ts'

import type { Group } from './groups.ts'
import { listMembers } from './list-members.ts'

const pageSize = 1_000

const headers = {
  tr: [
    'No',
    'Ad soyad',
    'E-posta',
    'Şehir',
    'Sipariş sayısı',
    'Harcama',
    'Son sipariş',
    'Değer',
    'Olağan aralık (gün)',
  ],
  en: ['Id', 'Name', 'E-mail', 'City', 'Orders', 'Spent', 'Last order', 'Value', 'Usual gap (days)'],
}

/** From the greatest value down. Leaves an audit entry before the first row. */
export async function* exportMembers(
  app: Pick<App, 'db' | 'clock'>,
  actor: Actor,
  group: Group,
): AsyncGenerator<string> {
  await audit(app, actor, { action: 'customers.export', subject: { kind: 'group', id: group } })
  yield BYTE_ORDER_MARK + csvLine(headers[actor.language], actor.language)
  for (let cursor: string | null | undefined; cursor !== null;) {
    const page = await listMembers(app, { group, limit: pageSize, cursor })
    yield page.items.map((member) => csvLine(cellsOf(member), actor.language)).join('')
    cursor = page.next
  }
}

type Member = Awaited<ReturnType<typeof listMembers>>['items'][number]

function cellsOf(member: Member) {
  return [
    String(member.customerId),
    member.name,
    member.email ?? '',
    member.city ?? '',
    String(member.orderCount),
    { decimal: member.spent },
    member.lastOrderAt?.slice(0, 10) ?? '',
    { decimal: member.value },
    { decimal: String(Math.round(member.usualGapDays * 10) / 10) },
  ]
}
