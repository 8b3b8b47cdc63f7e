/** A measure of a period as people are shown it: value, sample, interval, change and whether that is noise. */
import type { MeasureName } from '@vefa/contract'

import { type Facts, type Measure, type MeasureKind, measureList, MEASURES } from './measures.ts'
import { type Change, changeOf, type Interval, intervalOf } from './noise.ts'

export type Figure = {
  measure: MeasureName
  kind: MeasureKind
  good: Measure['good']
  value: string | null
  sample: number
  interval: Interval | null
  covered: number | null
  before: string | null
  change: Interval | null
  verdict: Change['verdict'] | null
}

export function figureOf(name: MeasureName, now: Facts, before: Facts | null): Figure {
  const measure = MEASURES[name]
  const value = measure.value(now)
  const past = before && measure.value(before)
  const change = before && value !== null && past !== null ? changeBetween(measure, now, before) : null
  return {
    measure: name,
    kind: measure.kind,
    good: measure.good,
    value,
    sample: measure.sample(now),
    interval: value === null ? null : intervalOf(measure.method?.(now)),
    covered: measure.covered?.(now) ?? null,
    before: past,
    change: change && change.interval,
    verdict: change && change.verdict,
  }
}

function changeBetween(measure: Measure, now: Facts, before: Facts): Change | null {
  return changeOf(measure.method?.(now), measure.method?.(before))
}

export function figuresFrom(now: Facts, before: Facts | null): Figure[] {
  return measureList.map((name) => figureOf(name, now, before))
}
