/** Churn of months from changes of who is not lost: pure. */
import { type Interval, wilsonInterval } from './intervals.ts'

export type ChurnMonth = {
  month: string
  exposed: number
  lost: number
  rate: number
  interval: Interval
  partial: boolean
}

/** So many who were not lost from one month to another (year × 12 + month), and whether they were lost in that one. */
export type ChurnSpan = { since: number; until: number; lost: 0 | 1; n: number }

/** Every month somebody could be lost in, oldest first, up to the one the reference day lies in. */
export function churnMonths(spans: readonly ChurnSpan[], reference: string): ChurnMonth[] {
  const byMonth = changesOf(spans)
  const end = monthNumber(reference)
  const months: ChurnMonth[] = []
  let exposed = 0
  const start = Math.min(...byMonth.keys(), end + 1)
  for (let month = start; month <= end; month += 1) {
    exposed += byMonth.get(month)?.change ?? 0
    const lost = byMonth.get(month)?.lost ?? 0
    if (exposed === 0) continue
    const interval = wilsonInterval({ hits: lost, n: exposed })
    months.push({
      month: monthText(month),
      exposed,
      lost,
      rate: lost / exposed,
      interval,
      partial: month === end,
    })
  }
  return months
}

type Change = { change: number; lost: number }

/** By month: how many more are not lost when it begins than when the one before did, and how many of them it loses. */
function changesOf(spans: readonly ChurnSpan[]): Map<number, Change> {
  const byMonth = new Map<number, Change>()
  const add = (month: number, { change, lost }: Change): void => {
    const known = byMonth.get(month) ?? { change: 0, lost: 0 }
    byMonth.set(month, { change: known.change + change, lost: known.lost + lost })
  }
  for (const { since, until, lost, n } of spans) {
    add(since + 1, { change: n, lost: 0 })
    add(until + 1, { change: -n, lost: 0 })
    add(until, { change: 0, lost: lost && until > since ? n : 0 })
  }
  return byMonth
}

function monthNumber(day: string): number {
  return Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7))
}

function monthText(month: number): string {
  const of = (month - 1) % 12
  return `${String((month - 1 - of) / 12).padStart(4, '0')}-${String(of + 1).padStart(2, '0')}`
}
