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
  const text = raw?.trim() ?? ''
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
    const names_ = new Intl.DisplayNames(language, { type: 'region', fallback: 'none' })
    for (const code of letters.flatMap((a) => letters.map((b) => a + b))) {
      const name = names_.of(code)
      if (name === undefined || code === 'UK' || code === 'EU' || code === 'ZZ') continue
      codes.add(code)
      if (!names.has(fold(name))) names.set(fold(name), code)
    }
  }
  return { codes, names }
}
