/** Texts in the person's language: `const t = useT()`, `t('customers.title', { count: 3 })`. */
import type { Language } from '@vefa/contract'
import { IntlMessageFormat } from 'intl-messageformat'
import { createContext, useContext } from 'react'

import type { TextKey, Texts } from './texts.ts'

export type { TextKey } from './texts.ts'
export type TextValues = Record<string, string | number>
export type Translate = (key: TextKey, values?: TextValues) => string

const loaders: Record<Language, () => Promise<Texts>> = {
  tr: async () => (await import('./tr.ts')).tr,
  en: async () => (await import('./en.ts')).en,
}
const languages: Partial<Record<Language, Texts>> = {}
const compiled = new Map<string, IntlMessageFormat>()

/** Fetches the texts of a language; before it is done, nothing can be said in it. */
export async function loadTexts(language: Language): Promise<void> {
  languages[language] ??= await loaders[language]()
}

/** The text under a key, or undefined; for keys that come from the server (error and reason codes). */
export function findText(language: Language, key: string, values?: TextValues): string | undefined {
  const found = key
    .split('.')
    .reduce<unknown>(
      (part, name) => (part as Record<string, unknown> | undefined)?.[name],
      languages[language],
    )
  if (typeof found !== 'string') return undefined
  if (!found.includes('{')) return found
  const id = `${language}:${key}`
  const message = compiled.get(id) ?? new IntlMessageFormat(found, language === 'tr' ? 'tr-TR' : 'en-GB')
  compiled.set(id, message)
  return String(message.format(values))
}

export function createTranslate(language: Language): Translate {
  return (key, values) => findText(language, key, values) ?? key
}

export const TranslateContext = createContext<{ language: Language; t: Translate }>({
  language: 'tr',
  t: createTranslate('tr'),
})

export function useT(): Translate {
  return useContext(TranslateContext).t
}

/** `const explain = useCodeText('errors')`, `explain('right_missing', params)`: the text for a code the server sent, or the code itself. */
export function useCodeText(section: string): (code: string, values?: TextValues) => string {
  const { language } = useContext(TranslateContext)
  return (code, values) => findText(language, `${section}.${code}`, values) ?? code.replaceAll('_', ' ')
}
