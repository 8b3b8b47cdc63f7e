import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import Fastify from 'fastify'

import { recordConsents, resolveCustomers } from '#/modules/customers/index.ts'
import { delivery, drainSendings } from '#/modules/delivery/index.ts'
import { systemActor } from '#/platform/actor.ts'
import { tables } from '#/platform/db/index.ts'
import { openTestApp, type TestApp } from '#test/support/app.ts'

import { createCampaign, updateCampaign } from './drafts.ts'
import { estimateCampaign, listPeople } from './estimate.ts'
import { launchCampaign, undoLaunch } from './launch.ts'
import { campaignResults, getCampaign } from './read-campaigns.ts'
import { cancelCampaign, pauseCampaign, resumeCampaign } from './steer.ts'

const actor = systemActor('test')
const letter = {
  subject: 'Sizi özledik {{ customer.first_name | default: "" }}',
  preheader: '',
  body: 'Merhaba {{ customer.first_name | default: "dostumuz" }},\n\n[Yeniler](https://ornek.com/yeni)',
  textBody: '',
}

type Mail = {
  id: string
  customer_id: number
  to_address: string
  html: string
  headers: Record<string, string>
}

describe('a campaign', () => {
  let open: TestApp
  let server: ReturnType<typeof Fastify>

  beforeAll(async () => {
    open = await openTestApp()
    server = Fastify({ routerOptions: { maxParamLength: 500 } })
    delivery.routes?.(server, open.app, async () => actor)
  })
  afterAll(async () => {
    await server.close()
    await open.close()
  })

  let round = 0
  beforeEach(() => {
    round += 1
  })

  /** Customers with the states of consent given, one each; undefined: never asked. */
  async function customers(
    states: readonly ('given' | 'refused' | 'withdrawn' | undefined)[],
  ): Promise<number[]> {
    const at = open.clock.now()
    const resolved = await resolveCustomers(
      open.app,
      states.map((_, n) => ({
        identities: [{ kind: 'email' as const, value: `kisi${round}-${n}@posta.ornek.net` }],
        profile: { firstName: `Ad${n}` },
        seenAt: at,
        source: 'test',
      })),
    )
    const ids = resolved.map(({ customerId }) => customerId)
    await recordConsents(
      open.app,
      actor,
      states.flatMap((state, n) =>
        state
          ? [
              {
                customerId: ids[n]!,
                channel: 'email' as const,
                purpose: 'marketing' as const,
                state,
                at,
                source: 'import' as const,
              },
            ]
          : [],
      ),
    )
    return ids
  }

  async function campaignFor(ids: number[], rest: { holdOut?: number } = {}): Promise<string> {
    return createCampaign(open.app, actor, {
      name: 'Deneme',
      audience: { kind: 'customers', ids },
      letter,
      ...rest,
    })
  }

  async function launchAndSend(id: string): Promise<void> {
    await launchCampaign(open.app, actor, id)
    await open.hearNotices()
    open.clock.move(10_000)
    await drainSendings(open.app)
    await open.hearNotices()
  }

  async function mailsOf(id: string): Promise<Mail[]> {
    return tables<{ mailbox: Mail & { sending_id: string } }>(open.app.db)
      .selectFrom('mailbox')
      .selectAll()
      .where('sending_id', '=', id)
      .orderBy('customer_id')
      .execute()
  }

  test('estimates who may be written to and why not the others', async () => {
    const ids = await customers(['given', 'given', 'refused', 'withdrawn', undefined])
    const id = await campaignFor([...ids, 4_000_000])
    const estimate = await estimateCampaign(open.app, id)
    expect(estimate).toMatchObject({ audience: 6, reachable: 2 })
    expect(Object.fromEntries(estimate.blocked.map(({ reason, count }) => [reason, count]))).toEqual({
      refused: 1,
      withdrawn: 1,
      no_consent: 1,
      erased: 1,
    })
    const refused = await listPeople(open.app, { id, reason: 'refused', limit: 10 })
    expect(refused.map((person) => person.id)).toEqual([ids[2]])
  })

  test('reaches those who may be written to, once each, and ends', async () => {
    const ids = await customers(['given', 'given', 'given', 'refused'])
    const id = await campaignFor(ids)
    await launchAndSend(id)
    const mails = await mailsOf(id)
    expect(mails.map((mail) => mail.customer_id)).toEqual(ids.slice(0, 3))
    expect(mails[0]?.html).toContain('Merhaba Ad0')
    expect(mails[0]?.headers['List-Unsubscribe-Post']).toBe('List-Unsubscribe=One-Click')
    expect(await getCampaign(open.app, id)).toMatchObject({
      state: 'sent',
      progress: { audience: 4, sent: 3, waiting: 0, skipped: { refused: 1 } },
    })
    await drainSendings(open.app)
    expect(await mailsOf(id)).toHaveLength(3)
  })

  test('leaves out at random, the same people each time, only among those it would have written to', async () => {
    const ids = await customers(Array.from({ length: 60 }, (_, n) => (n < 50 ? 'given' : undefined)))
    const id = await campaignFor(ids, { holdOut: 0.5 })
    await launchAndSend(id)
    const { progress } = await campaignResults(open.app, id)
    expect(progress.sent + progress.heldOut).toBe(50)
    expect(progress.heldOut).toBeGreaterThan(10)
    expect(progress.heldOut).toBeLessThan(40)
    expect(progress.skipped).toEqual({ no_consent: 10 })
  })

  test('can be taken back within ten seconds, without a trace, and not later', async () => {
    const id = await campaignFor(await customers(['given', 'given']))
    await launchCampaign(open.app, actor, id)
    await open.hearNotices()
    open.clock.move(9_999)
    await drainSendings(open.app)
    await undoLaunch(open.app, actor, id)
    expect(await getCampaign(open.app, id)).toMatchObject({
      state: 'draft',
      launchedAt: null,
      progress: null,
    })
    open.clock.move(60_000)
    await drainSendings(open.app)
    expect(await mailsOf(id)).toEqual([])

    await launchAndSend(id)
    expect(await mailsOf(id)).toHaveLength(2)
    await expect(undoLaunch(open.app, actor, id)).rejects.toThrow('undo_too_late')
  })

  test('holds while paused, goes on when resumed, and stops for good when cancelled', async () => {
    const id = await campaignFor(await customers(['given', 'given']))
    await launchCampaign(open.app, actor, id)
    await open.hearNotices()
    await pauseCampaign(open.app, actor, id)
    open.clock.move(20_000)
    await drainSendings(open.app)
    expect(await mailsOf(id)).toEqual([])
    await resumeCampaign(open.app, actor, id)
    await cancelCampaign(open.app, actor, id)
    await drainSendings(open.app)
    expect(await mailsOf(id)).toEqual([])
    expect(await getCampaign(open.app, id)).toMatchObject({
      state: 'cancelled',
      progress: { cancelled: 2, waiting: 0 },
    })
    await expect(resumeCampaign(open.app, actor, id)).rejects.toThrow('campaign_state')
  })

  test('is not changed once launched, and refuses a letter that is not fit', async () => {
    const id = await campaignFor(await customers(['given']))
    await updateCampaign(open.app, actor, { id, letter: { ...letter, subject: '' } })
    await expect(launchCampaign(open.app, actor, id)).rejects.toThrow('campaign_letter')
    await updateCampaign(open.app, actor, { id, letter: { ...letter, body: '{{ customer.first_name' } })
    await expect(launchCampaign(open.app, actor, id)).rejects.toThrow('letter_invalid')
    await updateCampaign(open.app, actor, { id, letter })
    await launchAndSend(id)
    await expect(updateCampaign(open.app, actor, { id, name: 'x' })).rejects.toThrow('campaign_not_draft')
  })

  test('does not write to whom a variable is missing, and says so', async () => {
    const id = await campaignFor(await customers(['given']))
    await updateCampaign(open.app, actor, { id, letter: { ...letter, body: '{{ customer.city }}' } })
    await launchAndSend(id)
    const { progress } = await campaignResults(open.app, id)
    expect(progress).toMatchObject({ sent: 0, skipped: { missing_variable: 1 } })
  })

  test('one click unsubscribes at once, for what waits as well; opening the page does not', async () => {
    const ids = await customers(['given', 'given'])
    const first = await campaignFor(ids)
    await launchAndSend(first)
    const [mail] = await mailsOf(first)
    const path = new URL(/<(.+)>/.exec(mail!.headers['List-Unsubscribe']!)![1]!).pathname

    const second = await campaignFor(ids)
    await launchCampaign(open.app, actor, second)
    await open.hearNotices()
    const page = await server.inject({ method: 'GET', url: path })
    expect(page.statusCode).toBe(200)
    expect(page.body).toContain('ki•••@posta.ornek.net')
    expect(await estimateCampaign(open.app, second)).toMatchObject({ reachable: 2 })

    for (let time = 0; time < 2; time += 1) {
      const answer = await server.inject({
        method: 'POST',
        url: path,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        payload: 'List-Unsubscribe=One-Click',
      })
      expect(answer.statusCode).toBe(200)
    }
    open.clock.move(10_000)
    await drainSendings(open.app)
    await open.hearNotices()
    expect((await mailsOf(second)).map((sent) => sent.customer_id)).toEqual([ids[1]])
    expect((await campaignResults(open.app, second)).progress.skipped).toEqual({ withdrawn: 1 })
    expect((await campaignResults(open.app, first)).unsubscribed).toBe(1)
    expect(await estimateCampaign(open.app, second)).toMatchObject({ reachable: 1 })
    const consents = await tables<{ consents: { customer_id: number; source: string; state: string } }>(
      open.app.db,
    )
      .selectFrom('consents')
      .select(['source', 'state'])
      .where('customer_id', '=', ids[0]!)
      .where('source', '=', 'unsubscribe')
      .execute()
    expect(consents).toEqual([{ source: 'unsubscribe', state: 'withdrawn' }])
  })

  test('counts people who open and click, apart from machines, and leads to the signed address only', async () => {
    const id = await campaignFor(await customers(['given', 'given']))
    await launchAndSend(id)
    open.clock.move(60_000)
    const mails = await mailsOf(id)
    const person = { 'user-agent': 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) AppleWebKit/605.1' }
    const pixel = (mail: Mail): string => new URL(/src="([^"]+\/o\/[^"]+)"/.exec(mail.html)![1]!).pathname
    const click = (mail: Mail): string => {
      const url = new URL(/href="([^"]+\/c\/[^"]+)"/.exec(mail.html)![1]!.replaceAll('&amp;', '&'))
      return url.pathname + url.search
    }
    await server.inject({ url: pixel(mails[0]!), headers: person })
    await server.inject({ url: pixel(mails[1]!), headers: { 'user-agent': 'Mozilla/5.0' } })
    const answer = await server.inject({ url: click(mails[0]!), headers: person })
    expect([answer.statusCode, answer.headers.location]).toEqual([302, 'https://ornek.com/yeni'])
    const forged = await server.inject({
      url: click(mails[0]!).replace('ornek.com', 'kotu.example'),
      headers: person,
    })
    expect(forged.headers.location).toBe(open.app.config.url)
    expect(await campaignResults(open.app, id)).toMatchObject({
      opened: 1,
      clicked: 1,
      robotOpens: 1,
      robotClicks: 0,
    })
  })
})
