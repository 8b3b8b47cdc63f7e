/** Owns the likelihood of models whose people drop out at a purchase: BG/NBD, MBG/NBD and their limits. */
import { dropOutTables, type ShareDropOut } from './drop-out-tables.ts'
import { kernelOf } from './purchase-kernel.ts'
import type { Purchases } from './process.ts'
import type { Rows } from './rows.ts'

/**
 * Σ weight · ln L and its gradient by the process's unbounded numbers, purchases first. One customer's likelihood is
 * K(x, T)·P(active after x) + K(x, tx)·P(dropped out at the x-th): Fader, Hardie & Lee 2005 eq. (6) for BG/NBD, Batislam
 * et al. 2007 for MBG/NBD. `aliveShare`, where given, receives P(active | x, tx, T) of each row (note 021).
 */
export function shareLikelihood(
  rows: Rows,
  { purchases, dropOut }: { purchases: Purchases; dropOut: ShareDropOut },
  out: { slope?: Float64Array; aliveShare?: Float64Array } = {},
): number {
  const kernel = kernelOf(purchases, rows.xs, rows.times)
  const tables = dropOutTables(dropOut, rows.xs)
  const { c, e, f } = kernel
  const { alive, dead } = tables
  const { xAt, txAt, endAt, weight, size } = rows
  const share = out.slope ? new Float64Array(size) : null
  const active = out.aliveShare
  let total = 0
  for (let row = 0; row < size; row += 1) {
    const x = xAt[row] as number
    const atEnd =
      (c[x] as number) - (e[x] as number) * (f[endAt[row] as number] as number) + (alive[x] as number)
    const atLast =
      (c[x] as number) - (e[x] as number) * (f[txAt[row] as number] as number) + (dead[x] as number)
    const odds = Math.exp(-Math.abs(atLast - atEnd))
    total += (weight[row] as number) * (Math.max(atEnd, atLast) + Math.log1p(odds))
    if (share) share[row] = (atLast > atEnd ? 1 : odds) / (1 + odds)
    if (active) active[row] = (atLast > atEnd ? odds : 1) / (1 + odds)
  }
  if (out.slope && share) addSlopes({ rows, kernel, tables, share }, out.slope)
  return total
}

type Parts = {
  rows: Rows
  kernel: ReturnType<typeof kernelOf>
  tables: ReturnType<typeof dropOutTables>
  share: Float64Array
}

/** Derivatives are means under P(dropped out): sums by x first, so that the tables are used once. */
function addSlopes({ rows, kernel, tables, share }: Parts, slope: Float64Array): void {
  const { xAt, txAt, endAt, weight, size, xs } = rows
  const weightOf = new Float64Array(xs.length)
  const deadOf = new Float64Array(xs.length)
  const bent = kernel.slopes.find(({ f }) => f !== null)?.f ?? kernel.f
  const { e, f } = kernel
  let [straightSum, bentSum] = [0, 0]
  for (let row = 0; row < size; row += 1) {
    const x = xAt[row] as number
    const end = endAt[row] as number
    const last = txAt[row] as number
    const w = weight[row] as number
    const q = share[row] as number
    weightOf[x] = (weightOf[x] as number) + w
    deadOf[x] = (deadOf[x] as number) + w * q
    straightSum += w * ((1 - q) * (f[end] as number) + q * (f[last] as number))
    bentSum += w * (e[x] as number) * ((1 - q) * (bent[end] as number) + q * (bent[last] as number))
  }
  kernel.slopes.forEach((part, index) => {
    let sum = -part.e * straightSum - (part.f === null ? 0 : bentSum)
    for (let x = 0; x < xs.length; x += 1) sum += (weightOf[x] as number) * (part.c[x] as number)
    slope[index] = sum
  })
  tables.slopes.forEach(({ alive, dead }, index) => {
    let sum = 0
    for (let x = 0; x < xs.length; x += 1) {
      const deadWeight = deadOf[x] as number
      const aliveWeight = (weightOf[x] as number) - deadWeight
      sum += aliveWeight * (alive[x] as number) + (deadWeight > 0 ? deadWeight * (dead[x] as number) : 0)
    }
    slope[kernel.slopes.length + index] = sum
  })
}
