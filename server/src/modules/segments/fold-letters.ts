/** Owns under which letters texts of events compare: a table both sides read, so that they agree letter by letter. */
import { foldForSearch } from '#/platform/text/fold.ts'

import type { Binder } from './bind.ts'

/** Basic Latin, its supplement and first two extensions; Greek and Cyrillic; additions for Vietnamese and others. */
const ranges = [
  [0x41, 0x5a],
  [0xc0, 0x24f],
  [0x386, 0x3ce],
  [0x400, 0x45f],
  [0x1e00, 0x1eff],
] as const

/** Letters that the search fold turns into exactly one other. */
const table = new Map(ranges.flatMap(([from, to]) => lettersBetween(from, to)))

function lettersBetween(from: number, to: number): [string, string][] {
  const letters = Array.from({ length: to - from + 1 }, (_, at) => String.fromCodePoint(from + at))
  return letters.flatMap((letter): [string, string][] => {
    const folded = foldForSearch(letter)
    return folded !== letter && Array.from(folded).length === 1 ? [[letter, folded]] : []
  })
}

/**
 * The text with each letter of the table replaced: small, without marks, and i for I, ı and İ. Unlike the search fold it
 * looks at each letter alone: letters written as two code points, ligatures and other scripts stay as they are.
 */
export function foldLetters(text: string): string {
  return Array.from(text, (letter) => table.get(letter) ?? letter).join('')
}

/** The same in the event store, over a column or an expression. */
export function foldLettersOf(expression: string, binder: Binder): string {
  const from = binder.bind('String', [...table.keys()].join(''))
  const to = binder.bind('String', [...table.values()].join(''))
  return `translateUTF8(${expression}, ${from}, ${to})`
}
