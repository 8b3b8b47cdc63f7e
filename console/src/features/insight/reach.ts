/** What a page of insight speaks of, as it stands in the address: period, comparison, store and segment. */
import { useNavigate, useSearch } from '@tanstack/react-router'

import { useSession } from '#/lib/session.ts'

export const periods = [
  'allTime',
  'days7',
  'days30',
  'days90',
  'days365',
  'thisMonth',
  'lastMonth',
  'thisYear',
  'lastYear',
  'custom',
] as const
export const comparisons = ['before', 'yearBefore', 'none'] as const
export type PeriodName = (typeof periods)[number]
export type Comparison = (typeof comparisons)[number]
export type Days = { from?: string; to?: string }

export type Reach = {
  period: PeriodName
  days: Days
  compare: Comparison
  storeId?: number
  segmentId?: string
}

type Search = Partial<Record<'period' | 'from' | 'to' | 'compare' | 'segment' | 'store', string | number>>

const lengths: Partial<Record<PeriodName, number>> = { days7: 7, days30: 30, days90: 90, days365: 365 }
const day = 86_400_000
const dayForm = /^\d{4}-\d{2}-\d{2}$/
const idForm = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/

/** First and last day (yyyy-MM-dd), both included; nothing for all time. `today` as the shop's calendar has it. */
export function daysOf(name: PeriodName, today: string): Days {
  const year = Number(today.slice(0, 4))
  if (name === 'thisYear') return { from: `${year}-01-01`, to: today }
  if (name === 'lastYear') return { from: `${year - 1}-01-01`, to: `${year - 1}-12-31` }
  if (name === 'thisMonth') return { from: `${today.slice(0, 7)}-01`, to: today }
  if (name === 'lastMonth') return monthBefore(today)
  const length = lengths[name]
  return length === undefined ? {} : { from: moved(today, 1 - length), to: today }
}

function monthBefore(today: string): Days {
  const last = moved(`${today.slice(0, 7)}-01`, -1)
  return { from: `${last.slice(0, 7)}-01`, to: last }
}

function moved(from: string, days: number): string {
  return new Date(Date.parse(`${from}T00:00:00Z`) + days * day).toISOString().slice(0, 10)
}

/** What is not usable in the address is left out, the rest holds. */
export function readReach(search: Search, today: string): Reach {
  const period = periods.find((known) => known === search.period) ?? 'allTime'
  const storeId = Number(search.store ?? Number.NaN)
  const segment = String(search.segment ?? '')
  return {
    period,
    days: period === 'custom' ? customDays(search) : daysOf(period, today),
    compare: comparisons.find((known) => known === search.compare) ?? 'before',
    ...(Number.isInteger(storeId) && storeId >= 0 && storeId < 65_536 && { storeId }),
    ...(idForm.test(segment) && { segmentId: segment }),
  }
}

function customDays({ from, to }: Search): Days {
  const said = (value: string | number | undefined): value is string => dayForm.test(String(value ?? ''))
  return { ...(said(from) && { from }), ...(said(to) && { to }) }
}

/** The reach with what a question of the API takes of it, and how to change the address. */
export function useReach() {
  const search: Search = useSearch({ strict: false })
  const navigate = useNavigate()
  const { data } = useSession()
  const zone = data?.shop?.timeZone ?? 'UTC'
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(new Date())
  const reach = readReach(search, today)
  const among = {
    ...(reach.storeId !== undefined && { storeId: reach.storeId }),
    ...(reach.segmentId !== undefined && { segmentId: reach.segmentId }),
  }
  /** Undefined takes a word out of the address. */
  const change = (part: Record<string, string | number | undefined>): void => {
    void navigate({ to: '.', search: (old: object) => ({ ...old, ...part }), replace: true })
  }
  return { reach, among, input: { ...reach.days, ...among }, change, today }
}

/** One word of the address that is one of a few; the first when it says nothing usable. */
export function useChoice<Value extends string>(
  name: string,
  values: readonly [Value, ...Value[]],
): [Value, (next: Value) => void] {
  const search: Record<string, unknown> = useSearch({ strict: false })
  const navigate = useNavigate()
  const chosen = values.find((value) => value === search[name]) ?? values[0]
  const choose = (next: Value): void => {
    const said = next === values[0] ? undefined : next
    void navigate({ to: '.', search: (old: object) => ({ ...old, [name]: said }), replace: true })
  }
  return [chosen, choose]
}
