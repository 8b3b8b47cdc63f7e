/** Owns the search fold: the one key under which Turkish and accented spellings of a word meet. */

const COMBINING_MARKS = /[\u0300-\u036f]/g

/**
 * The key under which text is stored for search and with which it is searched.
 *
 * NFKC, Turkish lower case, marks stripped (ş→s, ğ→g, ç→c, ö→o, ü→u, é→e), ı→i. All of I, ı, İ and i
 * become `i`. Never shown, never used to compare e-mail addresses or codes.
 */
export function foldForSearch(text: string): string {
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
 * {@link foldForSearch}. Needs a UTF-8 database with ICU. The operand is put in as it is: pass only names
 * of columns and placeholders, never a value.
 */
export function foldExpression(operand: string): string {
  const lowered = `lower(normalize(${operand}, NFKC) COLLATE "tr-x-icu")`
  const stripped = `regexp_replace(normalize(${lowered}, NFD), U&'[\\0300-\\036F]', '', 'g')`
  return `normalize(translate(${stripped}, U&'\\0131', 'i'), NFC)`
}
