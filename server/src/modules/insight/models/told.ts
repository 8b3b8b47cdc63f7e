/** Owns what is told of a fit: the trial on held-out time and the spending model, as they are kept and answered. */
import type { Trial } from './choose.ts'
import { dayOf } from './days.ts'
import { GUESSES, type Guess, type Score } from './hold-out.ts'
import { type Boundary, type Family, parametersOf } from './process.ts'
import { type SpendFit, spendIsUsable } from './spend.ts'

export type HoldOut = {
  /** The last day fitted to, and the last day judged. */
  calibrationEnd: string
  end: string
  weeks: number
  customers: number
  sampled: boolean
  best: Family
  betterGuess: Guess | null
  models: {
    family: Family
    logLikelihood: number
    converged: boolean
    parameters: Record<string, number>
    boundary: Boundary
  }[]
  scores: ({ name: Family | Guess; kind: 'model' | 'guess' } & Score)[]
}

export function holdOutOf(trial: Trial): HoldOut {
  const guesses = new Set<string>(GUESSES)
  return {
    calibrationEnd: dayOf(trial.calibrationEnd),
    end: dayOf(trial.end),
    weeks: trial.weeks,
    customers: trial.customers,
    sampled: trial.sampled,
    best: trial.best,
    betterGuess: trial.betterGuess,
    models: trial.fits.map(({ family, logLikelihood, converged, process, boundary }) => ({
      family,
      logLikelihood,
      converged,
      parameters: parametersOf(process),
      boundary,
    })),
    scores: trial.scores.map(({ name, score }) => ({
      name,
      kind: guesses.has(name) ? 'guess' : 'model',
      ...score,
    })),
  }
}

export type SpendFacts = {
  p: number
  q: number
  /** Reporting currency. */
  v: number
  logLikelihood: number
  repeaters: number
  correlation: number | null
  usable: boolean
}

export function spendOf(fit: SpendFit): SpendFacts {
  const { spend, logLikelihood, repeaters, correlation } = fit
  return { ...spend, logLikelihood, repeaters, correlation, usable: spendIsUsable(fit) }
}
