/**
 * The script on the shop's site: `<script async src="https://…/vefa.js" data-key="WRITE_KEY"></script>`.
 * Calls made before it has loaded wait in `window.vefa = window.vefa || []` as `vefa.push(['track', 'Product Viewed', {…}])`.
 */
import { type Client, createClient } from './client.ts'
import { browserKeep, createIdentity } from './identity.ts'
import { createQueue, type Message } from './queue.ts'

type Call = [keyof Client, ...unknown[]]

declare global {
  // oxlint-disable-next-line typescript/consistent-type-definitions
  interface Window {
    vefa?: Call[] | (Client & { push(call: Call): void })
  }
}

const script = document.currentScript as HTMLScriptElement | null

function start(own: HTMLScriptElement): void {
  const host = own.dataset.host ?? new URL(own.src).origin
  const key = own.dataset.key ?? ''
  const client = open(host, key)
  const waiting = Array.isArray(window.vefa) ? window.vefa : []
  const call = ([name, ...args]: Call): void =>
    void (client[name] as (...given: unknown[]) => unknown)(...args)
  window.vefa = { ...client, push: call }
  for (const each of waiting) call(each)
  if (own.dataset.page !== 'manual') followPages(client)
}

function open(host: string, key: string): Client {
  const keep = browserKeep(storage())
  const newId = (): string =>
    crypto.randomUUID?.() ?? `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`
  const body = (batch: readonly Message[]): string =>
    JSON.stringify({ batch, writeKey: key, sentAt: new Date().toISOString() })
  const address = `${host}/v1/batch`
  const queue = createQueue({
    keep,
    later: (work, delay) => void setTimeout(work, delay),
    sender: {
      send: async (batch) => {
        try {
          const answer = await fetch(address, {
            method: 'POST',
            body: body(batch),
            keepalive: true,
            headers: { 'content-type': 'text/plain' },
          })
          return answer.ok || (answer.status >= 400 && answer.status < 500 && answer.status !== 429)
        } catch {
          return false
        }
      },
      beacon: (batch) =>
        navigator.sendBeacon?.(address, new Blob([body(batch)], { type: 'text/plain' })) ?? false,
    },
  })
  addEventListener('pagehide', () => queue.leave())
  return createClient({
    identity: createIdentity(keep, newId),
    queue,
    surroundings: { now: () => Date.now(), newId, context },
  })
}

function storage(): Storage | undefined {
  try {
    return window.localStorage
  } catch {
    return undefined
  }
}

function context(): Record<string, unknown> {
  const query = new URLSearchParams(location.search)
  const campaign = Object.fromEntries(
    ['source', 'medium', 'name', 'term', 'content'].flatMap((field) => {
      const value = query.get(`utm_${field === 'name' ? 'campaign' : field}`)
      return value ? [[field, value]] : []
    }),
  )
  return {
    page: {
      url: location.href,
      path: location.pathname,
      search: location.search,
      title: document.title,
      referrer: document.referrer,
    },
    campaign,
    locale: navigator.language,
    timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    userAgent: navigator.userAgent,
    screen: { width: screen.width, height: screen.height },
    library: { name: 'vefa.js', version: '1' },
  }
}

/** One page event now and one for each address a single-page shop moves to. */
function followPages(client: Client): void {
  let last = ''
  const look = (): void => {
    if (location.href === last) return
    last = location.href
    client.page()
  }
  for (const name of ['pushState', 'replaceState'] as const) {
    const original = history[name].bind(history)
    history[name] = (...args: Parameters<History['pushState']>) => {
      original(...args)
      look()
    }
  }
  addEventListener('popstate', look)
  look()
}

if (script) start(script)
