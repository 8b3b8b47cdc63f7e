/** Many rows as one table inside a statement: one array a column, so that a statement has few parameters however many rows. */
import { type RawBuilder, sql } from 'kysely'

type Value = string | number | boolean | Date | null

/** Column name → its PostgreSQL type and how it is read from a row. */
export type RowColumns<Row> = Record<string, [type: string, read: (row: Row) => Value]>

/** `unnest($1::int[], $2::text[]) AS alias(a, b)`. Names and types are written into the text: never from outside. */
export function rowSource<Row>(
  rows: readonly Row[],
  columns: RowColumns<Row>,
  alias: string,
): RawBuilder<unknown> {
  const arrays = Object.values(columns).map(
    ([type, read]) => sql`${arrayLiteral(rows, read)}::${sql.raw(`${type}[]`)}`,
  )
  return sql`unnest(${sql.join(arrays)}) AS ${sql.raw(`${alias}(${Object.keys(columns).join(', ')})`)}`
}

/** The column names, for `INSERT INTO t (…) SELECT … FROM rowSource`. */
export function columnList<Row>(columns: RowColumns<Row>): RawBuilder<unknown> {
  return sql.raw(Object.keys(columns).join(', '))
}

/** PostgreSQL's text form of an array; written here because the driver's own way takes three times as long. */
function arrayLiteral<Row>(rows: readonly Row[], read: (row: Row) => Value): string {
  return `{${rows.map((row) => element(read(row))).join(',')}}`
}

const special = /["\\]/

function element(value: Value): string {
  if (value === null) return 'NULL'
  if (typeof value === 'string') return special.test(value) ? quoted(value) : `"${value}"`
  return value instanceof Date ? `"${value.toISOString()}"` : String(value)
}

/** What JSON writes as a letter behind a backslash or by its number, which means something else in an array. */
// oxlint-disable-next-line no-control-regex -- control characters are what it looks for
const jsonOnly = /[\u0000-\u001f\ud800-\udfff]/

/** Of other texts JSON escapes the same two characters in the same way, several times as fast. */
function quoted(text: string): string {
  if (!jsonOnly.test(text)) return JSON.stringify(text)
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
}
