/** Owns the unit price of a line of which a file only tells the sum: exact to the last unit. */
import { multiplyAmount, subtractAmounts, ZERO } from '#/platform/money/money.ts'
import { decimalOf, unitsOf } from '#/platform/money/units.ts'

export type Priced = { quantity: string; unitPrice: string; rest: string }

/**
 * `unitPrice` × `quantity` − `rest` is what the line brought. Where the file has no unit price and the sum does not
 * divide evenly, the price is rounded up and the rest is the line's discount. A sum below zero, or without pieces, is
 * one piece of it.
 */
export function exactPrice(line: { unitPrice?: string; lineTotal?: string }, quantity: string): Priced {
  if (line.unitPrice !== undefined) return { quantity, unitPrice: line.unitPrice, rest: ZERO }
  const total = line.lineTotal ?? ZERO
  const [units, pieces] = [unitsOf(total), unitsOf(quantity)]
  if (pieces <= 0n || units < 0n) return { quantity: '1.0000', unitPrice: total, rest: ZERO }
  const unitPrice = decimalOf((units * 10_000n + pieces - 1n) / pieces)
  return { quantity, unitPrice, rest: subtractAmounts(multiplyAmount(unitPrice, quantity), total) }
}
