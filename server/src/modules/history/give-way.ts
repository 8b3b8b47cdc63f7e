/** Lets a rush of requests be answered first: the pipeline of the same process rests between turns while one is on. */

/** Events accepted within one window that make a rush: 2,500 a second. */
const rush = 500
const window = 200
/** Whatever goes on, a body waits at most about this long (ms) because of it, and a turn at most `longestRest`. */
const patience = 5_000
const longestRest = 1_000

const accepted = { since: Number.NEGATIVE_INFINITY, events: 0, before: 0 }

export function noteAccepted(events: number): void {
  turnWindow(performance.now())
  accepted.events += events
}

/** Rests as long as the rush lasts. `waited`: how long (ms) the oldest body of the last turn had been waiting. */
export async function giveWay(waited: number): Promise<void> {
  if (waited > patience) return
  const until = performance.now() + longestRest
  while (isRush() && performance.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, window / 2))
  }
}

function isRush(): boolean {
  turnWindow(performance.now())
  return Math.max(accepted.events, accepted.before) > rush
}

function turnWindow(now: number): void {
  const windows = Math.floor((now - accepted.since) / window)
  if (windows < 1) return
  accepted.before = windows === 1 ? accepted.events : 0
  accepted.events = 0
  accepted.since = now
}
