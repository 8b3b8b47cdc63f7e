/** Sends events in small batches: soon after the first, at once when the page goes away; what could not be sent is kept and tried again. */
import type { Keep } from './identity.ts'

export type Message = Record<string, unknown> & { messageId: string }

/** Under the intake's limits (32 KB an event, 500 KB a batch) and under what a beacon may carry (64 KB). */
const largestBatch = 20
const largestKept = 200
const wait = 800
const longestWait = 60_000

export type Sender = {
  /** Resolves to false when it should be tried again. */
  send(batch: readonly Message[]): Promise<boolean>
  /** When the page goes away; true when the browser took it over. */
  beacon(batch: readonly Message[]): boolean
}

export type Queue = { add(message: Message): void; flush(): Promise<void>; leave(): void }

export function createQueue(given: {
  sender: Sender
  keep: Keep
  later(work: () => void, delay: number): void
}): Queue {
  const { sender, keep, later } = given
  let waiting: Message[] = readKept(keep)
  let sending = false
  let planned = false
  let delay = wait
  const store = (): void => keep.set('vefa_queue', JSON.stringify(waiting.slice(-largestKept)))
  const plan = (): void => {
    if (planned || waiting.length === 0) return
    planned = true
    later(() => {
      planned = false
      void flush()
    }, delay)
  }
  const flush = async (): Promise<void> => {
    if (sending || waiting.length === 0) return
    sending = true
    const batch = waiting.slice(0, largestBatch)
    const taken = await sender.send(batch)
    sending = false
    delay = taken ? wait : Math.min(delay * 2, longestWait)
    if (taken) forget(batch)
    plan()
  }
  const forget = (batch: readonly Message[]): void => {
    const ids = new Set(batch.map((message) => message.messageId))
    waiting = waiting.filter((message) => !ids.has(message.messageId))
    store()
  }
  plan()
  return {
    add: (message) => {
      waiting.push(message)
      store()
      plan()
    },
    flush,
    leave: () => {
      const batch = waiting.slice(0, largestBatch)
      if (batch.length > 0 && sender.beacon(batch)) forget(batch)
    },
  }
}

function readKept(keep: Keep): Message[] {
  try {
    const kept: unknown = JSON.parse(keep.get('vefa_queue') ?? '[]')
    return Array.isArray(kept) ? kept.filter((message) => typeof message?.messageId === 'string') : []
  } catch {
    return []
  }
}
