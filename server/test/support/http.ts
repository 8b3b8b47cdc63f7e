/** A test app behind real HTTP, and visitors of it who keep their cookies as a browser does. */
import { serve } from '#/main/serve.ts'

import { openTestApp, type TestApp } from './app.ts'

export type Answer = { status: number; body: unknown; headers: Headers }

export type Visitor = {
  /** `path` is below the server's address, e.g. `/api/session`; a body is sent as JSON. */
  call(method: string, path: string, body?: unknown): Promise<Answer>
  cookies: Map<string, string>
}

export type TestServer = TestApp & {
  address: string
  /** A new browser, without cookies; or a program with fixed headers, such as a key. */
  visitor(headers?: Record<string, string>): Visitor
}

/** Call in `beforeAll`, and `close()` in `afterAll`. */
export async function openTestServer(options: Parameters<typeof openTestApp>[0] = {}): Promise<TestServer> {
  const test = await openTestApp(options)
  const serving = await serve(test.app, test.pool, null)
  return {
    ...test,
    address: serving.address,
    visitor: (headers = {}) => visitorOf(serving.address, headers),
    close: async () => {
      await serving.stop()
      await test.close()
    },
  }
}

function visitorOf(address: string, headers: Record<string, string>): Visitor {
  const cookies = new Map<string, string>()
  return {
    cookies,
    call: async (method, path, body) => {
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
      const response = await fetch(new URL(path, address), {
        method,
        redirect: 'manual',
        headers: {
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...(cookie && { cookie }),
          ...headers,
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      })
      keep(cookies, response.headers)
      return { status: response.status, body: await read(response), headers: response.headers }
    },
  }
}

function keep(cookies: Map<string, string>, headers: Headers): void {
  for (const line of headers.getSetCookie()) {
    const [pair = '', ...attributes] = line.split('; ')
    const [name = '', value = ''] = pair.split(/=(.*)/s)
    const gone = attributes.some((attribute) => /^max-age=0$/i.test(attribute))
    if (gone || value === '') cookies.delete(name)
    else cookies.set(name, value)
  }
}

async function read(response: Response): Promise<unknown> {
  const text = await response.text()
  const json = response.headers.get('content-type')?.includes('json') ?? false
  return json && text !== '' ? (JSON.parse(text) as unknown) : text
}
