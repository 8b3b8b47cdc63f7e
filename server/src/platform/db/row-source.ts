/** Many rows as one table inside a statement: one array a column, so that a statement has few parameters however many rows. */
import { type RawBuilder, sql } from 'kysely'

/** Column name → its PostgreSQL type and how it is read from a row. */
export type RowColumns<Row> = Record<string, [type: string, read: (row: Row, index: number) => unknown]>

/** `unnest($1::int[], $2::text[]) AS alias(a, b)`. Names and types are written into the text: never from outside. */
export function rowSource<Row>(
  rows: readonly Row[],
  columns: RowColumns<Row>,
  alias: string,
): RawBuilder<unknown> {
  const arrays = Object.values(columns).map(([type, read]) => sql`${rows.map(read)}::${sql.raw(`${type}[]`)}`)
  return sql`unnest(${sql.join(arrays)}) AS ${sql.raw(`${alias}(${Object.keys(columns).join(', ')})`)}`
}

/** The column names, for `INSERT INTO t (…) SELECT … FROM rowSource`. */
export function columnList<Row>(columns: RowColumns<Row>, prefix = ''): RawBuilder<unknown> {
  return sql.raw(
    Object.keys(columns)
      .map((name) => prefix + name)
      .join(', '),
  )
}
