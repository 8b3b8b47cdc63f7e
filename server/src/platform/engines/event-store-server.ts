/** The HTTP server in front of the embedded ClickHouse: who may ask, what is running, and how it drains. */
import { randomUUID, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { answer, refuse, type Exchange, type Workshop } from './event-store-answer.ts'
import { readQuestion } from './event-store-question.ts'
import { EventStoreError } from './exceptions.ts'

export type Access = { user: string; password: string }

export type EventStoreServer = {
  port: number
  /** Takes no new statement, lets running ones finish, stops reads that are still running after `patience` ms. */
  drain(patience: number): Promise<void>
}

/** Listens on loopback only. Falls back to a free port when the wished one is taken and `insist` is false. */
export async function serveEventStore(
  shop: Workshop,
  access: Access,
  wish: { port: number; insist: boolean },
): Promise<EventStoreServer> {
  const running = new Set<string>()
  const hurry = new AbortController()
  const state = { draining: false }
  const server = createServer((request, response) => {
    const id = new URL(request.url ?? '/', 'http://localhost').searchParams.get('query_id') || randomUUID()
    response.setHeader('X-ClickHouse-Query-Id', id)
    response.setHeader('X-ClickHouse-Server-Display-Name', 'vefa')
    response.setHeader('X-ClickHouse-Timezone', 'UTC')
    handle({ shop, access, running, state }, { id, request, response, hurry: hurry.signal }).catch(
      (error: unknown) => {
        request.resume()
        refuse(response, error)
      },
    )
  })
  // An insert streams for as long as its sender needs.
  server.requestTimeout = 0
  server.keepAliveTimeout = 30_000
  const port = await listen(server, wish)
  return {
    port,
    async drain(patience) {
      state.draining = true
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeIdleConnections()
      const impatient = setTimeout(
        () =>
          hurry.abort(new EventStoreError(394, 'QUERY_WAS_CANCELLED', 'The event store is shutting down')),
        patience,
      )
      await Promise.all(Object.values(shop.lanes).map((lane) => lane.drained()))
      clearTimeout(impatient)
      server.closeIdleConnections()
      await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, 500))])
      server.closeAllConnections()
    },
  }
}

type House = {
  shop: Workshop
  access: Access
  running: Set<string>
  state: { draining: boolean }
}

async function handle(house: House, exchange: Exchange): Promise<void> {
  const { request, response, id } = exchange
  const url = new URL(request.url ?? '/', 'http://localhost')
  if (url.pathname === '/ping' || (request.method === 'GET' && url.search === ''))
    return say(response, 'Ok.\n')
  if (!mayAsk(request, url, house.access)) {
    throw new EventStoreError(516, 'AUTHENTICATION_FAILED', 'Authentication failed: password is incorrect')
  }
  if (house.state.draining) throw new EventStoreError(236, 'ABORTED', 'The event store is shutting down')
  if (house.running.has(id)) {
    const text = `Query with id = ${id} is already running.`
    throw new EventStoreError(216, 'QUERY_WITH_SAME_ID_IS_ALREADY_RUNNING', text)
  }
  house.running.add(id)
  try {
    await answer(house.shop, await readQuestion(request, url, house.shop.spool), exchange)
  } finally {
    house.running.delete(id)
  }
}

function say(response: ServerResponse, text: string): void {
  response.setHeader('Content-Type', 'text/plain; charset=UTF-8')
  response.end(text)
}

/** Basic authentication, ClickHouse's two headers, or `user` and `password` in the address. */
function mayAsk(request: IncomingMessage, url: URL, access: Access): boolean {
  const basic = /^Basic (.+)$/i.exec(request.headers.authorization ?? '')?.[1]
  if (basic) return same(Buffer.from(basic, 'base64').toString('utf8'), `${access.user}:${access.password}`)
  const user = request.headers['x-clickhouse-user'] ?? url.searchParams.get('user') ?? ''
  const password = request.headers['x-clickhouse-key'] ?? url.searchParams.get('password') ?? ''
  return same(`${String(user)}:${String(password)}`, `${access.user}:${access.password}`)
}

function same(given: string, expected: string): boolean {
  const left = Buffer.from(given)
  const right = Buffer.from(expected)
  return left.length === right.length && timingSafeEqual(left, right)
}

function listen(server: Server, wish: { port: number; insist: boolean }): Promise<number> {
  return new Promise((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EADDRINUSE' || wish.insist || wish.port === 0) return reject(error)
      resolve(listen(server, { port: 0, insist: true }))
    }
    server.once('error', failed)
    server.listen({ host: '127.0.0.1', port: wish.port }, () => {
      server.off('error', failed)
      const address = server.address()
      if (address && typeof address === 'object') resolve(address.port)
    })
  })
}
