/** The worker's part of delivery: sleeps until something is due or somebody wakes it, and brings back what dead workers held. */
import { tellLive } from '#/platform/live/index.ts'
import type { App } from '#/platform/app.ts'
import { inTransaction } from '#/platform/db/index.ts'
import type { Background } from '#/platform/room.ts'

import { noticeSendingFinished } from './notices.ts'
import { createPace, type DomainPace } from './pace.ts'
import { recoverClaims } from './store-ledger.ts'
import { dueSendings, finishSending, nextDueAt, type Sending } from './store-sendings.ts'
import { workSending } from './work-sending.ts'

/** Mails a second to one domain. A relay in front of the big mailboxes has its own, stricter pace. */
const perDomainAndSecond = 50
/** Only for claims of dead workers and for wake-ups heard by another process. Milliseconds. */
const sweepEvery = 15_000
const tellEvery = 1_000

/** By connection, so that several apps in one process (tests) wake only their own. */
const wakers = new WeakMap<object, () => void>()

/** Wakes this process's worker, if it has one. */
export function wakeSendings(app: Pick<App, 'log'>): void {
  wakers.get(app.log)?.()
}

export function runSendings(app: App): Background {
  const nap = createNap()
  const ending = new AbortController()
  wakers.set(app.log, nap.wake)
  const running = keepWorking(app, nap, ending.signal)
  return {
    stop: async () => {
      ending.abort()
      nap.wake()
      await running
    },
  }
}

async function keepWorking(app: App, nap: Nap, ending: AbortSignal): Promise<void> {
  const runner = createRunner(app)
  while (!ending.aborted) {
    const worked = await runner.round().catch((error: unknown) => {
      app.log.error({ error }, 'a sending was interrupted; it goes on')
      return false
    })
    if (!worked && !ending.aborted) await nap.sleep(await waitFor(app))
  }
}

type Nap = { sleep(milliseconds: number): Promise<void>; wake(): void }

/** A sleep others can end; woken while awake, the next sleep is none, so that no wake-up is lost. */
function createNap(): Nap {
  let woken = false
  let end = (): void => undefined
  return {
    wake: () => {
      woken = true
      end()
    },
    sleep: async (milliseconds) => {
      if (!woken) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, milliseconds)
          end = () => {
            clearTimeout(timer)
            resolve()
          }
        })
      }
      woken = false
    },
  }
}

/** Works until nothing is due; for tests and the end of a demo step. */
export async function drainSendings(app: App): Promise<void> {
  const runner = createRunner(app)
  while (await runner.round()) continue
}

async function waitFor(app: App): Promise<number> {
  const next = await nextDueAt(app.db).catch(() => null)
  if (!next) return sweepEvery
  return Math.min(sweepEvery, Math.max(50, next.getTime() - app.clock.now().getTime()))
}

function createRunner(app: App): { round(): Promise<boolean> } {
  const pace = createPace(perDomainAndSecond)
  const told = new Map<string, number>()
  return {
    /** One round of every sending that has something due; false when there was nothing to do. */
    round: async () => {
      await recoverClaims(app.db)
      const due = await dueSendings(app.db, app.clock.now())
      let worked = 0
      for (const sending of due) worked += await workAndTell(app, sending, { pace, told })
      return worked > 0
    },
  }
}

async function workAndTell(
  app: App,
  sending: Sending,
  given: { pace: DomainPace; told: Map<string, number> },
): Promise<number> {
  const worked = await workSending(app, sending, given.pace)
  const finished = await finish(app, sending)
  const now = performance.now()
  if (finished || now - (given.told.get(sending.id) ?? -tellEvery) >= tellEvery) {
    given.told.set(sending.id, now)
    await tellLive(app.db, { topic: `campaigns:${sending.reason.id}` })
  }
  return worked
}

async function finish(app: App, sending: Sending): Promise<boolean> {
  return inTransaction(app.db, async (tx) => {
    const finished = await finishSending(tx, sending.id, app.clock.now())
    if (finished) await app.notices.publish(tx, noticeSendingFinished, [{ sendingId: sending.id }])
    return finished
  })
}
