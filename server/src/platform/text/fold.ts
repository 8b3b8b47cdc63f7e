/** Owns the search fold: the one key under which Turkish and accented spellings of a word meet. */

// oxlint-disable-next-line no-control-regex -- all of ASCII is meant
const plain = /^[\u0000-\u007f]*$/
const COMBINING_MARKS = /[\u0300-\u036f]/g

/**
 * The key under which text is stored for search and with which it is searched.
 *
 * NFKC, Turkish lower case, marks stripped (ş→s, ğ→g, ç→c, ö→o, ü→u, é→e), ı→i. All of I, ı, İ and i
 * become `i`. Never shown, never used to compare e-mail addresses or codes.
 */
export function foldForSearch(text: string): string {
  // Most texts; the long way costs twenty times as much.
  if (plain.test(text)) return text.toLowerCase()
  return text
    .normalize('NFKC')
    .toLocaleLowerCase('tr')
    .normalize('NFD')
    .replace(COMBINING_MARKS, '')
    .replaceAll('ı', 'i')
    .normalize('NFC')
}

/**
 * The same fold as a PostgreSQL expression over the given column or parameter text, step by step as in
 * {@link foldForSearch}. Needs a UTF-8 database with ICU. Equal for Latin, Greek, Cyrillic and Armenian; scripts
 * whose small letters Unicode added lately (Georgian capitals) depend on the age of the database's ICU, so keys are
 * made by the program and this serves for filling columns in bulk. The operand is put in as it is: pass only names of
 * columns and placeholders, never a value.
 */
export function foldExpression(operand: string): string {
  const lowered = `lower(normalize(${operand}, NFKC) COLLATE "tr-x-icu")`
  const stripped = `regexp_replace(normalize(${lowered}, NFD), U&'[\\0300-\\036F]', '', 'g')`
  return `normalize(translate(${stripped}, U&'\\0131', 'i'), NFC)`
}
