/** Owns maximum likelihood of one process shape: unbounded numbers, starts, and a second look on all rows. */
import { explore, type Objective, refine } from './bfgs.ts'
import type { TimedDropOut } from './lifetime-integral.ts'
import { lifetimeLikelihood } from './lifetime-likelihood.ts'
import { shareOf } from './numbers.ts'
import type { DropOut, DropOutFrom, Process, Purchases } from './process.ts'
import { someOf, type Rows } from './rows.ts'
import { shareLikelihood } from './share-likelihood.ts'

/** Which process, without its numbers. */
export type Shape = {
  purchases: Purchases['kind']
  dropOut: DropOut['kind']
  from: DropOutFrom
}

export type ProcessFit = {
  shape: Shape
  process: Process
  logLikelihood: number
  /** Free numbers. */
  numbers: number
  converged: boolean
  /** Largest derivative of the log-likelihood by a logarithm of a number, at the end. */
  slope: number
  /** Of all rows, and of the part started with. */
  evaluations: number
}

/** Starts are tried on this many customers; all rows are looked at only from the best of them. */
const ROUGH_ROWS = 5_000

/** Maximum likelihood of the shape. */
export function fitProcess(rows: Rows, shape: Shape): ProcessFit {
  const rough = rows.size > 2 * ROUGH_ROWS ? someOf(rows, ROUGH_ROWS) : rows
  const best = explore(objective(rough, shape), ownStarts(rows, shape))
  const maximum = refine(objective(rows, shape), best, rough.customers / rows.customers)
  return {
    shape,
    process: readProcess(shape, maximum.at),
    logLikelihood: maximum.value,
    numbers: maximum.at.length,
    converged: maximum.converged,
    slope: maximum.slope,
    evaluations: best.evaluations + maximum.evaluations,
  }
}

/** Log-likelihood of the rows under a process; `aliveShare` receives P(active) of each row. */
export function logLikelihood(
  rows: Rows,
  { purchases, dropOut }: Process,
  out: { slope?: Float64Array; aliveShare?: Float64Array } = {},
): number {
  return isTimed(dropOut)
    ? lifetimeLikelihood(rows, { purchases, dropOut }, out)
    : shareLikelihood(rows, { purchases, dropOut }, out)
}

/** The log-likelihood by unbounded numbers, for optimisers and for checks of the gradient. */
export function objective(rows: Rows, shape: Shape): Objective {
  return (at, slope) => {
    if (at.some((value) => Math.abs(value) > LARGEST)) return Number.NaN
    return logLikelihood(rows, readProcess(shape, at), { slope })
  }
}

/** Logarithms beyond this belong to a limit, which is a shape of its own. */
const LARGEST = 25

export function readProcess(shape: Shape, at: Float64Array): Process {
  const number = (index: number) => Math.exp(at[index] ?? 0)
  const purchases: Purchases =
    shape.purchases === 'gamma'
      ? { kind: 'gamma', r: number(0), alpha: number(1) }
      : { kind: 'common', rate: number(0) }
  return { purchases, dropOut: readDropOut(shape, at.subarray(shape.purchases === 'gamma' ? 2 : 1)) }
}

function readDropOut({ dropOut: kind, from }: Shape, at: Float64Array): DropOut {
  const [first = 0, second = 0] = at
  if (kind === 'none') return { kind }
  if (kind === 'beta') return { kind, a: Math.exp(first), b: Math.exp(second), from }
  if (kind === 'gamma') return { kind, s: Math.exp(first), beta: Math.exp(second) }
  return kind === 'rate' ? { kind, rate: Math.exp(first) } : { kind, share: shareOf(first), from }
}

/** Two believable shops: many who buy once and some who come often; and people more alike. Times in the unit of the rows. */
function ownStarts(rows: Rows, shape: Shape): number[][] {
  const { rate, length } = averages(rows)
  return [0.4, 3].map((r) => {
    const purchases = shape.purchases === 'gamma' ? [Math.log(r), Math.log(r / rate)] : [Math.log(rate)]
    return [...purchases, ...dropOutStart(shape.dropOut, { r, length })]
  })
}

function dropOutStart(kind: DropOut['kind'], { r, length }: { r: number; length: number }): number[] {
  const spread = r < 1 ? 0.8 : 3
  if (kind === 'beta') return [Math.log(spread), Math.log(4 * spread)]
  if (kind === 'gamma') return [Math.log(spread), Math.log(2 * spread * length)]
  if (kind === 'rate') return [-Math.log(2 * length)]
  return kind === 'none' ? [] : [-1.5]
}

/** Purchases a unit of time (a half added, so that none is not zero), and the mean time observed. */
function averages({ xs, times, xAt, endAt, weight, size }: Rows): { rate: number; length: number } {
  let [bought, observed, people] = [0.5, 0, 0]
  for (let row = 0; row < size; row += 1) {
    const w = weight[row] as number
    bought += w * (xs[xAt[row] as number] as number)
    observed += w * (times[endAt[row] as number] as number)
    people += w
  }
  const length = observed > 0 ? observed / people : 1
  return { rate: bought / (people * length), length }
}

function isTimed(dropOut: DropOut): dropOut is TimedDropOut {
  return dropOut.kind === 'gamma' || dropOut.kind === 'rate'
}
