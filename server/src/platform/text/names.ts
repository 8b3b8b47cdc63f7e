/** Owns how people's names are tidied and shortened, with the letters i and ı kept apart. */

export type NameLocale = 'tr' | 'en'

const PART = /[\p{L}\p{M}]+/gu

/** Every word with a capital first letter and the rest small, in the casing of the locale: AYŞE IŞIK → Ayşe Işık. */
export function titleCase(text: string, locale: NameLocale): string {
  const lowered = text.normalize('NFC').toLocaleLowerCase(locale)
  return lowered.replace(PART, (part) => {
    const first = String.fromCodePoint(part.codePointAt(0) ?? 0)
    return first.toLocaleUpperCase(locale) + part.slice(first.length)
  })
}

/** Trims, joins blanks, and title-cases a name written wholly in one case; McDonald and van der Berg stay as written. */
export function tidyName(raw: string, locale: NameLocale): string {
  const name = raw
    .normalize('NFC')
    .replaceAll(/[\s\u200b\ufeff\p{Cc}]+/gu, ' ')
    .trim()
  const oneCase = name === name.toLocaleUpperCase(locale) || name === name.toLocaleLowerCase(locale)
  return oneCase ? titleCase(name, locale) : name
}

/** At most two letters for an avatar: the first of the first and of the last word; `''` when there is no letter. */
export function initials(name: string, locale: NameLocale): string {
  const words = name.normalize('NFC').match(/\p{L}[\p{L}\p{M}'’-]*/gu) ?? []
  const ends = words.length > 1 ? [words.at(0), words.at(-1)] : [words.at(0)]
  return ends.map((word) => (word?.match(/^\p{L}\p{M}*/u)?.[0] ?? '').toLocaleUpperCase(locale)).join('')
}

/** The last word is the family name, all others are given names, as Turkish and most Western forms write them. */
export function splitFullName(full: string): { firstName: string; lastName: string } {
  const words = full.trim().split(/\s+/u)
  if (words.length < 2) return { firstName: words[0] ?? '', lastName: '' }
  return { firstName: words.slice(0, -1).join(' '), lastName: words.at(-1) ?? '' }
}
