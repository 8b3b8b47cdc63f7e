/** The period in the address: a named one, turned into days in the shop's zone. */
import { useNavigate, useSearch } from '@tanstack/react-router'

import { useSession } from '#/lib/session.ts'

export const periods = ['allTime', 'days30', 'days90', 'days365', 'thisYear'] as const
export type PeriodName = (typeof periods)[number]

const lengths: Partial<Record<PeriodName, number>> = { days30: 30, days90: 90, days365: 365 }
const day = 86_400_000

/** First and last day (yyyy-MM-dd), both included; nothing for all time. */
export function daysOf(name: PeriodName, today: string): { from?: string; to?: string } {
  if (name === 'thisYear') return { from: `${today.slice(0, 4)}-01-01`, to: today }
  const length = lengths[name]
  if (length === undefined) return {}
  const first = new Date(Date.parse(`${today}T00:00:00Z`) - (length - 1) * day)
  return { from: first.toISOString().slice(0, 10), to: today }
}

export function usePeriod() {
  const search: { period?: string } = useSearch({ strict: false })
  const navigate = useNavigate()
  const { data } = useSession()
  const name = periods.find((known) => known === search.period) ?? 'allTime'
  const zone = data?.shop?.timeZone ?? 'UTC'
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(new Date())
  const choose = (next: PeriodName): void => {
    void navigate({
      to: '.',
      search: (old: object) => ({ ...old, period: next === 'allTime' ? undefined : next }),
    })
  }
  return { name, days: daysOf(name, today), choose }
}
