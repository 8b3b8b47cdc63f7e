/** Keeps the pipeline going as long as a worker lives: woken when something is accepted, silent otherwise. */
import type { App } from '#/platform/app.ts'
import { tellLive } from '#/platform/live/index.ts'
import type { Background } from '#/platform/room.ts'

import { finishFolds } from './fold-merges.ts'
import { giveWay } from './give-way.ts'
import { createKnownCustomers, type KnownCustomers } from './known-customers.ts'
import { intakeChannel, isIntakeEmpty } from './store.ts'
import { takeTurn, type TurnApp } from './turn.ts'

/** Events a turn should carry; fewer bodies are claimed when they are large. */
const aim = 10_000
const mostBodies = 2_000
/**
 * Small turns begin so far apart (ms), so that the event store gets few inserts of many rows: half as long again as the last
 * one took to be written, within these bounds.
 */
const breath = { factor: 1.5, least: 150, most: 250 }
/** Only for what was accepted while the wake-up connection was broken. */
const sweepEvery = 20_000
/** Open consoles ask again at most this often (ms). */
const tellEvery = 2_000
const firstPause = 200
const longestPause = 5_000

export async function runPipeline(app: App): Promise<Background> {
  const known = createKnownCustomers()
  const state = { stopped: false, whole: false, woken: true, wake: () => undefined as void }
  const wake = (): void => {
    state.woken = true
    state.wake()
  }
  const ear = app.signals.listen(intakeChannel, {
    hear: (payload) => {
      if (payload === 'merged') known.clear()
      wake()
    },
    onOpen: () => {
      known.clear()
      wake()
    },
  })
  const sweep = setInterval(wake, sweepEvery)
  const working = work(app, known, state)
  return {
    stop: async () => {
      state.stopped = true
      ear.close()
      clearInterval(sweep)
      wake()
      await working
    },
  }
}

type State = { stopped: boolean; whole: boolean; woken: boolean; wake(): void }

async function work(app: App, known: KnownCustomers, state: State): Promise<void> {
  let pause = firstPause
  while (!state.stopped) {
    try {
      state.woken = false
      if (!state.whole) {
        await finishFolds(app)
        state.whole = true
      }
      const telling = setInterval(() => void tell(app), tellEvery)
      const turns = await drain(app, known, () => state.stopped).finally(() => clearInterval(telling))
      if (turns > 0) await tell(app)
      pause = firstPause
      if (!state.woken && !state.stopped) await new Promise<void>((resolve) => (state.wake = resolve))
    } catch (error) {
      app.log.warn({ error, pause }, 'events could not be taken in; they are kept and tried again')
      known.clear()
      await sleep(pause)
      pause = Math.min(pause * 2, longestPause)
    }
  }
}

/** Takes turns until nothing waits; their number. A turn is prepared while the one before it is appended. */
async function drain(app: TurnApp, known: KnownCustomers, stopped: () => boolean): Promise<number> {
  let limit = 100
  let turns = 0
  let before: Promise<number> = Promise.resolve(0)
  try {
    while (!stopped()) {
      const since = performance.now()
      const turn = takeTurn(app, { limit, known })
      const { bodies, events, waited } = await turn.prepared
      const took = await before
      before = turn.done
      before.catch(() => undefined)
      if (bodies === 0) break
      turns += 1
      limit = nextLimit(limit, bodies, events)
      // Only with a backlog: what comes at an even pace is carried on at once.
      if (events >= aim / 2) await giveWay(waited)
      if (events < aim / 4) await sleep(breathAfter(took) - (performance.now() - since))
    }
  } finally {
    await before
  }
  return turns
}

function breathAfter(took: number): number {
  return Math.min(breath.most, Math.max(breath.least, took * breath.factor))
}

/** A hint only; while the database is away nobody could hear it anyway. */
async function tell(app: Pick<App, 'db' | 'log'>): Promise<void> {
  await tellLive(app.db, { topic: 'events' }).catch((error: unknown) => app.log.debug({ error }, 'not told'))
}

function nextLimit(limit: number, bodies: number, events: number): number {
  const fitting = Math.round((aim * bodies) / Math.max(events, bodies))
  return Math.max(4, Math.min(mostBodies, fitting, limit * 4))
}

/** For tests, the demo and imports: resolves when everything accepted so far stands in the history. Works itself, so it needs no worker. */
export async function waitUntilApplied(app: TurnApp): Promise<void> {
  const known = createKnownCustomers()
  for (;;) {
    await drain(app, known, () => false)
    if (await isIntakeEmpty(app.db)) return
    await sleep(20)
  }
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, milliseconds)))
}
