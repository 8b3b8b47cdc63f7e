/** Owns finding the maximum of a smooth function of a few unbounded numbers by BFGS with a real convergence test. */

/** The value at `at`; writes the gradient into `slope`. A value that is not finite means "outside". */
export type Objective = (at: Float64Array, slope: Float64Array) => number

export type Maximum = {
  at: Float64Array
  value: number
  /** Largest absolute derivative at the end. */
  slope: number
  converged: boolean
  evaluations: number
  /** The approximate inverse of minus the Hessian, to go on from with more data. */
  inverse: Float64Array[]
}

const MAX_STEPS = 300
/** Derivatives by logarithms below this share of the value are rounding. */
const SLOPE_TOLERANCE = 1e-10
/** Relative change of the value that counts as standing still, and how often in a row. */
const CHANGE_TOLERANCE = 1e-13
const STILL_STEPS = 3
/** Standing still with a slope beyond this share of the value is not convergence. */
const LOOSE_SLOPE = 1e-7
/** A step that promises less of the value than the first is not worth it; one that fails and promised less than the second met rounding. */
const RISE_TOLERANCE = 1e-14
const ROUNDING = 1e-11
const ROUGH_RISE = 1e-7
/** One step changes no logarithm by more than this. */
const LONGEST_STEP = 2

type State = { at: Float64Array; slope: Float64Array; value: number }

/** Where the search is: the best point, its matrix, and whether that matrix has learned anything yet. */
type Walk = { now: State; inverse: Float64Array[]; fresh: boolean; still: number }
type Look = (at: Float64Array) => State

/**
 * Quasi-Newton with the dense inverse Hessian (Nocedal & Wright 2006, algorithm 6.1), backtracking by the Armijo rule.
 * `known` is a first guess of that matrix, `least` the rise of a step not worth it, as a share of the value. Converged when the
 * gradient is rounding, or when the value stands still and the gradient is small beside it.
 */
export function maximise(
  objective: Objective,
  start: readonly number[],
  { known, least = RISE_TOLERANCE }: { known?: readonly Float64Array[]; least?: number } = {},
): Maximum {
  let evaluations = 0
  const look = (at: Float64Array): State => {
    evaluations += 1
    const slope = new Float64Array(at.length)
    return { at, slope, value: objective(at, slope) }
  }
  const inverse = known?.map((row) => row.slice()) ?? identity(start.length)
  const walk: Walk = { now: look(Float64Array.from(start)), inverse, fresh: known === undefined, still: 0 }
  for (let step = 0; step < MAX_STEPS && !arrived(walk.now, walk.still); step += 1) {
    if (!advance(walk, look, least)) break
  }
  const { at, value } = walk.now
  const slope = largest(walk.now.slope)
  const converged = Number.isFinite(value) && slope <= LOOSE_SLOPE * (1 + Math.abs(value))
  return { at, value, slope, converged, evaluations, inverse: walk.inverse }
}

function arrived({ value, slope }: State, still: number): boolean {
  if (!Number.isFinite(value)) return true
  return largest(slope) <= SLOPE_TOLERANCE * (1 + Math.abs(value)) || still >= STILL_STEPS
}

/** One step; false where none is worth it. A step that fails is tried once more from a matrix that knows nothing. */
function advance(walk: Walk, look: Look, least: number): boolean {
  const { now, fresh } = walk
  const scale = 1 + Math.abs(now.value)
  const direction = bounded(directionOf(walk.inverse, now.slope))
  const rise = dot(direction, now.slope)
  if (!fresh && rise <= least * scale) return false
  const next = lineSearch(look, now, direction)
  if (next === null) {
    walk.inverse = identity(now.at.length)
    walk.fresh = true
    return !fresh && rise > ROUNDING * scale
  }
  walk.still = next.value - now.value <= CHANGE_TOLERANCE * scale ? walk.still + 1 : 0
  walk.inverse = updated(fresh ? null : walk.inverse, now, next)
  walk.fresh = false
  walk.now = next
  return true
}

/** Looks from several starts without care for the last digits; the best of them. */
export function explore(objective: Objective, starts: readonly (readonly number[])[]): Maximum {
  return starts
    .map((start) => maximise(objective, start, { least: ROUGH_RISE }))
    .reduce((one, other) => (other.value > one.value || !Number.isFinite(one.value) ? other : one))
}

/** Goes on from the optimum of a part of the data, whose curvature scaled to the whole leaves a few steps to do. */
export function refine(whole: Objective, rough: Maximum, part: number): Maximum {
  const known = rough.inverse.map((row) => row.map((value) => value * part))
  return maximise(whole, [...rough.at], { known })
}

function lineSearch(look: Look, from: State, direction: Float64Array): State | null {
  const rise = dot(direction, from.slope)
  if (!(rise > 0)) return null
  for (let length = 1; length > 1e-12; length *= 0.4) {
    const next = look(from.at.map((value, index) => value + length * (direction[index] ?? 0)))
    const finite = Number.isFinite(next.value) && next.slope.every(Number.isFinite)
    if (finite && next.value >= from.value + 1e-4 * length * rise) return next
  }
  return null
}

/** The BFGS update of the inverse of minus the Hessian; the first one scales the identity (Nocedal & Wright 6.20). */
function updated(inverse: Float64Array[] | null, from: State, to: State): Float64Array[] {
  const s = to.at.map((value, index) => value - (from.at[index] ?? 0))
  const y = to.slope.map((value, index) => (from.slope[index] ?? 0) - value)
  const sy = dot(s, y)
  if (!(sy > 1e-300)) return inverse ?? identity(s.length)
  const base = inverse ?? identity(s.length, sy / dot(y, y))
  const hy = base.map((row) => dot(row, y))
  const factor = 1 + dot(y, Float64Array.from(hy)) / sy
  return base.map((row, i) =>
    row.map((value, j) => {
      const si = s[i] ?? 0
      const sj = s[j] ?? 0
      return value + (factor * si * sj - (hy[i] ?? 0) * sj - si * (hy[j] ?? 0)) / sy
    }),
  )
}

function directionOf(inverse: readonly Float64Array[], slope: Float64Array): Float64Array {
  const direction = Float64Array.from(inverse, (row) => dot(row, slope))
  return dot(direction, slope) > 0 ? direction : slope.slice()
}

function bounded(direction: Float64Array): Float64Array {
  const longest = largest(direction)
  return longest > LONGEST_STEP ? direction.map((value) => (value * LONGEST_STEP) / longest) : direction
}

function identity(size: number, scale = 1): Float64Array[] {
  return Array.from({ length: size }, (_, i) => {
    const row = new Float64Array(size)
    row[i] = scale
    return row
  })
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let index = 0; index < a.length; index += 1) sum += (a[index] ?? 0) * (b[index] ?? 0)
  return sum
}

function largest(values: Float64Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
}
