/** Sends prepared bodies over a fixed number of kept connections, each with one request at a time. */
import { Agent, request } from 'node:http'

export type Sender = { post(path: string, body: Buffer): Promise<number>; close(): void }

export function createSender(given: { url: string; key: string; connections: number }): Sender {
  const agent = new Agent({ keepAlive: true, maxSockets: given.connections })
  const authorization = `Basic ${Buffer.from(`${given.key}:`).toString('base64')}`
  return {
    post: (path, body) =>
      new Promise((resolve, reject) => {
        const headers = { authorization, 'content-type': 'application/json', 'content-length': body.length }
        const asked = request(`${given.url}${path}`, { method: 'POST', agent, headers }, (answer) => {
          answer.resume()
          answer.once('end', () => resolve(answer.statusCode ?? 0))
        })
        asked.once('error', reject)
        asked.end(body)
      }),
    close: () => agent.destroy(),
  }
}

/** Posts every body to `/v1/batch`, as many at once as there are connections; throws unless each is accepted. */
export async function postAll(sender: Sender, bodies: readonly Buffer[], connections: number): Promise<void> {
  let next = 0
  const lane = async (): Promise<void> => {
    for (let body = bodies[next++]; body; body = bodies[next++]) {
      const status = await sender.post('/v1/batch', body)
      if (status !== 200) throw new Error(`the intake answered ${status}`)
    }
  }
  await Promise.all(Array.from({ length: connections }, lane))
}
