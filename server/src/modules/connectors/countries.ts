/** Owns reading a country as files write it, in English, Turkish or as a code. */

const aliases: Record<string, string> = {
  eire: 'IE',
  rsa: 'ZA',
  usa: 'US',
  uk: 'GB',
  england: 'GB',
  'united states of america': 'US',
  turkey: 'TR',
  türkiye: 'TR',
  'türkiye cumhuriyeti': 'TR',
  turkiye: 'TR',
  abd: 'US',
  ingiltere: 'GB',
  'czech republic': 'CZ',
  korea: 'KR',
}

/** ISO 3166 alpha-2, or null for what names no one country (`European Community`, `Unspecified`). */
export function countryCode(raw: string | undefined): string | null {
  if (raw === undefined || raw.length > 100) return null
  const remembered = read.get(raw)
  if (remembered !== undefined) return remembered
  const code = readCountry(raw.trim())
  if (read.size < 1_000) read.set(raw, code)
  return code
}

/** Files name few countries in many rows. */
const read = new Map<string, string | null>()

function readCountry(text: string): string | null {
  if (/^[a-z]{2}$/i.test(text)) return codes().has(text.toUpperCase()) ? text.toUpperCase() : alias(text)
  return alias(text) ?? byName().get(fold(text)) ?? null
}

function alias(text: string): string | null {
  return aliases[fold(text)] ?? null
}

function fold(text: string): string {
  return text.toLocaleLowerCase('tr').replaceAll('ı', 'i').normalize('NFC')
}

let known: { codes: Set<string>; names: Map<string, string> } | undefined

function codes(): Set<string> {
  return tables().codes
}

function byName(): Map<string, string> {
  return tables().names
}

/** Every two-letter code the runtime has a name for, by its names; made once, since it takes a moment. */
function tables(): { codes: Set<string>; names: Map<string, string> } {
  known ??= readNames()
  return known
}

function readNames(): { codes: Set<string>; names: Map<string, string> } {
  const letters = Array.from({ length: 26 }, (_, index) => String.fromCodePoint(65 + index))
  const names = new Map<string, string>()
  const codes = new Set<string>()
  for (const language of ['en', 'tr']) {
    const regions = new Intl.DisplayNames(language, { type: 'region', fallback: 'none' })
    for (const code of letters.flatMap((a) => letters.map((b) => a + b))) {
      const name = regions.of(code)
      if (name === undefined || code === 'UK' || code === 'EU' || code === 'ZZ') continue
      codes.add(code)
      if (!names.has(fold(name))) names.set(fold(name), code)
    }
  }
  return { codes, names }
}
