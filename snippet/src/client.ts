/** The calls a shop makes: the same names and argument orders as the common analytics libraries. */
import type { Identity } from './identity.ts'
import type { Message, Queue } from './queue.ts'

type Fields = Record<string, unknown>

export type Client = {
  track(event: string, properties?: Fields): void
  page(name?: string, properties?: Fields): void
  identify(userId: string | Fields, traits?: Fields): void
  group(groupId: string, traits?: Fields): void
  alias(userId: string): void
  reset(): void
  flush(): Promise<void>
}

export type Surroundings = {
  now(): number
  newId(): string
  context(): Fields
}

export function createClient(given: {
  identity: Identity
  queue: Queue
  surroundings: Surroundings
}): Client {
  const { identity, queue, surroundings } = given
  const add = (type: string, fields: Fields): void => {
    const now = surroundings.now()
    const message: Message = {
      type,
      messageId: surroundings.newId(),
      anonymousId: identity.anonymousId(),
      timestamp: new Date(now).toISOString(),
      context: { ...surroundings.context(), sessionId: identity.sessionId(now) },
      ...fields,
    }
    const userId = identity.userId()
    queue.add(userId ? { userId, ...message } : message)
  }
  return {
    track: (event, properties = {}) => add('track', { event, properties }),
    page: (name, properties = {}) => add('page', { ...(name && { name }), properties }),
    identify: (user, traits) => {
      const userId = typeof user === 'string' ? user : null
      if (userId) identity.setUserId(userId)
      add('identify', { traits: (typeof user === 'string' ? traits : user) ?? {} })
    },
    group: (groupId, traits = {}) => add('group', { groupId, traits }),
    alias: (userId) => {
      const previousId = identity.userId() ?? identity.anonymousId()
      identity.setUserId(userId)
      add('alias', { userId, previousId })
    },
    reset: () => identity.reset(),
    flush: () => queue.flush(),
  }
}
