/** A shop where something of everything exists, made through the API itself, and all the ids and words its lists then show. */
import type { Endpoint } from './endpoints.ts'
import { leastInput, requestFor } from './endpoints.ts'
import type { Pool } from './hostile.ts'

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** Sends as the owner. */
export type Send = (
  method: Method,
  path: string,
  body?: unknown,
) => Promise<{ status: number; body: unknown }>

const letter = {
  subject: 'Merhaba {{ customer.first_name | default: "" }}',
  preheader: '',
  body: 'Yeniler geldi.\n\n[Bakın](https://ornek.com/yeni)',
  textBody: '',
}

const order = {
  currency: 'TRY',
  placedAt: '2026-03-01T10:00:00Z',
  customer: { email: 'ayse.sahin@gmail.com', userId: '7', name: 'Ayşe Şahin' },
  lines: [{ productId: 'P1', title: 'Pamuk havlu', quantity: '2', unitPrice: '100.5' }],
  payments: [{ externalId: 'o1', method: 'card', amount: '201', at: '2026-03-01T10:00:00Z' }],
}

const variants = [{ externalId: 'V1', sku: 'HVL-1', price: '100.5', currency: 'TRY', stock: 3 }]

const deeds: readonly [Method, string, unknown][] = [
  [
    'POST',
    '/api/customers',
    { firstName: 'İlgi', lastName: 'Şahin', email: 'ilgi.sahin@gmail.com', city: 'Iğdır' },
  ],
  ['POST', '/api/customers', { firstName: 'Ömer', email: 'omer.kaya@gmail.com', phone: '+905327418569' }],
  ['POST', '/api/customer-attributes', { name: 'size', label: 'Beden', type: 'text' }],
  ['POST', '/api/customers/1/notes', { body: 'Aradı, memnun.' }],
  ['POST', '/api/customers/1/tasks', { title: 'Geri ara', dueOn: '2026-12-01' }],
  ['POST', '/api/customers/1/tags', { name: 'vip' }],
  [
    'POST',
    '/api/customers/1/consents',
    { channel: 'email', purpose: 'marketing', state: 'given', evidence: 'form' },
  ],
  ['POST', '/api/customer-taggings', { tag: 'toplu', action: 'add', ids: [1, 2] }],
  ['PUT', '/api/products/1/P1', { title: 'Pamuk havlu', category: 'Havlu', variants }],
  ['PUT', '/api/orders/1/1001', order],
  ['PUT', '/api/orders/1/1002', { ...order, placedAt: '2026-05-01T10:00:00Z', status: 'delivered' }],
  ['PUT', '/api/team/rates/EUR/2026-01-01', { rate: '40.5' }],
  [
    'POST',
    '/api/team/stores',
    { name: 'Pazar', kind: 'marketplace', currency: 'EUR', timeZone: 'Europe/Berlin' },
  ],
  ['POST', '/api/team/invitations', { email: 'yeni@ornek.com', role: 'agent' }],
  ['POST', '/api/team/keys', { name: 'site', scope: 'intake' }],
  ['POST', '/api/team/views', { list: 'customers', name: 'Benim', view: { sort: 'name' } }],
  ['POST', '/api/templates', { name: 'Merhaba', purpose: 'marketing', letter }],
  ['POST', '/api/campaigns', { name: 'Bahar', audience: { kind: 'everyone' }, letter, tracked: true }],
  ['POST', '/api/campaigns', { name: 'Yaz', audience: { kind: 'tag', tag: 'vip' }, letter, tracked: true }],
  ['POST', '/api/suppressions', { address: 'hayir@ornek.com', reason: 'kendi istedi' }],
]

/** Throws when one of them is refused, so that a fuzz never runs over an empty shop. */
export async function liveIn(send: Send): Promise<void> {
  for (const [method, path, body] of deeds) {
    const answer = await send(method, path, body)
    if (answer.status !== 200) throw new Error(`${method} ${path}: ${JSON.stringify(answer.body)}`)
  }
}

/** Reads every list, and picks up what looks like an id, a cursor or a short word. */
export async function gather(endpoints: readonly Endpoint[], send: Send): Promise<Pool> {
  const pool: Pool = {
    uuids: ['01900000-0000-7000-8000-000000000000', '00000000-0000-0000-0000-000000000000'],
    numbers: ['1', '2', '4294967295'],
    cursors: ['W10='],
    words: ['TRY', 'Europe/Istanbul', 'Ayşe', 'vip', 'tr', 'TR', 'P1', '1001'],
  }
  for (const endpoint of endpoints.filter((one) => one.method === 'GET')) {
    const least = leastInput(endpoint)
    const few = typeof least === 'object' && !endpoint.path.includes('{') ? { ...least, limit: 1 } : least
    const { path } = requestFor(endpoint, few)
    pick((await send('GET', path)).body, pool)
  }
  const unique = (texts: string[]): string[] => [...new Set(texts)].slice(0, 60)
  return {
    uuids: unique(pool.uuids),
    numbers: unique(pool.numbers),
    cursors: unique(pool.cursors),
    words: unique(pool.words),
  }
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

function pick(value: unknown, pool: Pool): void {
  if (typeof value === 'number') pool.numbers.push(String(value))
  if (typeof value === 'string') pickText(value, pool)
  if (typeof value !== 'object' || value === null) return
  if ('next' in value && typeof value.next === 'string') pool.cursors.push(value.next)
  for (const part of Object.values(value)) pick(part, pool)
}

function pickText(value: string, pool: Pool): void {
  if (uuid.test(value)) pool.uuids.push(value)
  else if (/^\d{1,10}$/.test(value)) pool.numbers.push(value)
  else if (value.length < 30) pool.words.push(value)
}
