/** Reads what commands are given, and complains in the person's language. */
import { CalledWrongly } from './command.ts'
import type { Console } from './console.ts'
import { texts } from './lang/texts.ts'

export function required(console: Console, name: string, value: string | undefined): string {
  if (value === undefined || value.trim() === '')
    throw new CalledWrongly(texts.missing[console.language](name))
  return value.trim()
}

export function oneOf<Value extends string>(
  console: Console,
  option: { name: string; values: readonly Value[] },
  value: string,
): Value {
  const found = option.values.find((candidate) => candidate === value)
  if (found !== undefined) return found
  throw new CalledWrongly(texts.notOneOf[console.language](option.name, option.values.join(', ')))
}

export function wholeNumber(console: Console, name: string, value: string): number {
  if (!/^\d{1,9}$/.test(value)) throw new CalledWrongly(texts.notNumber[console.language](name))
  return Number(value)
}

/** A table with columns as wide as their widest cell. */
export function tableText(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? []
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
