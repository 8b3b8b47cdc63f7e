/** Keeps one process running: starts it again when it dies, more slowly each time, until told to stop. */
import type { EngineLog } from './log.ts'

export type Running = {
  /** Resolves with the reason when the process has ended. */
  ended: Promise<string>
  stop(): Promise<void>
}

export type Supervised = { stop(): Promise<void> }

const firstPause = 100
const longestPause = 10_000
/** A process that lived this long (ms) had a good start; its next pause is short again. */
const goodLife = 60_000

/** The first launch must succeed; later ones are tried for ever. */
export async function supervise(
  name: string,
  launch: () => Promise<Running>,
  log: EngineLog,
): Promise<Supervised> {
  let current: Running | null = await launch()
  const stopping = new AbortController()
  const watching = watch()

  async function watch(): Promise<void> {
    let pause = firstPause
    while (current && !stopping.signal.aborted) {
      const since = performance.now()
      const reason = await current.ended
      if (stopping.signal.aborted) return
      pause = performance.now() - since > goodLife ? firstPause : pause
      log.error({ engine: name, reason, pause }, `${name} died and is started again`)
      current = null
      while (!current && !stopping.signal.aborted) {
        await sleep(pause, stopping.signal)
        pause = Math.min(pause * 2, longestPause)
        current = stopping.signal.aborted ? null : await relaunch()
      }
    }
  }

  async function relaunch(): Promise<Running | null> {
    try {
      const running = await launch()
      log.info({ engine: name }, `${name} is back`)
      return running
    } catch (error) {
      log.error({ engine: name, reason: String(error) }, `${name} could not be started again`)
      return null
    }
  }

  return {
    async stop() {
      stopping.abort()
      if (current) await current.stop()
      await watching
      // A start that was under way while the order came has finished by now.
      if (current) await current.stop()
    },
  }
}

function sleep(milliseconds: number, wake: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds)
    wake.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}
