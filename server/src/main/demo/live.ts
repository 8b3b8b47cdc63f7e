/** Customers that live: every few seconds one visits the shop, and everything they do arrives through the public API. */
import type { Log } from '#/platform/log.ts'
import type { Clock } from '#/platform/clock.ts'

import type { Person } from './people.ts'
import { seededRandom } from './random.ts'
import { makeVisit } from './visits.ts'

type Living = {
  url: string
  writeKey: string
  clock: Clock
  log: Log
  people: readonly Person[]
  start: Date
}

const shortestPause = 1_500
const longestPause = 6_000

export function startLiving(living: Living): { stop(): void } {
  const random = seededRandom(living.clock.now().getTime() % 2_147_483_647)
  let timer: NodeJS.Timeout | undefined
  let stopped = false
  const next = (): void => {
    if (stopped) return
    timer = setTimeout(() => void visit().finally(next), random.whole(shortestPause, longestPause))
  }
  const visit = async (): Promise<void> => {
    const at = living.clock.now()
    const person = random.chance(0.62) ? random.pick(living.people) : null
    const orderNumber = `W${at.getTime().toString(36).toUpperCase()}`
    const { events } = makeVisit(random, { person, at, start: living.start, url: living.url, orderNumber })
    await send(living, events, at)
  }
  next()
  return {
    stop: () => {
      stopped = true
      clearTimeout(timer)
    },
  }
}

/** Whether a batch was taken in; a shop that cannot be reached just now is tried with the next visitor. */
export async function send(
  living: Pick<Living, 'url' | 'writeKey' | 'log'>,
  batch: readonly object[],
  sentAt: Date,
): Promise<boolean> {
  try {
    const answer = await fetch(`${living.url}/v1/batch`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Basic ${Buffer.from(`${living.writeKey}:`).toString('base64')}`,
      },
      body: JSON.stringify({ batch, sentAt: sentAt.toISOString() }),
    })
    if (!answer.ok) living.log.warn({ status: answer.status }, 'the sample shop’s visitor was not taken in')
    return answer.ok
  } catch (error) {
    living.log.warn({ error }, 'the sample shop’s visitor found the door closed')
    return false
  }
}
