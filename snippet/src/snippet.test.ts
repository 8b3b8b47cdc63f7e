import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

import { build } from 'vite'
import { describe, expect, test } from 'vitest'

import { createClient } from './client.ts'
import { browserKeep, createIdentity } from './identity.ts'
import { createQueue, type Message } from './queue.ts'

/** A page with a hand-moved clock, a network that can fail, and storage that outlives it. */
function openPage(storage: Map<string, string>) {
  const keep = browserKeep({
    getItem: (name: string) => storage.get(name) ?? null,
    setItem: (name: string, value: string) => void storage.set(name, value),
    removeItem: (name: string) => void storage.delete(name),
  } as Storage)
  const page = {
    now: 1_000_000,
    works: true,
    sent: [] as Message[],
    delays: [] as number[],
    timers: [] as (() => void)[],
  }
  let number = storage.size * 1_000
  const newId = () => `id-${(number += 1)}`
  const queue = createQueue({
    keep,
    later: (work, delay) => {
      page.timers.push(work)
      page.delays.push(delay)
    },
    sender: {
      send: async (batch) => {
        if (page.works) page.sent.push(...batch)
        return page.works
      },
      beacon: (batch) => {
        page.sent.push(...batch)
        return true
      },
    },
  })
  const client = createClient({
    identity: createIdentity(keep, newId),
    queue,
    surroundings: { now: () => page.now, newId, context: () => ({}) },
  })
  const settle = async () => {
    for (const timer of page.timers.splice(0)) timer()
    await new Promise((resolve) => setTimeout(resolve, 0))
  }
  return { ...page, page, client, queue, settle }
}

describe('the script on the site', () => {
  test('sends what happened, once, with who and when', async () => {
    const { client, page, settle } = openPage(new Map())
    client.track('Product Viewed', { product_id: 'A' })
    client.identify('42', { email: 'a@ornek.com' })
    client.page()
    await settle()
    expect(page.sent.map((message) => message.type)).toEqual(['track', 'identify', 'page'])
    expect(page.sent[0]).toMatchObject({
      event: 'Product Viewed',
      properties: { product_id: 'A' },
      timestamp: new Date(1_000_000).toISOString(),
    })
    expect(page.sent[0]).not.toHaveProperty('userId')
    expect(page.sent[2]).toMatchObject({ userId: '42' })
    expect(new Set(page.sent.map((message) => message.anonymousId)).size).toBe(1)
    await settle()
    expect(page.sent).toHaveLength(3)
  })

  test('keeps what could not be sent over a reload, and waits longer each time', async () => {
    const storage = new Map<string, string>()
    const first = openPage(storage)
    first.page.works = false
    first.client.track('Cart Viewed')
    for (let round = 0; round < 4; round += 1) await first.settle()
    expect(first.page.delays).toEqual([800, 1600, 3200, 6400, 12_800])
    const second = openPage(storage)
    await second.settle()
    expect(second.page.sent.map((message) => message.event)).toEqual(['Cart Viewed'])
  })

  test('leaves by beacon without sending twice', async () => {
    const { client, queue, page, settle } = openPage(new Map())
    client.track('Order Completed', { order_id: '1' })
    queue.leave()
    await settle()
    expect(page.sent).toHaveLength(1)
  })

  test('a session ends after half an hour of silence', () => {
    const identity = createIdentity(
      browserKeep(undefined),
      (() => {
        let n = 0
        return () => `s${(n += 1)}`
      })(),
    )
    const first = identity.sessionId(0)
    expect(identity.sessionId(29 * 60_000)).toBe(first)
    expect(identity.sessionId(29 * 60_000 + 31 * 60_000)).not.toBe(first)
  })

  test('reset makes a new person', () => {
    const identity = createIdentity(
      browserKeep(undefined),
      (() => {
        let n = 0
        return () => `a${(n += 1)}`
      })(),
    )
    const before = identity.anonymousId()
    identity.setUserId('42')
    identity.reset()
    expect(identity.userId()).toBeNull()
    expect(identity.anonymousId()).not.toBe(before)
  })

  test('stays under 3 KB compressed', async () => {
    const root = new URL('..', import.meta.url).pathname
    const results = await build({ root, logLevel: 'silent', build: { write: false } })
    const outputs = [results].flat().flatMap((result) => ('output' in result ? result.output : []))
    const code = outputs.map((output) => ('code' in output ? output.code : '')).join('')
    expect(code.length).toBeGreaterThan(1_000)
    expect(gzipSync(code).length).toBeLessThan(3 * 1024)
    expect(readFileSync(`${root}/package.json`, 'utf8')).not.toContain('"dependencies"')
  })
})
