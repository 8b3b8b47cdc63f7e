/** A whole server met by a signed-in owner without manners: sends any request, and says what is wrong with the answer. */
import type { InjectOptions, LightMyRequestResponse } from 'fastify'

import type { DemoControl } from '#/main/demo/http.ts'
import { serveStorefront } from '#/main/demo/storefront.ts'
import { serve } from '#/main/serve.ts'
import { createUser, hashPassword } from '#/modules/team/index.ts'
import { inTransaction } from '#/platform/db/index.ts'

import { openTestApp, type TestApp } from './app.ts'
import { liveIn, type Send } from './lived-in.ts'

/** How long a single request may take, in milliseconds. */
const patience = 20_000

const owner = { email: 'sahip@ornek.com', password: 'uzun bir parola 42' }

export type Fuzzed = {
  open: TestApp
  statuses: Map<number, number>
  /** Different faults, each with the first request that met it. */
  faults: Map<string, string>
  /** Sends a request, signed in unless it brings its own cookie, and keeps what is wrong with the answer. */
  ask(name: string, request: InjectOptions): Promise<void>
  send: Send
  close(): Promise<void>
}

/** Call in `beforeAll`, and `close()` in `afterAll`. Something of everything exists in the shop. */
export async function openFuzzed(): Promise<Fuzzed> {
  let cause: unknown
  const quiet = (): void => undefined
  const remember = (fields: object): void => {
    cause = 'error' in fields ? fields.error : fields
  }
  const open = await openTestApp({ log: { debug: quiet, info: quiet, warn: quiet, error: remember } })
  const { server, stop } = await serve(open.app, open.pool, sampleShop(open))
  const inject = (request: InjectOptions): Promise<LightMyRequestResponse> =>
    server.inject({ ...request, signal: AbortSignal.timeout(patience) })
  await addOwner(open)
  let cookie = await signIn(open, inject)
  const statuses = new Map<number, number>()
  const faults = new Map<string, string>()
  const send: Fuzzed['send'] = async (method, path, body) =>
    read(await inject({ ...asJson(body), method, url: path, headers: { cookie } }))
  await liveIn(send)
  const askOnce = async (name: string, request: InjectOptions): Promise<void> => {
    cause = undefined
    const answer = await inject({ ...request, headers: { cookie, ...request.headers } })
    statuses.set(answer.statusCode, (statuses.get(answer.statusCode) ?? 0) + 1)
    const wrong = wrongWith(answer)
    if (wrong) keep(faults, { name, request, wrong: `${wrong} ${answer.body.slice(0, 300)}`, cause })
    if (answer.statusCode === 429 || answer.body.includes('"sign_in_needed"'))
      cookie = await signIn(open, inject)
  }
  return {
    open,
    statuses,
    faults,
    send,
    ask: (name, request) =>
      askOnce(name, request).catch((error: unknown) =>
        keep(faults, { name, request, wrong: 'broken off or too slow', cause: error }),
      ),
    close: async () => {
      await stop()
      await open.close()
    },
  }
}

/** The storefront and the demo's endpoints are there too; nobody lives in the shop. */
function sampleShop({ clock }: TestApp): DemoControl {
  const shop = { writeKey: 'no key', start: new Date('2024-11-20T00:00:00Z'), clock }
  return {
    now: () => clock.now(),
    ahead: () => 0,
    move: () => Promise.resolve(0),
    serve: (server) => serveStorefront(server, shop),
  }
}

async function addOwner(open: TestApp): Promise<void> {
  const passwordHash = await hashPassword(owner.password)
  const person = { email: owner.email, name: 'Sahip', role: 'owner', language: 'tr', passwordHash } as const
  await inTransaction(open.app.db, (tx) => createUser({ ...open.app, db: tx }, person))
}

async function signIn(
  open: TestApp,
  inject: (request: InjectOptions) => Promise<LightMyRequestResponse>,
): Promise<string> {
  await open.pool.query('DELETE FROM rate_limits')
  const answer = await inject({ method: 'POST', url: '/api/session/sign-in', payload: owner })
  if (answer.statusCode !== 200) throw new Error(`the owner cannot sign in: ${answer.body}`)
  return [answer.headers['set-cookie'] ?? []]
    .flat()
    .map((one) => one.split(';')[0])
    .join('; ')
}

function asJson(body: unknown): InjectOptions {
  return body === undefined ? {} : { payload: body as object }
}

function read(answer: LightMyRequestResponse): { status: number; body: unknown } {
  const json = String(answer.headers['content-type']).includes('json')
  return { status: answer.statusCode, body: (json ? JSON.parse(answer.body) : answer.body) as unknown }
}

const trace = /\n\s+at |node_modules|\.ts:\d+|PostgresError|ClickHouseError|DB::Exception|error at or near/

/** Pages of the console and of the API's description may contain anything; refusals may not. */
function wrongWith(answer: LightMyRequestResponse): string | undefined {
  if (answer.statusCode >= 500) return String(answer.statusCode)
  return answer.statusCode >= 400 && trace.test(answer.body) ? 'a trace in the answer' : undefined
}

type Fault = { name: string; request: InjectOptions; wrong: string; cause: unknown }

function keep(faults: Map<string, string>, { name, request, wrong, cause }: Fault): void {
  const why =
    cause instanceof Error ? (cause.stack ?? cause.message) : (JSON.stringify(cause) ?? 'nothing was logged')
  const kind = `${name} ${why.split('\n')[0]?.replaceAll(/-?\d+/g, 'N').slice(0, 100)}`
  if (faults.has(kind)) return
  faults.set(kind, `${JSON.stringify(request).slice(0, 700)}\n${wrong}\n${why.slice(0, 1_500)}`)
}
