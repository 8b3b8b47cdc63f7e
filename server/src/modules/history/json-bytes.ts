/** Where texts, numbers and words of JSON end, in UTF-8 bytes: judged as `JSON.parse` judges them, and nothing is built. */

const quote = 0x22
const backslash = 0x5c
const letterU = 0x75

/** Bytes that stand for themselves in a text. */
const plain = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte >= 0x20 && byte !== quote && byte !== backslash ? 1 : 0,
)
/** What may follow a backslash, beside `u`. */
const escaped = flags('"\\/bfnrt')
const hexadecimal = flags('0123456789abcdefABCDEF')
const digits = flags('0123456789')

function flags(letters: string): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, byte) => (letters.includes(String.fromCharCode(byte)) ? 1 : 0))
}

/** Behind the closing quote of the text that opens at `from`; -1 where it is none. */
export function textEnd(body: Uint8Array, from: number): number {
  const { length } = body
  let at = from + 1
  while (at < length) {
    const byte = body[at] ?? 0
    if (plain[byte] === 1) at += 1
    else if (byte === quote) return at + 1
    else if (byte === backslash) at = escapeEnd(body, at)
    else return -1
    if (at < 0) return -1
  }
  return -1
}

function escapeEnd(body: Uint8Array, from: number): number {
  const byte = byteAt(body, from + 1)
  if (escaped[byte] === 1) return from + 2
  if (byte !== letterU) return -1
  for (let at = from + 2; at < from + 6; at += 1) if (hexadecimal[byteAt(body, at)] !== 1) return -1
  return from + 6
}

/** Behind the number that begins at `from`; -1 where there is none. */
export function numberEnd(body: Uint8Array, from: number): number {
  const whole = byteAt(body, from) === 0x2d ? from + 1 : from
  let at = byteAt(body, whole) === 0x30 ? whole + 1 : digitsEnd(body, whole)
  if (at === whole) return -1
  if (byteAt(body, at) === 0x2e) {
    const decimals = at + 1
    at = digitsEnd(body, decimals)
    if (at === decimals) return -1
  }
  const letter = byteAt(body, at)
  if (letter !== 0x65 && letter !== 0x45) return at
  const sign = byteAt(body, at + 1)
  const power = sign === 0x2b || sign === 0x2d ? at + 2 : at + 1
  at = digitsEnd(body, power)
  return at === power ? -1 : at
}

function digitsEnd(body: Uint8Array, from: number): number {
  let at = from
  while (digits[byteAt(body, at)] === 1) at += 1
  return at
}

const words = ['true', 'false', 'null'].map((word) => Uint8Array.from(word, (letter) => letter.charCodeAt(0)))

/** Behind `true`, `false` or `null` at `from`; -1 where none of them stands. */
export function wordEnd(body: Uint8Array, from: number): number {
  const word = words.find((letters) =>
    letters.every((letter, place) => byteAt(body, from + place) === letter),
  )
  return word ? from + word.length : -1
}

/** 0, which no JSON holds, behind the end. */
export function byteAt(body: Uint8Array, at: number): number {
  return at < body.length ? (body[at] ?? 0) : 0
}
