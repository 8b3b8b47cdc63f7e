/** Owns the likelihood of models whose people drop out at any time: Pareto/NBD and its limits. */
import { lifetimeIntegral, type TimedDropOut } from './lifetime-integral.ts'
import { type Kernel, kernelOf } from './purchase-kernel.ts'
import type { Purchases } from './process.ts'
import type { Rows } from './rows.ts'

/**
 * Σ weight · ln L and its gradient by the process's unbounded numbers, purchases first. One customer's likelihood is
 * K(x, T)·P(lifetime > T) + ∫ K(x, y)·density(y) dy from tx to T (Schmittlein et al. 1987; note 009 eqs. 18-20).
 * `aliveShare`, where given, receives P(active | x, tx, T) of each row (eqs. 36-37).
 */
export function lifetimeLikelihood(
  rows: Rows,
  { purchases, dropOut }: { purchases: Purchases; dropOut: TimedDropOut },
  out: { slope?: Float64Array; aliveShare?: Float64Array } = {},
): number {
  const kernel = kernelOf(purchases, rows.xs, rows.times)
  const slope = out.slope?.fill(0)
  let total = 0
  for (let row = 0; row < rows.size; row += 1) {
    const x = rows.xAt[row] as number
    const end = rows.endAt[row] as number
    const until = rows.times[end] as number
    const e = kernel.e[x] as number
    const alive = survival(dropOut, until) - e * (kernel.f[end] as number)
    const dead = lifetimeIntegral(purchases, dropOut, {
      e,
      from: rows.times[rows.txAt[row] as number] as number,
      to: until,
    })
    const odds = Math.exp(-Math.abs(dead.value - alive))
    const share = (dead.value > alive ? 1 : odds) / (1 + odds)
    const weight = rows.weight[row] as number
    total += weight * ((kernel.c[x] as number) + Math.max(alive, dead.value) + Math.log1p(odds))
    if (out.aliveShare) out.aliveShare[row] = (dead.value > alive ? odds : 1) / (1 + odds)
    if (slope) addSlopes(slope, { kernel, dropOut, dead, x, end, until, share, weight })
  }
  return total
}

/** ln P(lifetime > y). */
export function survival(dropOut: TimedDropOut, y: number): number {
  return dropOut.kind === 'rate' ? -dropOut.rate * y : -dropOut.s * Math.log1p(y / dropOut.beta)
}

type Part = {
  kernel: Kernel
  dropOut: TimedDropOut
  dead: ReturnType<typeof lifetimeIntegral>
  x: number
  end: number
  until: number
  share: number
  weight: number
}

function addSlopes(slope: Float64Array, part: Part): void {
  const { kernel, dead, x, end, share, weight } = part
  const count = kernel.slopes.length
  for (let index = 0; index < count; index += 1) {
    const one = kernel.slopes[index] as Kernel['slopes'][number]
    const alive =
      -one.e * (kernel.f[end] as number) -
      (one.f === null ? 0 : (kernel.e[x] as number) * (one.f[end] as number))
    const both = (1 - share) * alive + share * (dead.purchase[index] as number)
    slope[index] = (slope[index] as number) + weight * ((one.c[x] as number) + both)
  }
  const [first, second] = survivalSlopes(part.dropOut, part.until)
  slope[count] = (slope[count] as number) + weight * ((1 - share) * first + share * dead.dropOut[0])
  if (part.dropOut.kind === 'rate') return
  slope[count + 1] = (slope[count + 1] as number) + weight * ((1 - share) * second + share * dead.dropOut[1])
}

function survivalSlopes(dropOut: TimedDropOut, y: number): [number, number] {
  if (dropOut.kind === 'rate') return [-dropOut.rate * y, 0]
  const { s, beta } = dropOut
  return [-s * Math.log1p(y / beta), (s * y) / (beta + y)]
}
