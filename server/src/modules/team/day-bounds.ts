/** When a calendar day begins and ends in a time zone, daylight saving included. */

/** `end` is the first moment after the day. A day of an unknown time zone throws. */
export function dayBounds(day: string, timeZone: string): { start: Date; end: Date } {
  const next = new Date(`${day}T00:00:00Z`)
  next.setUTCDate(next.getUTCDate() + 1)
  const start = startOf(day, timeZone)
  // The last day of four-figure years has no day after it that could be written the same way.
  if (next.getUTCFullYear() > 9999) return { start, end: new Date('9999-12-31T23:59:59.999Z') }
  return { start, end: startOf(next.toISOString().slice(0, 10), timeZone) }
}

/** Midnight as the wall clock shows it, or the first moment after a midnight that daylight saving skips. */
function startOf(day: string, timeZone: string): Date {
  const wall = Date.parse(`${day}T00:00:00Z`)
  const guess = wall - offsetAt(wall, timeZone)
  const start = wall - offsetAt(guess, timeZone)
  const shows = start + offsetAt(start, timeZone)
  return new Date(shows < wall ? start + (wall - shows) : start)
}

/** Wall clock minus UTC in milliseconds at a moment. */
function offsetAt(moment: number, timeZone: string): number {
  const parts = formatOf(timeZone).formatToParts(moment)
  const value = (type: string): number => Number(parts.find((part) => part.type === type)?.value)
  const wall = Date.UTC(
    value('year'),
    value('month') - 1,
    value('day'),
    value('hour'),
    value('minute'),
    value('second'),
  )
  return wall - Math.floor(moment / 1000) * 1000
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** Making one costs a hundred times what using it does. */
function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  })
  formats.set(timeZone, made)
  return made
}
