/** Visits over a stretch of time: the weeks before the story ends, and what happens while the clock is moved. */
import type { Person } from './people.ts'
import { type Random, seededRandom } from './random.ts'
import { type SiteEvent, makeVisit } from './visits.ts'

const day = 86_400_000
const visitsADay = 60
/** How many look around at each hour of Türkiye, midnight first; the evening is the busiest. */
const busyAt = [5, 2, 1, 1, 1, 1, 2, 4, 7, 9, 10, 10, 12, 11, 9, 9, 10, 11, 12, 14, 17, 18, 16, 10]
const busiest = Math.max(...busyAt)
const triesForMoment = 20
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
  const moments = Array.from({ length: count }, () =>
    waking(random, () => given.from.getTime() + random.next() * length),
  ).sort((one, other) => one - other)
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

/** A moment drawn by how busy its hour is: the last of some draws where only the night is left. */
function waking(random: Random, draw: () => number): number {
  let moment = draw()
  for (let tries = 0; tries < triesForMoment; tries += 1) {
    // Three hours ahead of UTC all year.
    const hour = (new Date(moment).getUTCHours() + 3) % 24
    if (random.chance((busyAt[hour] ?? 0) / busiest)) return moment
    moment = draw()
  }
  return moment
}
