/** Keeps segments right as long as a worker lives: woken by what happens and by the clock, silent otherwise. */
import { arrivalsChannel } from '#/modules/history/index.ts'
import type { App } from '#/platform/app.ts'
import type { Background } from '#/platform/room.ts'

import { runRound } from './round.ts'

/** What happens within so long (ms) is looked at together. */
const gather = 200
/**
 * The same where there is no segment: profiles are copied for questions to come, and what arrives is only let go. Where much
 * changes, rounds take a fifth of the time, so that in a rush a profile is copied once and not each time it changes.
 */
const gatherUnwatched = { least: 2_000, most: 6_000 }
const restUnwatched = 4
/** What the clock alone changes may wait longer: where much happened, something leaves a rolling window at every moment. */
const gatherByClock = 1_000
/** The clock may be moved (the sample shop's is), so a moment to come is looked at again at least this often (ms). */
const longestNap = 2_000
const firstPause = 200
const longestPause = 10_000

type State = {
  stopped: boolean
  /** When the next round begins (ms of this process); undefined: nothing has happened. */
  beginsAt: number | undefined
  dueAt: Date | null
  /** How long (ms) what happens is gathered. */
  gather: number
  wake(): void
}

export async function runSegments(app: App): Promise<Background> {
  const state: State = { stopped: false, beginsAt: 0, dueAt: null, gather, wake: () => undefined }
  const rouse = (wait: number): void => {
    begin(state, wait)
    state.wake()
  }
  const ear = app.signals.listen(arrivalsChannel, {
    hear: (payload) => rouse(payload === 'build' ? 0 : state.gather),
    onOpen: () => rouse(gather),
  })
  const working = work(app, state)
  return {
    stop: async () => {
      state.stopped = true
      ear.close()
      state.wake()
      await working
    },
  }
}

/** Within so long (ms), or sooner where it was to be sooner. */
function begin(state: State, wait: number): void {
  state.beginsAt = Math.min(state.beginsAt ?? Number.POSITIVE_INFINITY, performance.now() + wait)
}

async function work(app: App, state: State): Promise<void> {
  let pause = firstPause
  while (!state.stopped) {
    try {
      await untilNeeded(app, state)
      if (state.stopped) return
      const since = performance.now()
      const { more, dueAt, watched } = await runRound(app)
      const rest = watched ? 0 : Math.min((performance.now() - since) * restUnwatched, gatherUnwatched.most)
      state.dueAt = dueAt
      state.gather = watched ? gather : Math.max(rest, gatherUnwatched.least)
      if (more) begin(state, rest)
      pause = firstPause
    } catch (error) {
      app.log.warn(
        { error, pause },
        'segments could not be looked at; what has changed is kept and tried again',
      )
      await nap(state, pause)
      begin(state, 0)
      pause = Math.min(pause * 2, longestPause)
    }
  }
}

/** Waits for a signal or the clock, and until what happens at the same time has been heard of too. */
async function untilNeeded(app: App, state: State): Promise<void> {
  while (!state.stopped) {
    const now = performance.now()
    if (state.beginsAt !== undefined && state.beginsAt <= now) break
    if (state.beginsAt === undefined && isDue(app, state)) begin(state, gatherByClock)
    await nap(state, state.beginsAt === undefined ? napLength(app, state) : state.beginsAt - now)
  }
  state.beginsAt = undefined
}

/** Until the clock is to be looked at; undefined: it never is. */
function napLength(app: App, { dueAt }: State): number | undefined {
  return dueAt ? Math.min(dueAt.getTime() - app.clock.now().getTime(), longestNap) : undefined
}

function isDue(app: App, { dueAt }: State): boolean {
  return dueAt !== null && dueAt <= app.clock.now()
}

/** Until woken, or so long (ms). */
function nap(state: State, milliseconds: number | undefined): Promise<void> {
  return new Promise((resolve) => {
    const timer = milliseconds === undefined ? undefined : setTimeout(resolve, Math.max(0, milliseconds))
    state.wake = () => {
      clearTimeout(timer)
      resolve()
    }
  })
}
