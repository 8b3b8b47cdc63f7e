/** Owns Turkish case endings on names and numbers, by vowel harmony: Ayşe'ye, Ali'nin, 6'sı, 2026'da. */

export type TurkishCase =
  | 'dative'
  | 'accusative'
  | 'genitive'
  | 'locative'
  | 'ablative'
  | 'instrumental'
  | 'possessive'

/**
 * The name with the ending after an apostrophe, as proper names are written. The stem is left as it is
 * (Ahmet'e, not Ahmed'e). Trailing blanks are dropped; a text without letters or digits comes back unchanged.
 */
export function nameWithSuffix(name: string, turkishCase: TurkishCase): string {
  const stem = name.trim()
  if (!/[\p{L}\p{N}]/u.test(stem)) return stem
  const digits = /(\d+)\D*$/.exec(stem)?.[1]
  const spoken = digits !== undefined && /[\d\s.,%)]$/.test(stem) ? spokenEnding(digits) : stem
  return `${stem}'${suffixFor(spoken, turkishCase)}`
}

/** A number with the ending its spoken form asks for: `5` → 5'te, `6` → 6'da; decimals by their last part. */
export function numberWithSuffix(number: number | string, turkishCase: TurkishCase): string {
  return nameWithSuffix(String(number).replace('.', ','), turkishCase)
}

/** The bare ending (`ye`, `nin`, `ta`) for a word as it is spoken. */
export function suffixFor(word: string, turkishCase: TurkishCase): string {
  return ENDINGS[turkishCase](soundOf(word))
}

type Sound = { lastVowel: string; endsInVowel: boolean; endsVoiceless: boolean }

const ENDINGS: Record<TurkishCase, (sound: Sound) => string> = {
  dative: (sound) => buffer(sound, 'y') + wide(sound),
  accusative: (sound) => buffer(sound, 'y') + narrow(sound),
  genitive: (sound) => `${buffer(sound, 'n')}${narrow(sound)}n`,
  locative: (sound) => dental(sound) + wide(sound),
  ablative: (sound) => `${dental(sound)}${wide(sound)}n`,
  instrumental: (sound) => `${buffer(sound, 'y')}l${wide(sound)}`,
  possessive: (sound) => buffer(sound, 's') + narrow(sound),
}

const buffer = (sound: Sound, letter: string) => (sound.endsInVowel ? letter : '')
const dental = (sound: Sound) => (sound.endsVoiceless ? 't' : 'd')
const wide = (sound: Sound) => ('aıou'.includes(sound.lastVowel) ? 'a' : 'e')

const NARROW: Record<string, string> = { a: 'ı', ı: 'ı', e: 'i', i: 'i', o: 'u', u: 'u', ö: 'ü', ü: 'ü' }
const narrow = (sound: Sound) => NARROW[sound.lastVowel] ?? 'i'

const PLAIN_VOWEL: Record<string, string> = { â: 'a', î: 'i', û: 'u', á: 'a', é: 'e', í: 'i', ó: 'o', ú: 'u' }

/** Names whose thin final l asks for front vowels although the last written vowel is a back one: Kemal'e, Resul'ü. */
const THIN_L = new Map(
  'kemal cemal celal bilal hilal meral nihal iclal ikbal zuhal nezihal visal zülal misal istiklal resul'
    .split(' ')
    .map((name) => [name, name.endsWith('ul') ? 'ü' : 'e']),
)

function soundOf(word: string): Sound {
  const letters = lettersOf(word)
  const vowels = Array.from(letters).filter((letter) => 'aeıioöuü'.includes(letter))
  const last = letters.at(-1) ?? ''
  // An abbreviation without a vowel is spelled out, and the Turkish names of consonants end in e.
  if (vowels.length === 0) return { lastVowel: 'e', endsInVowel: true, endsVoiceless: false }
  return {
    lastVowel: THIN_L.get(letters) ?? vowels.at(-1) ?? 'e',
    endsInVowel: 'aeıioöuü'.includes(last),
    endsVoiceless: 'fstkçşhpx'.includes(last),
  }
}

function lettersOf(word: string): string {
  const lastWord = /\p{L}+(?=\P{L}*$)/u.exec(word.slice(-80).normalize('NFC'))?.[0] ?? ''
  return Array.from(lastWord.toLocaleLowerCase('tr'), (letter) => PLAIN_VOWEL[letter] ?? letter).join('')
}

const ONES = ['sıfır', 'bir', 'iki', 'üç', 'dört', 'beş', 'altı', 'yedi', 'sekiz', 'dokuz']
const TENS = ['', 'on', 'yirmi', 'otuz', 'kırk', 'elli', 'altmış', 'yetmiş', 'seksen', 'doksan']
const THOUSANDS = ['', 'bin', 'milyon', 'milyar', 'trilyon']

/** The last word of a whole number as it is spoken: 2026 → altı, 1500 → yüz, 3000 → bin. */
function spokenEnding(digits: string): string {
  const zeros = /0*$/.exec(digits)?.[0].length ?? 0
  if (zeros === digits.length) return 'sıfır'
  const lastDigit = Number(digits.at(-1 - zeros))
  const place = zeros % 3
  if (zeros >= 3) return THOUSANDS[Math.min(Math.floor(zeros / 3), 4)] ?? 'bin'
  if (place === 2) return 'yüz'
  return (place === 1 ? TENS[lastDigit] : ONES[lastDigit]) ?? 'bir'
}
