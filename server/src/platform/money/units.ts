/** Owns the exact form of an amount: a bigint of 1/10000, written as a decimal string as numeric(18,4) does. */

/** Ten-thousandths of the currency's unit: `12.50` is `125000n`. */
export type Units = bigint

/** Decimals held, in both databases and in every decimal string. */
const DECIMALS = 4
const ONE = 10n ** BigInt(DECIMALS)

/** Amounts must stay below this in size, or numeric(18,4) could not hold them. */
export const LIMIT: Units = 10n ** 18n

/** An amount that is no decimal number, or is too large to be held. Its message names the text that was given. */
export class AmountError extends Error {
  override readonly name = 'AmountError'
}

/** As amounts are kept and mostly sent: read without taking the text apart, since orders of a file hold millions of them. */
const SHORT_DECIMAL = /^-?\d{1,14}(?:\.\d{1,4})?$/
const PLAIN_DECIMAL = /^(-?)(\d{1,30})(?:\.(\d{1,30}))?$/

/**
 * Units of a plain decimal string (`-1234.5`), as databases and the contract write it; digits beyond the fourth
 * are rounded half to even.
 * @throws {AmountError} when it is none, or does not fit
 */
export function unitsOf(decimal: string): Units {
  if (SHORT_DECIMAL.test(decimal)) return unitsOfShort(decimal)
  const match = PLAIN_DECIMAL.exec(decimal)
  if (match === null) throw new AmountError(`not a decimal amount: ${decimal.slice(0, 40)}`)
  const [, sign, whole = '0', fraction = ''] = match
  const units = unitsFromDigits(whole, fraction)
  return inRange(sign === '-' ? -units : units)
}

function unitsOfShort(decimal: string): Units {
  const point = decimal.indexOf('.')
  if (point < 0) return BigInt(decimal) * ONE
  return BigInt(decimal.slice(0, point) + decimal.slice(point + 1).padEnd(DECIMALS, '0'))
}

/** Units of a run of whole digits and a run of decimals, without sign; half to even. */
export function unitsFromDigits(whole: string, fraction: string): Units {
  if (fraction.length <= DECIMALS) return BigInt(whole + fraction.padEnd(DECIMALS, '0'))
  return divideHalfEven(BigInt(whole + fraction), 10n ** BigInt(fraction.length - DECIMALS))
}

/**
 * The amount as a decimal string with exactly `decimals` digits after the point (0 to 4, by default 4),
 * rounded half to even. Zero never carries a sign.
 */
export function decimalOf(units: Units, decimals: number = DECIMALS): string {
  if (decimals < 0 || decimals > DECIMALS) throw new RangeError(`decimals must be 0 to ${DECIMALS}`)
  const scaled = decimals === DECIMALS ? units : divideHalfEven(units, 10n ** BigInt(DECIMALS - decimals))
  const digits = (scaled < 0n ? -scaled : scaled).toString().padStart(decimals + 1, '0')
  const whole = digits.slice(0, digits.length - decimals)
  const fraction = decimals === 0 ? '' : `.${digits.slice(-decimals)}`
  return `${scaled < 0n ? '-' : ''}${whole}${fraction}`
}

/** `units` × `factor`, where the factor is a plain decimal string with up to 30 decimals; half to even. */
export function multiplyUnits(units: Units, factor: string): Units {
  const match = PLAIN_DECIMAL.exec(factor)
  if (match === null) throw new AmountError(`not a decimal factor: ${factor.slice(0, 40)}`)
  const [, sign, whole = '0', fraction = ''] = match
  const product = units * BigInt(whole + fraction)
  const result = divideHalfEven(product, 10n ** BigInt(fraction.length))
  return inRange(sign === '-' ? -result : result)
}

/** The quotient of two whole numbers, rounded to the nearest, halves to the even neighbour; `divisor` > 0. */
export function divideHalfEven(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor
  const rest = dividend % divisor
  const twice = (rest < 0n ? -rest : rest) * 2n
  const away = twice > divisor || (twice === divisor && quotient % 2n !== 0n)
  return away ? quotient + (dividend < 0n ? -1n : 1n) : quotient
}

/** @throws {AmountError} when the amount does not fit numeric(18,4) */
export function inRange(units: Units): Units {
  if (units >= LIMIT || units <= -LIMIT) throw new AmountError(`amount out of range: ${units / ONE}`)
  return units
}
