/** The only place that knows what time it is; everything else is handed a clock, so that tests and the demo move time. */

export type Clock = { now(): Date }

export const systemClock: Clock = { now: () => new Date() }

/** A clock that stands at `start` until moved; for tests. */
export function standingClock(start: Date): Clock & { move(milliseconds: number): void } {
  let time = start.getTime()
  return {
    now: () => new Date(time),
    move: (milliseconds) => {
      time += milliseconds
    },
  }
}

/** A clock that runs with the system but is ahead by a distance that can grow; for the demo. */
export function shiftedClock(shift = 0): Clock & { shift(): number; setShift(milliseconds: number): void } {
  let ahead = shift
  return {
    now: () => new Date(Date.now() + ahead),
    shift: () => ahead,
    setShift: (milliseconds) => {
      ahead = milliseconds
    },
  }
}
