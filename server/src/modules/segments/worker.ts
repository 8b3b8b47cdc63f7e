/** Keeps segments right as long as a worker lives: woken by what happens and by the clock, silent otherwise. */
import { arrivalsChannel } from '#/modules/history/index.ts'
import type { App } from '#/platform/app.ts'
import type { Background } from '#/platform/room.ts'

import { runRound } from './round.ts'

/** What happens within so long (ms) is looked at together. */
const gather = 300
/** The clock may be moved (the sample shop's is), so a moment to come is looked at again at least this often (ms). */
const longestNap = 2_000
const firstPause = 200
const longestPause = 10_000

type State = {
  stopped: boolean
  /** When the first of what is not looked at yet was heard of (ms of this process); undefined: nothing. */
  wokenAt: number | undefined
  hurried: boolean
  dueAt: Date | null
  wake(): void
}

export async function runSegments(app: App): Promise<Background> {
  const state: State = { stopped: false, wokenAt: 0, hurried: true, dueAt: null, wake: () => undefined }
  const rouse = (hurried: boolean): void => {
    state.wokenAt ??= performance.now()
    state.hurried ||= hurried
    state.wake()
  }
  const ear = app.signals.listen(arrivalsChannel, {
    hear: (payload) => rouse(payload === 'build'),
    onOpen: () => rouse(false),
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

async function work(app: App, state: State): Promise<void> {
  let pause = firstPause
  while (!state.stopped) {
    try {
      await untilNeeded(app, state)
      if (state.stopped) return
      const { more, dueAt } = await runRound(app)
      state.dueAt = dueAt
      if (more) Object.assign(state, { wokenAt: 0, hurried: true })
      pause = firstPause
    } catch (error) {
      app.log.warn(
        { error, pause },
        'segments could not be looked at; what has changed is kept and tried again',
      )
      await nap(state, pause)
      Object.assign(state, { wokenAt: 0, hurried: true })
      pause = Math.min(pause * 2, longestPause)
    }
  }
}

/** Waits for a signal or the clock, and until what happens at the same time has been heard of too. */
async function untilNeeded(app: App, state: State): Promise<void> {
  while (!state.stopped && state.wokenAt === undefined) {
    if (isDue(app, state)) state.wokenAt = performance.now()
    else await nap(state, napLength(app, state))
  }
  const rest = gather - (performance.now() - (state.wokenAt ?? 0))
  if (!state.hurried && !state.stopped && rest > 0) await new Promise((resolve) => setTimeout(resolve, rest))
  state.wokenAt = undefined
  state.hurried = false
}

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
