/** Seasons and special days of Türkiye, as spans of days a report can name; movable days by table or rule. */

/** Both days included. `key` names it in the language files. */
export type Span = { key: string; from: string; to: string }

/** The law's bayrams and the beginning of Ramazan; beyond the table nothing is claimed. */
const moon: Record<
  number,
  { ramazan: string; ramazanBayrami: [string, string]; kurbanBayrami: [string, string] }
> = {
  2023: { ramazan: '03-23', ramazanBayrami: ['04-21', '04-23'], kurbanBayrami: ['06-28', '07-01'] },
  2024: { ramazan: '03-11', ramazanBayrami: ['04-10', '04-12'], kurbanBayrami: ['06-16', '06-19'] },
  2025: { ramazan: '03-01', ramazanBayrami: ['03-30', '04-01'], kurbanBayrami: ['06-06', '06-09'] },
  2026: { ramazan: '02-19', ramazanBayrami: ['03-20', '03-22'], kurbanBayrami: ['05-27', '05-30'] },
  2027: { ramazan: '02-08', ramazanBayrami: ['03-09', '03-11'], kurbanBayrami: ['05-16', '05-19'] },
  2028: { ramazan: '01-28', ramazanBayrami: ['02-26', '02-28'], kurbanBayrami: ['05-05', '05-08'] },
}

const dayLength = 86_400_000

/** Spans of the years, the narrower first: a day counts for the first span it lies in. */
export function specialSpans(years: readonly number[]): Span[] {
  return years.flatMap((year) => [...moonSpans(year), ...marketSpans(year)])
}

function moonSpans(year: number): Span[] {
  const known = moon[year]
  if (!known) return []
  const [start, end] = known.ramazanBayrami
  return [
    { key: 'ramazanBayrami', from: `${year}-${start}`, to: `${year}-${end}` },
    {
      key: 'kurbanBayrami',
      from: `${year}-${known.kurbanBayrami[0]}`,
      to: `${year}-${known.kurbanBayrami[1]}`,
    },
    { key: 'ramazan', from: `${year}-${known.ramazan}`, to: shift(`${year}-${start}`, -1) },
  ]
}

function marketSpans(year: number): Span[] {
  const mothers = nthSunday(year, 5, 2)
  const fathers = nthSunday(year, 6, 3)
  const friday = shift(nthWeekday(year, 11, { weekday: 4, nth: 4 }), 1)
  return [
    { key: 'newYear', from: `${year}-12-15`, to: `${year}-12-31` },
    { key: 'valentines', from: `${year}-02-07`, to: `${year}-02-14` },
    { key: 'womensDay', from: `${year}-03-05`, to: `${year}-03-08` },
    { key: 'mothersDay', from: shift(mothers, -7), to: mothers },
    { key: 'fathersDay', from: shift(fathers, -7), to: fathers },
    { key: 'blackFriday', from: shift(friday, -4), to: shift(friday, 3) },
    { key: 'elevenEleven', from: `${year}-11-09`, to: `${year}-11-12` },
    { key: 'teachersDay', from: `${year}-11-18`, to: `${year}-11-24` },
    { key: 'backToSchool', from: `${year}-08-20`, to: `${year}-09-15` },
  ]
}

function nthSunday(year: number, month: number, nth: number): string {
  return nthWeekday(year, month, { weekday: 0, nth })
}

/** `weekday` 0 is Sunday. */
function nthWeekday(year: number, month: number, { weekday, nth }: { weekday: number; nth: number }): string {
  const first = Date.UTC(year, month - 1, 1)
  const ahead = (weekday - new Date(first).getUTCDay() + 7) % 7
  return new Date(first + (ahead + (nth - 1) * 7) * dayLength).toISOString().slice(0, 10)
}

function shift(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * dayLength).toISOString().slice(0, 10)
}
