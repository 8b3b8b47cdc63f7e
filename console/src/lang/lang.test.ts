import { IntlMessageFormat } from 'intl-messageformat'
import { describe, expect, test } from 'vitest'

import { en } from './en.ts'
import { tr } from './tr.ts'

type Section = { [name: string]: string | Section }
type Part = {
  type: number
  value?: unknown
  options?: Record<string, { value: unknown }>
  children?: unknown
}

function flat(section: Section, prefix = ''): [string, string][] {
  return Object.entries(section).flatMap(([name, value]) =>
    typeof value === 'string'
      ? [[`${prefix}${name}`, value] as [string, string]]
      : flat(value, `${prefix}${name}.`),
  )
}

/** Names of the arguments of an ICU message, at any depth; type 0 is plain text, 7 the number in a plural. */
function argumentsOf(text: string): string[] {
  const seen = new Set<string>()
  const walk = (parts: unknown): void => {
    if (!Array.isArray(parts)) return
    for (const part of parts as Part[]) {
      if (part.type > 0 && part.type < 7 && typeof part.value === 'string') seen.add(part.value)
      for (const option of Object.values(part.options ?? {})) walk(option.value)
      walk(part.children)
    }
  }
  walk(new IntlMessageFormat(text, 'en').getAst())
  return [...seen].sort()
}

const turkish = new Map(flat(tr))
const english = new Map(flat(en))

describe('both languages', () => {
  test('have the same keys', () => {
    expect([...english.keys()].sort()).toEqual([...turkish.keys()].sort())
    expect(turkish.size).toBeGreaterThan(80)
  })

  test('parse, and take the same arguments', () => {
    const different = [...turkish].filter(
      ([key, text]) => String(argumentsOf(text)) !== String(argumentsOf(english.get(key) ?? '')),
    )
    expect(different).toEqual([])
  })

  test('say something', () => {
    expect([...turkish, ...english].filter(([, text]) => text.trim() === '')).toEqual([])
  })
})
