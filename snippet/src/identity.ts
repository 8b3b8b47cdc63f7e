/** Who this browser is: an anonymous id that stays, the shop's user id once known, a session that ends after half an hour. */

const sessionLength = 30 * 60_000

export type Identity = {
  anonymousId(): string
  userId(): string | null
  setUserId(id: string | null): void
  sessionId(now: number): string
  reset(): void
}

/** Where things are kept; storage may be forbidden, then they live as long as the page. */
export type Keep = {
  get(name: string): string | null
  set(name: string, value: string): void
  remove(name: string): void
}

export function browserKeep(storage: Storage | undefined): Keep {
  const memory = new Map<string, string>()
  return {
    get: (name) => attempt(() => storage?.getItem(name)) ?? memory.get(name) ?? null,
    set: (name, value) => {
      memory.set(name, value)
      attempt(() => storage?.setItem(name, value))
    },
    remove: (name) => {
      memory.delete(name)
      attempt(() => storage?.removeItem(name))
    },
  }
}

function attempt<Value>(read: () => Value): Value | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}

export function createIdentity(keep: Keep, newId: () => string): Identity {
  const kept = (name: string): string => {
    const known = keep.get(name)
    if (known) return known
    const fresh = newId()
    keep.set(name, fresh)
    return fresh
  }
  return {
    anonymousId: () => kept('vefa_anonymous'),
    userId: () => keep.get('vefa_user'),
    setUserId: (id) => (id ? keep.set('vefa_user', id) : keep.remove('vefa_user')),
    sessionId: (now) => {
      const [id, last] = (keep.get('vefa_session') ?? '').split('|')
      const goesOn = id && Number(last) > now - sessionLength
      const session = goesOn ? id : newId()
      keep.set('vefa_session', `${session}|${now}`)
      return session
    },
    reset: () => {
      for (const name of ['vefa_anonymous', 'vefa_user', 'vefa_session']) keep.remove(name)
    },
  }
}
