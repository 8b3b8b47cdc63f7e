/** Server-sent events: a topic that changed makes the queries it touches fresh again. */
import type { QueryClient } from '@tanstack/react-query'

export type LiveMessage = { topic: string; data?: Record<string, unknown> }

/** Opens the stream; `hear` gets every message. The domain before `:` names the part of the contract to refresh. */
export function openLive(queries: QueryClient, hear: (message: LiveMessage) => void): () => void {
  const stream = new EventSource('/api/live')
  stream.addEventListener('message', (event: MessageEvent<string>) => {
    const message = JSON.parse(event.data) as LiveMessage
    const [domain = ''] = message.topic.split(':')
    void queries.invalidateQueries({
      predicate: ({ queryKey }) => Array.isArray(queryKey[0]) && queryKey[0][0] === domain,
    })
    hear(message)
  })
  return () => stream.close()
}
