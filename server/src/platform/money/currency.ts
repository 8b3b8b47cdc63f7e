/** Owns what is known of currencies: which codes exist and how many decimals each is paid in. */

const KNOWN = new Set(Intl.supportedValuesOf('currency'))
const minorUnitsOf = new Map<string, number>()

/** Whether it is an ISO 4217 code in capitals. */
export function isCurrency(code: string): boolean {
  return KNOWN.has(code)
}

/**
 * Decimals a currency is paid in: TRY 2, JPY 0, KWD 3 (CLDR by Intl).
 * @throws {RangeError} for an unknown code
 */
export function minorUnits(currency: string): number {
  const known = minorUnitsOf.get(currency)
  if (known !== undefined) return known
  if (!isCurrency(currency)) throw new RangeError(`unknown currency: ${currency.slice(0, 10)}`)
  const format = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions()
  const decimals = Math.min(format.maximumFractionDigits ?? 2, 4)
  minorUnitsOf.set(currency, decimals)
  return decimals
}
