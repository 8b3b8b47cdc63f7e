/** PostgreSQL's NOTIFY as wake-up calls between processes: one connection for each channel listened to, made again when it breaks. */
import type { Pool, PoolClient } from 'pg'

const firstPause = 100
const longestPause = 5_000

export type Signals = {
  /**
   * Hears every payload on the channel. `onOpen` runs whenever the connection stands (again): what was signalled
   * in between is not told twice, so whoever listens looks for himself then.
   */
  listen(channel: string, hearer: { hear(payload: string): void; onOpen(): void }): { close(): void }
}

export function createSignals(pool: Pool): Signals {
  return {
    listen: (channel, hearer) => {
      const state = { open: true, client: undefined as PoolClient | undefined }
      void keepListening(pool, { ...hearer, channel, state })
      return {
        close: () => {
          state.open = false
          state.client?.release(true)
          state.client = undefined
        },
      }
    },
  }
}

type Listening = {
  channel: string
  hear(payload: string): void
  onOpen(): void
  state: { open: boolean; client: PoolClient | undefined }
}

async function keepListening(pool: Pool, by: Listening, pause = firstPause): Promise<void> {
  if (!by.state.open) return
  const again = (wait: number): void => {
    setTimeout(() => void keepListening(pool, by, Math.min(wait * 2, longestPause)), wait).unref()
  }
  try {
    const client = await pool.connect()
    if (!by.state.open) return client.release()
    by.state.client = client
    client.on('notification', ({ payload }) => by.hear(payload ?? ''))
    client.once('error', () => {
      if (by.state.client !== client) return
      by.state.client = undefined
      client.release(true)
      again(firstPause)
    })
    await client.query(`LISTEN ${client.escapeIdentifier(by.channel)}`)
    by.onOpen()
  } catch {
    by.state.client?.release(true)
    by.state.client = undefined
    again(pause)
  }
}
