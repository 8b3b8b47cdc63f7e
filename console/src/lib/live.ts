/** Server-sent events: a topic that changed makes the queries it touches fresh again. */
import type { QueryClient } from '@tanstack/react-query'

export type LiveMessage = { topic: string; data?: Record<string, unknown> }

/** Parts of the contract that show the same rows from another side: a campaign's recipients and the mailbox. */
const alsoTouched: Record<string, readonly string[]> = { campaigns: ['delivery'] }

/** Opens the stream; `hear` gets every message. The domain before `:` names the part of the contract to refresh. */
export function openLive(queries: QueryClient, hear: (message: LiveMessage) => void): () => void {
  const stream = new EventSource('/api/live')
  stream.addEventListener('message', (event: MessageEvent<string>) => {
    const message = JSON.parse(event.data) as LiveMessage
    const [domain = ''] = message.topic.split(':')
    const touched = new Set<unknown>([domain, ...(alsoTouched[domain] ?? [])])
    void queries.invalidateQueries({
      predicate: ({ queryKey }) => Array.isArray(queryKey[0]) && touched.has(queryKey[0][0]),
    })
    hear(message)
  })
  return () => stream.close()
}
