/** A fair waiting line: at most `width` tasks at a time, first come, first served. */

export type Lane = {
  /** Runs the task when its turn comes; a signal that fires while it waits takes it out of the line. */
  enter<T>(task: () => Promise<T>, signal?: AbortSignal): Promise<T>
  /** Resolves when nothing runs or waits any more. */
  drained(): Promise<void>
}

export function createLane(width: number): Lane {
  const waiting: { go(): void }[] = []
  const idle: (() => void)[] = []
  let running = 0

  function turn(signal?: AbortSignal): Promise<void> {
    if (running < width) {
      running++
      return Promise.resolve()
    }
    return new Promise((resolve, reject) => {
      const leave = () => {
        waiting.splice(waiting.indexOf(place), 1)
        reject(signal?.reason instanceof Error ? signal.reason : new Error('left the line'))
      }
      const place = {
        go: () => {
          signal?.removeEventListener('abort', leave)
          resolve()
        },
      }
      waiting.push(place)
      signal?.addEventListener('abort', leave, { once: true })
    })
  }

  function finish(): void {
    const next = waiting.shift()
    if (next) return next.go()
    running--
    if (running === 0) for (const done of idle.splice(0)) done()
  }

  return {
    async enter(task, signal) {
      signal?.throwIfAborted()
      await turn(signal)
      try {
        return await task()
      } finally {
        finish()
      }
    },
    drained: () => (running === 0 ? Promise.resolve() : new Promise((resolve) => idle.push(resolve))),
  }
}
