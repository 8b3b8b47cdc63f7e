/** The list as CSV: written row by row while it is read, so that memory stays flat however long it is. */
import type { CustomerFilters, CustomerOrder } from '@vefa/contract'

import type { Actor } from '#/platform/actor.ts'
import type { App } from '#/platform/app.ts'
import { audit } from '#/modules/team/index.ts'
import { BYTE_ORDER_MARK, type CsvCell, csvLine } from '#/platform/text/csv-line.ts'

import { readFilters } from './list-customers.ts'
import type { Position } from './list-terms.ts'
import { listAfter, type ListRow } from './store-list.ts'
import { tagsOfCustomers } from './store-tags.ts'

const pageSize = 1_000

const headers = {
  tr: 'No;Ad soyad;E-posta;Telefon;Şehir;Ülke;Dil;Sipariş sayısı;Harcama;İlk sipariş;Son sipariş;Sınıf;Etiketler;Kaynak;İlk görülme;Son görülme',
  en: 'Id;Name;E-mail;Phone;City;Country;Language;Orders;Spent;First order;Last order;Class;Tags;Source;First seen;Last seen',
}

/** Begins with a byte order mark, so that spreadsheets read the letters right. Leaves an audit entry before the first row. */
export async function* exportCustomers(
  app: Pick<App, 'db' | 'clock'>,
  actor: Actor,
  input: CustomerFilters & CustomerOrder,
): AsyncGenerator<string> {
  const subject = { kind: 'customers', id: 'list' }
  await audit(app, actor, { action: 'customers.export', subject, after: input })
  const filters = await readFilters(app, input)
  yield BYTE_ORDER_MARK + csvLine(headers[actor.language].split(';'), actor.language)
  for (let after: Position | null = null; ;) {
    const rows: ListRow[] = await listAfter(app.db, { filters, order: input, limit: pageSize }, after)
    const last = rows.at(-1)
    if (!last) return
    yield await linesOf(app, rows, actor.language)
    if (rows.length < pageSize) return
    after = { key: last.key, id: last.id }
  }
}

async function linesOf(
  app: Pick<App, 'db'>,
  rows: readonly ListRow[],
  language: 'tr' | 'en',
): Promise<string> {
  const tags = Map.groupBy(
    await tagsOfCustomers(
      app.db,
      rows.map((row) => row.id),
    ),
    (tag) => tag.customerId,
  )
  const named = (row: ListRow): string => (tags.get(row.id) ?? []).map((tag) => tag.name).join(', ')
  return rows.map((row) => csvLine([...cellsOf(row), named(row), ...lastCellsOf(row)], language)).join('')
}

function cellsOf(row: ListRow): CsvCell[] {
  const { id, name, email, phone, city, country, language } = row
  const { orderCount, firstOrderAt, lastOrderAt, rfmClass } = row
  const who = [id, name, email, phone, city, country, language]
  return [...who, orderCount, { decimal: row.spent }, firstOrderAt, lastOrderAt, rfmClass]
}

function lastCellsOf(row: ListRow): CsvCell[] {
  return [row.source, row.firstSeenAt, row.lastSeenAt]
}
