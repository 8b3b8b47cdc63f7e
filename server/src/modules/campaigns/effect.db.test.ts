/** What a campaign brought, on real stores: orders told by hand for those written to, those held out, and clicks. */
import { afterAll, beforeAll, expect, test } from 'vitest'

import { openTestApp, type TestApp } from '#test/support/app.ts'
import { saveOrders } from '#/modules/commerce/index.ts'
import { recordConsents, resolveCustomers } from '#/modules/customers/index.ts'
import { drainSendings } from '#/modules/delivery/index.ts'
import { recordEvents, waitUntilApplied } from '#/modules/history/index.ts'
import { systemActor } from '#/platform/actor.ts'
import { inTransaction } from '#/platform/db/index.ts'

import { createCampaign } from './drafts.ts'
import { differenceOf } from './effect.ts'
import { launchCampaign } from './launch.ts'
import { campaignResults } from './read-campaigns.ts'
import { heldOutAfter } from './store-audience.ts'

const actor = systemActor('test')
const day = 86_400_000
let open: TestApp
let people: number[]

beforeAll(async () => {
  open = await openTestApp()
  const at = open.clock.now()
  const found = await resolveCustomers(
    open.app,
    Array.from({ length: 40 }, (_, n) => ({
      identities: [{ kind: 'email' as const, value: `etki${n}@posta.ornek.net` }],
      seenAt: at,
      source: 'test',
    })),
  )
  people = found.map(({ customerId }) => customerId)
  const consent = { channel: 'email', purpose: 'marketing', state: 'given', source: 'import' } as const
  await recordConsents(
    open.app,
    actor,
    people.map((customerId) => ({ customerId, at, ...consent })),
  )
}, 120_000)
afterAll(() => open?.close())

let number = 0
function bought(customerId: number, afterDays: number, total: string) {
  number += 1
  return {
    storeId: 1,
    externalId: String(number),
    customerId,
    placedAt: new Date(open.clock.now().getTime() + afterDays * day),
    currency: 'TRY',
    source: 'test',
    lines: [{ productId: 'P1', title: 'Havlu', quantity: '1', unitPrice: total }],
  }
}

async function send(holdOut: number): Promise<string> {
  const id = await createCampaign(open.app, actor, {
    name: 'Etki',
    audience: { kind: 'customers', ids: people },
    letter: { subject: 'Selam', preheader: '', body: 'Merhaba', textBody: '' },
    holdOut,
  })
  await launchCampaign(open.app, actor, id)
  await open.hearNotices()
  open.clock.move(10_000)
  await drainSendings(open.app)
  await open.hearNotices()
  await waitUntilApplied(open.app)
  return id
}

test('orders within seven days count for those written to and those held out, each in their own row', async () => {
  const id = await send(0.4)
  const heldOut = await heldOutAfter(open.app.db, id, { after: 0, limit: 100 })
  const written = people.filter((person) => !heldOut.includes(person))
  expect(heldOut.length).toBeGreaterThan(5)
  const [a = 0, b = 0, c = 0] = written
  const [left = 0, other = 0] = heldOut
  await saveOrders(open.app, [
    bought(a, -1, '999'),
    bought(a, 1, '100'),
    bought(a, 2, '50'),
    bought(b, 6, '200'),
    bought(c, 8, '999'),
    bought(left, 3, '70'),
    bought(other, 9, '999'),
  ])
  const click = { name: 'Email Link Clicked', source: 'delivery', channel: 'email', campaign: id }
  const at = (days: number): Date => new Date(open.clock.now().getTime() + days * day)
  await inTransaction(open.app.db, (tx) =>
    recordEvents({ ...open.app, db: tx }, [
      { ...click, customerId: a, time: at(0.5), messageId: 'click-a' },
      // Clicked another campaign's mail later: the order is that one's.
      { ...click, customerId: b, time: at(1), messageId: 'click-b' },
      { ...click, customerId: b, time: at(5), messageId: 'click-b2', campaign: 'another' },
    ]),
  )
  await waitUntilApplied(open.app)
  const { effect } = await campaignResults(open.app, id)
  expect(effect).toMatchObject({
    days: 7,
    currency: 'TRY',
    written: { people: written.length, ordered: 2, revenue: '350' },
    heldOut: { people: heldOut.length, ordered: 1, revenue: '70.0000' },
    lastClick: { orders: 2, revenue: '150' },
    lastMessage: { orders: 3, revenue: '350' },
  })
  expect(effect?.difference?.value).toBeCloseTo(2 / written.length - 1 / heldOut.length)
})

test('without a hold-out there is no difference, and of a draft nothing is told', async () => {
  const id = await createCampaign(open.app, actor, {
    name: 'Taslak',
    audience: { kind: 'customers', ids: people },
    letter: { subject: 'Selam', preheader: '', body: 'Merhaba', textBody: '' },
  })
  expect((await campaignResults(open.app, id)).effect).toBeNull()
  const sent = await send(0)
  expect((await campaignResults(open.app, sent)).effect).toMatchObject({
    written: { people: people.length },
    heldOut: { people: 0 },
    difference: null,
  })
})

test('the difference has Newcombe’s interval', () => {
  // Newcombe 1998, table II, 56/70 against 48/80: 0.0524 to 0.3339.
  const difference = differenceOf(
    { people: 70, ordered: 56, revenue: '0' },
    { people: 80, ordered: 48, revenue: '0' },
  )
  expect(difference?.value).toBeCloseTo(0.2)
  expect(difference?.low).toBeCloseTo(0.0524, 4)
  expect(difference?.high).toBeCloseTo(0.3339, 4)
})
