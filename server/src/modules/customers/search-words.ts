/** Owns the words a customer is found by, and the words in what a person typed; both under the one search fold. */
import { foldForSearch } from '#/platform/text/fold.ts'

export type Searchable = {
  name: string | null
  company: string | null
  city: string | null
  district: string | null
  identities: readonly { kind: string; value: string }[]
}

const longestWord = 60
const mostWords = 80

/** Letters and digits in runs, folded; everything else separates. */
export function wordsOf(text: string): string[] {
  return (foldForSearch(text).match(/[\p{L}\p{N}]+/gu) ?? []).map((word) => word.slice(0, longestWord))
}

/** Words of prose: these also go to the dictionary that mistyped words are compared with. */
export function proseWords(customer: Omit<Searchable, 'identities'>): string[] {
  const { name, company, city, district } = customer
  return [name, company, city, district].flatMap((text) => (text ? wordsOf(text) : []))
}

/** Everything a customer is found by, each word once. Devices are found by their exact id only. */
export function searchWords(customer: Searchable): string[] {
  const words = new Set(proseWords(customer))
  for (const { kind, value } of customer.identities) {
    if (kind !== 'anonymous') for (const word of identityWords(kind, value)) words.add(word)
  }
  return [...words].slice(0, mostWords)
}

function identityWords(kind: string, value: string): string[] {
  if (kind === 'phone' || kind === 'whatsapp') return phoneWords(value)
  if (kind !== 'email') return wordsOf(value)
  // A normalised address is plain ASCII in small letters: nothing to fold.
  return value.slice(0, value.lastIndexOf('@')).match(/[a-z0-9]+/g) ?? []
}

/** With and without the country, and the last seven and four digits, as people remember numbers. */
function phoneWords(value: string): string[] {
  const digits = value.replaceAll(/\D/g, '')
  return [digits, digits.slice(-10), digits.slice(-7), digits.slice(-4)]
}

/** The words a person typed; a number written in groups, with brackets or a trunk zero in front is one word. */
export function typedWords(query: string): string[] {
  const digits = query.replaceAll(/\D/g, '').replace(/^0+(?=\d{9})/, '')
  if (digits.length > 2 && /^[+\d\s()./-]+$/.test(query)) return [digits.slice(0, longestWord)]
  return wordsOf(query).slice(0, 8)
}

/** The words as the text form of a tsvector: quoted, without positions. */
export function asVector(words: readonly string[]): string {
  return words.map((word) => `'${word}'`).join(' ')
}

/** All words, each as a beginning: the text form of a tsquery; null when nothing is long enough to search by. */
export function asPrefixQuery(words: readonly string[]): string | null {
  const usable = words.filter((word) => word.length > 1)
  if (usable.length === 0) return null
  return usable.map((word) => `'${word}':*`).join(' & ')
}
