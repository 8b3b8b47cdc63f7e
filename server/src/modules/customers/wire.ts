/** Rows as they go over the wire: moments as ISO 8601 text, all else as it is. */

export type Wire<Row> = {
  [Name in keyof Row]: Row[Name] extends Date
    ? string
    : Row[Name] extends Date | null
      ? string | null
      : Row[Name]
}

export function toWire<Row extends object>(row: Row): Wire<Row> {
  const entries = Object.entries(row).map(([name, value]: [string, unknown]) => [
    name,
    value instanceof Date ? value.toISOString() : value,
  ])
  return Object.fromEntries(entries) as Wire<Row>
}
