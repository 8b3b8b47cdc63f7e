/** Moving the sample shop's clock: what would have happened in the meantime happens, through the public API. */
import type { Person } from './people.ts'
import { seededRandom } from './random.ts'
import { type SiteEvent, makeVisit } from './visits.ts'

const day = 86_400_000
const visitsADay = 60
/** Under the intake's limit of 500 KB a batch. */
const batchSize = 150

/** The visits between two moments, as batches of events in order. */
export function visitsBetween(given: {
  from: Date
  until: Date
  people: readonly Person[]
  start: Date
  url: string
}): SiteEvent[][] {
  const random = seededRandom(given.from.getTime() % 2_147_483_647)
  const length = given.until.getTime() - given.from.getTime()
  const count = Math.round((length / day) * visitsADay)
  const moments = Array.from({ length: count }, () => given.from.getTime() + random.next() * length).sort(
    (one, other) => one - other,
  )
  const events = moments.flatMap((time) => {
    const at = new Date(time)
    const person = random.chance(0.62) ? random.pick(given.people) : null
    return makeVisit(random, {
      person,
      at,
      start: given.start,
      url: given.url,
      orderNumber: `W${time.toString(36).toUpperCase().replace('.', '')}`,
    }).events
  })
  const batches: SiteEvent[][] = []
  for (let at = 0; at < events.length; at += batchSize) batches.push(events.slice(at, at + batchSize))
  return batches
}
