/** Owns the way from a wall-clock time in an IANA zone to the instant, with gaps and overlaps defined. */

const MINUTE = 60_000
const DAY = 86_400_000
const QUARTER = 15 * MINUTE
const CACHE_LIMIT = 50_000

/** A function from local milliseconds (the wall clock read as if it were UTC) to milliseconds since 1970 UTC. */
export type ToInstant = (local: number) => number

/** Whether the runtime knows the IANA zone. */
export function isTimeZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== ''
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}

/**
 * Resolver for one zone. A time that occurs twice (clocks set back) is its first occurrence; a time that never
 * occurs (clocks set forward) is moved on by the length of the gap, as if the clock had not been set yet.
 * Offsets are remembered by quarter of an hour, since every zone changes on one.
 * @throws {RangeError} for an unknown zone
 */
export function resolverFor(zone: string): ToInstant {
  const known = resolvers.get(zone)
  if (known !== undefined) return known
  const resolver = zone === 'UTC' ? (local: number) => local : newResolver(zone)
  resolvers.set(zone, resolver)
  return resolver
}

/** One per zone of the IANA table, since making one costs far more than using it. */
const resolvers = new Map<string, ToInstant>()

function newResolver(zone: string): ToInstant {
  const offsetAt = offsetReader(zone)
  const known = new Map<number, number>()
  return (local) => {
    const quarter = Math.floor(local / QUARTER)
    const cached = known.get(quarter)
    if (cached !== undefined) return local - cached
    const offset = offsetOfLocal(quarter * QUARTER, offsetAt)
    if (known.size >= CACHE_LIMIT) known.clear()
    known.set(quarter, offset)
    return local - offset
  }
}

function offsetOfLocal(local: number, offsetAt: (instant: number) => number): number {
  const before = offsetAt(local - DAY)
  const after = offsetAt(local + DAY)
  const fitting = [before, after].filter((offset) => offsetAt(local - offset) === offset)
  return fitting.length === 0 ? before : Math.max(...fitting)
}

function offsetReader(zone: string): (instant: number) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    era: 'short',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  return (instant) => {
    const at: Record<string, number> = {}
    for (const { type, value } of format.formatToParts(instant)) at[type] = Number(value)
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = at
    return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(instant / 1000) * 1000
  }
}
