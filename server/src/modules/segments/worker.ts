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

type State = { stopped: boolean; woken: boolean; hurried: boolean; dueAt: Date | null; wake(): void }

export async function runSegments(app: App): Promise<Background> {
  const state: State = { stopped: false, woken: true, hurried: true, dueAt: null, wake: () => undefined }
  const rouse = (hurried: boolean): void => {
    state.woken = true
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
      if (more) Object.assign(state, { woken: true, hurried: true })
      pause = firstPause
    } catch (error) {
      app.log.warn(
        { error, pause },
        'segments could not be looked at; what has changed is kept and tried again',
      )
      await nap(state, pause)
      Object.assign(state, { woken: true, hurried: true })
      pause = Math.min(pause * 2, longestPause)
    }
  }
}

/** Waits for a signal, and then a moment for others; or for the clock. */
async function untilNeeded(app: App, state: State): Promise<void> {
  while (!state.stopped && !state.woken) {
    if (isDue(app, state)) break
    const rest = state.dueAt ? state.dueAt.getTime() - app.clock.now().getTime() : undefined
    await nap(state, rest === undefined ? undefined : Math.min(rest, longestNap))
  }
  if (!state.hurried && !state.stopped) await new Promise((resolve) => setTimeout(resolve, gather))
  state.woken = false
  state.hurried = false
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
