/** Owns the verdict on an experiment of two arms: the split first, then the difference, then what may be said of it. */
import {
  type Interval,
  newcombeInterval,
  type Proportion,
  type SampleMean,
  sampleRatioTest,
  twoProportionTest,
  welchTest,
} from './intervals.ts'
import { sequentialTest } from './sequential.ts'

export type Arms =
  | { kind: 'share'; treatment: Proportion; control: Proportion }
  | { kind: 'mean'; treatment: SampleMean; control: SampleMean }

export type Experiment = Arms & {
  /** Intended shares of treatment and control, in any unit. */
  split: readonly [treatment: number, control: number]
  /** The least difference worth acting on, in the unit of the measure; above zero. */
  smallest: number
  /** People per arm the plan asks for. */
  plannedPerArm: number
  /** `often`: whenever one likes, by the sequential test. `once`: when the plan is reached, by the ordinary one. */
  looks: 'once' | 'often'
  /** Whether more is better; false for returns, complaints and the like. */
  moreIsBetter: boolean
  alpha?: number
}

export const DECISIONS = [
  /** The arms have other sizes than intended: something else than chance sorted people, and nothing may be read. */
  'split_broken',
  'too_few',
  /** To be looked at once, and the plan is not reached. */
  'not_yet',
  'better',
  'worse',
  /** Smaller than what is worth acting on, either way. */
  'equal_enough',
  'keep_running',
  /** The plan is reached, and what was found is inside the noise. */
  'no_difference_found',
] as const
export type Decision = (typeof DECISIONS)[number]

export type Outcome = {
  difference: number
  /** Of the control's value; null where that is zero. */
  relative: number | null
  interval: Interval
  p: number
  method: 'newcombe' | 'welch' | 'sequential'
}

export type Verdict = {
  decision: Decision
  ratio: { chiSquare: number; p: number; broken: boolean; expectedShare: number; share: number }
  /** Null where nothing may be read. */
  outcome: Outcome | null
  /** People in the smaller arm, and how many more the plan asks for. */
  people: number
  missing: number
}

/** Fewer in an arm, or fewer of either answer, and the approximations do not hold. */
const LEAST_PEOPLE = 30
const LEAST_ANSWERS = 5

/** The ordinary outcome: Newcombe's interval and the pooled z for shares, Welch for means; null where it cannot be told. */
export function fixedOutcome(arms: Arms, alpha = 0.05): Outcome | null {
  if (arms.kind === 'mean') {
    const result = welchTest(arms.treatment, arms.control, 1 - alpha)
    if (result === null) return null
    const { difference, interval, p } = result
    return { difference, relative: relativeOf(difference, arms.control.mean), interval, p, method: 'welch' }
  }
  const { treatment, control } = arms
  const base = control.hits / control.n
  const difference = treatment.hits / treatment.n - base
  return {
    difference,
    relative: relativeOf(difference, base),
    interval: newcombeInterval(treatment, control, 1 - alpha),
    p: twoProportionTest(treatment, control).p,
    method: 'newcombe',
  }
}

export function judgeExperiment(experiment: Experiment): Verdict {
  const { treatment, control, split, plannedPerArm, looks } = experiment
  const { chiSquare, p, broken } = sampleRatioTest([treatment.n, control.n], split)
  const people = Math.min(treatment.n, control.n)
  const whole = treatment.n + control.n
  const missing = Math.max(0, plannedPerArm - people)
  const facts = {
    ratio: {
      chiSquare,
      p,
      broken,
      expectedShare: split[0] / (split[0] + split[1]),
      share: whole > 0 ? treatment.n / whole : 0,
    },
    people,
    missing,
  }
  const silent = (decision: Decision): Verdict => ({ decision, outcome: null, ...facts })
  if (broken) return silent('split_broken')
  if (!enough(experiment)) return silent('too_few')
  if (looks === 'once' && missing > 0) return silent('not_yet')
  const outcome =
    looks === 'once' ? fixedOutcome(experiment, experiment.alpha) : sequentialOutcome(experiment)
  if (outcome === null) return silent('too_few')
  return { decision: decisionOf(experiment, outcome, missing), outcome, ...facts }
}

function decisionOf(
  { smallest, moreIsBetter }: Experiment,
  { interval }: Outcome,
  missing: number,
): Decision {
  if (interval.low > 0) return moreIsBetter ? 'better' : 'worse'
  if (interval.high < 0) return moreIsBetter ? 'worse' : 'better'
  if (interval.low > -smallest && interval.high < smallest) return 'equal_enough'
  return missing > 0 ? 'keep_running' : 'no_difference_found'
}

function sequentialOutcome(experiment: Experiment): Outcome | null {
  const { smallest, alpha = 0.05 } = experiment
  const { difference, base, variance } = momentsOf(experiment)
  const result = sequentialTest({ difference, variance, smallest, alpha })
  return result && { difference, relative: relativeOf(difference, base), ...result, method: 'sequential' }
}

function momentsOf(arms: Arms): { difference: number; base: number; variance: number } {
  if (arms.kind === 'mean') {
    const { treatment, control } = arms
    return {
      difference: treatment.mean - control.mean,
      base: control.mean,
      variance: treatment.variance / treatment.n + control.variance / control.n,
    }
  }
  const [one, base] = [arms.treatment.hits / arms.treatment.n, arms.control.hits / arms.control.n]
  const variance = (one * (1 - one)) / arms.treatment.n + (base * (1 - base)) / arms.control.n
  return { difference: one - base, base, variance }
}

function enough(arms: Arms): boolean {
  if (Math.min(arms.treatment.n, arms.control.n) < LEAST_PEOPLE) return false
  if (arms.kind === 'mean') return true
  const hits = arms.treatment.hits + arms.control.hits
  return Math.min(hits, arms.treatment.n + arms.control.n - hits) >= LEAST_ANSWERS
}

function relativeOf(difference: number, base: number): number | null {
  return base === 0 ? null : difference / base
}
