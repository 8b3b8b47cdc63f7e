/** Owns arithmetic on amounts of money as decimal strings with four decimals; no floating point anywhere. */
import { decimalOf, divideHalfEven, inRange, multiplyUnits, type Units, unitsOf } from './units.ts'

/** An amount as numeric(18,4) and Decimal(18,4) write it: `-1234.5000`. The currency stands beside it. */
export type Amount = string

export const ZERO: Amount = '0.0000'

/** The sum of any number of amounts in one currency; of none, zero. */
export function sumAmounts(amounts: Iterable<Amount>): Amount {
  let total = 0n
  for (const amount of amounts) total += unitsOf(amount)
  return decimalOf(inRange(total))
}

export function addAmounts(a: Amount, b: Amount): Amount {
  return decimalOf(inRange(unitsOf(a) + unitsOf(b)))
}

export function subtractAmounts(a: Amount, b: Amount): Amount {
  return decimalOf(inRange(unitsOf(a) - unitsOf(b)))
}

export function negateAmount(amount: Amount): Amount {
  return decimalOf(-unitsOf(amount))
}

/** -1, 0 or 1, as a sort function wants it. */
export function compareAmounts(a: Amount, b: Amount): -1 | 0 | 1 {
  const difference = unitsOf(a) - unitsOf(b)
  if (difference === 0n) return 0
  return difference < 0n ? -1 : 1
}

/** Price × quantity. The quantity is whole, or a decimal string (`1.250` kg); half to even at the fourth decimal. */
export function multiplyAmount(amount: Amount, quantity: bigint | Amount): Amount {
  return decimalOf(multiplyUnits(unitsOf(amount), String(quantity)))
}

/**
 * The amount in another currency: amount × rate, rounded once, half to even, to `decimals` (the target's minor
 * units, see `minorUnits`). The rate is a positive decimal string: units of the target per unit of the source.
 */
export function convertAmount(amount: Amount, rate: Amount, decimals: number): Amount {
  const [, whole = '', fraction = ''] = /^(\d{1,30})(?:\.(\d{1,30}))?$/.exec(rate) ?? []
  const factor = BigInt(whole === '' ? 0 : whole + fraction)
  if (factor === 0n) throw new RangeError(`not a positive rate: ${rate.slice(0, 40)}`)
  const step = stepOf(decimals)
  const divisor = 10n ** BigInt(fraction.length) * step
  return decimalOf(inRange(divideHalfEven(unitsOf(amount) * factor, divisor) * step))
}

/**
 * Splits `total` in proportion to `weights` (decimal strings, none negative) in steps of `decimals`, so that the
 * parts add up to the whole exactly: largest remainder first, earlier parts first among equals. Weights that are
 * all zero count as equal. What is finer than a step goes to the part of the largest weight.
 * @throws {RangeError} without weights, or with a negative one
 */
export function allocateAmount(total: Amount, weights: Amount[], decimals: number): Amount[] {
  const given = weights.map(unitsOf)
  if (given.length === 0 || given.some((weight) => weight < 0n)) throw new RangeError('weights must be ≥ 0')
  const allZero = given.every((weight) => weight === 0n)
  const units = unitsOf(total)
  const parts = allocateUnits(
    units < 0n ? -units : units,
    allZero ? given.map(() => 1n) : given,
    stepOf(decimals),
  )
  return parts.map((part) => decimalOf(units < 0n ? -part : part))
}

function allocateUnits(total: Units, weights: bigint[], step: bigint): Units[] {
  const sum = weights.reduce((a, b) => a + b, 0n)
  const steps = total / step
  const shares = weights.map((weight) => ({ part: (steps * weight) / sum, rest: (steps * weight) % sum }))
  let left = steps - shares.reduce((a, share) => a + share.part, 0n)
  const byRest = shares.toSorted((a, b) => (a.rest === b.rest ? 0 : a.rest < b.rest ? 1 : -1))
  for (const share of byRest) {
    if (left === 0n) break
    share.part += 1n
    left -= 1n
  }
  const largest = weights.reduce((best, weight, index) => (weight > (weights[best] ?? 0n) ? index : best), 0)
  return shares.map((share, index) => share.part * step + (index === largest ? total % step : 0n))
}

function stepOf(decimals: number): bigint {
  if (!Number.isInteger(decimals) || decimals < 0 || decimals > 4)
    throw new RangeError('decimals must be 0 to 4')
  return 10n ** BigInt(4 - decimals)
}
