/** Owns fitting a family of models and telling which edge of its parameter space was reached. */
import { fitProcess, type ProcessFit, type Shape } from './fit-process.ts'
import type { Boundary, DropOut, DropOutFrom, Family, Process } from './process.ts'
import { boundaryOf } from './process.ts'
import type { Rows } from './rows.ts'

export type FamilyFit = ProcessFit & { family: Family; boundary: Boundary }

/**
 * A simpler process whose log-likelihood lies no further below is the same answer: the numbers it does without are not
 * detectable. A hundredth is a likelihood ratio of 1.01, which no data can tell from 1.
 */
const SAME = 0.01

/** Up to so many rows every limit is fitted; beyond, only where the numbers look like an edge. */
const ALWAYS_ROWS = 4_000
/** Numbers outside this range look like an edge. */
const USUAL = { least: 0.02, most: 50 }

const families: Record<Family, { full: DropOut['kind']; common: DropOut['kind']; from: DropOutFrom }> = {
  bgnbd: { full: 'beta', common: 'share', from: 'repeat' },
  mbgnbd: { full: 'beta', common: 'share', from: 'first' },
  paretonbd: { full: 'gamma', common: 'rate', from: 'first' },
}

/** The simplest process of the family that explains the rows as well as the best; never throws on degenerate data. */
export function fitFamily(rows: Rows, family: Family): FamilyFit {
  const { full, common, from } = families[family]
  const whole = fitProcess(rows, { purchases: 'gamma', dropOut: full, from })
  const fits = [whole]
  if (rows.size <= ALWAYS_ROWS || looksLikeAnEdge(whole)) {
    for (const shape of limits({ full, common, from })) fits.push(fitProcess(rows, shape))
  }
  const sound = fits.filter((fit) => Number.isFinite(fit.logLikelihood))
  const best = Math.max(...sound.map((fit) => fit.logLikelihood))
  const simplest = sound
    .filter((fit) => fit.logLikelihood >= best - SAME)
    .reduce((one, other) => (simpler(other, one) ? other : one), whole)
  return { ...simplest, family, boundary: boundaryOf(simplest.process) }
}

/** Limits first by what is left out: the same log-likelihood with fewer numbers wins, at equal numbers the higher one. */
function limits({
  full,
  common,
  from,
}: {
  full: DropOut['kind']
  common: DropOut['kind']
  from: DropOutFrom
}) {
  const dropOuts: DropOut['kind'][] = ['none', common, 'split']
  const gamma = dropOuts.map((dropOut): Shape => ({ purchases: 'gamma', dropOut, from }))
  const alike = [...dropOuts, full].map((dropOut): Shape => ({ purchases: 'common', dropOut, from }))
  return [...gamma, ...alike]
}

function simpler(one: ProcessFit, than: ProcessFit): boolean {
  if (!Number.isFinite(than.logLikelihood)) return true
  return (
    one.numbers < than.numbers || (one.numbers === than.numbers && one.logLikelihood > than.logLikelihood)
  )
}

function looksLikeAnEdge({ process, converged }: ProcessFit): boolean {
  const unusual = (value: number) => !(value > USUAL.least && value < USUAL.most)
  return !converged || numbersWithoutUnit(process).some(unusual)
}

/** Shapes, whose size says something by itself; rates depend on the unit of time. */
function numbersWithoutUnit({ purchases, dropOut }: Process): number[] {
  const bought = purchases.kind === 'gamma' ? [purchases.r] : []
  if (dropOut.kind === 'beta') return [...bought, dropOut.a, dropOut.b]
  return dropOut.kind === 'gamma' ? [...bought, dropOut.s] : bought
}
