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

/** `month`: year × 12 + month. */
export type ChurnChange = { month: number; change: number; lost: number }

/** Every month somebody could be lost in, oldest first, up to the one the reference day lies in. */
export function churnMonths(changes: readonly ChurnChange[], reference: string): ChurnMonth[] {
  const byMonth = new Map(changes.map((change) => [change.month, change]))
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

function monthNumber(day: string): number {
  return Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7))
}

function monthText(month: number): string {
  const of = (month - 1) % 12
  return `${String((month - 1 - of) / 12).padStart(4, '0')}-${String(of + 1).padStart(2, '0')}`
}
