/** `/u/…`: the page behind the links at the end of a mail, and the one-click address of RFC 8058. GET changes nothing: scanners open links. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

import { currentConsents, customersByIds } from '#/modules/customers/index.ts'
import { letterShop, lookOf } from '#/modules/content/index.ts'
import type { App } from '#/platform/app.ts'

import { readToken, testToken } from './links.ts'
import { findMessage, type MessageForReader } from './store-messages.ts'
import { type ShopperPage, shopperPage } from './shopper-page.ts'
import { shopperWords } from './shopper-words.ts'
import { recordWish } from './unsubscribe.ts'

const policy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src http: https:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
/** A form with one choice, or the one line of a mail program. Bytes. */
const bodyLimit = 20_000

type Token = { Params: { token: string } }

export function preferencesRoutes(server: FastifyInstance, app: App): void {
  void server.register(async (scope) => {
    const forms = ['application/x-www-form-urlencoded', 'multipart/form-data', 'text/plain']
    scope.addContentTypeParser(forms, { parseAs: 'string', bodyLimit }, (_, body, done) => done(null, body))
    scope.get<Token>('/u/:token', async (request, reply) => answer(app, { request, reply }))
    scope.post<Token>('/u/:token', async (request, reply) => {
      const message = await messageOf(app, request.params.token)
      if (!message) return answer(app, { request, reply })
      const choice = choiceOf(request.body)
      await recordWish(app, {
        message,
        wanted: choice === 'start',
        source: choice === 'one-click' ? 'unsubscribe' : 'preferences',
        ip: request.ip,
      })
      return answer(app, { request, reply }, choice === 'start' ? 'started' : 'stopped')
    })
  })
}

/** Whatever is posted that is not our own form's wish to come back means: no more. */
function choiceOf(body: unknown): 'start' | 'stop' | 'one-click' {
  const text = typeof body === 'string' ? body : ''
  if (/^choice=start$/.test(text.trim())) return 'start'
  return text.includes('One-Click') ? 'one-click' : 'stop'
}

async function messageOf(app: App, token: string): Promise<MessageForReader | undefined> {
  const id = readToken(app, 'preferences', token)
  return id === undefined ? undefined : findMessage(app.db, id)
}

type Exchange = { request: FastifyRequest<Token>; reply: FastifyReply }

async function answer(
  app: App,
  { request, reply }: Exchange,
  done?: 'started' | 'stopped',
): Promise<FastifyReply> {
  const message = await messageOf(app, request.params.token)
  const page = message ? await pageFor(app, message, done) : await pageForNobody(app, request)
  return reply
    .status(message || request.params.token === testToken ? 200 : 404)
    .headers({
      'content-security-policy': policy,
      'cache-control': 'no-store',
      'content-type': 'text/html; charset=utf-8',
    })
    .send(shopperPage(page))
}

async function pageFor(
  app: App,
  message: MessageForReader,
  done?: 'started' | 'stopped',
): Promise<ShopperPage> {
  const shop = await letterShop(app)
  const [customer] = await customersByIds(app, [message.customerId])
  const language =
    customer?.language === 'en' || customer?.language === 'tr' ? customer.language : shop.language
  const words = shopperWords[language]
  const consents = await currentConsents(app, [message.customerId], {
    channel: 'email',
    purpose: 'marketing',
  })
  const wanted = consents.get(message.customerId) === 'given'
  const address = masked(customer?.email ?? message.address)
  const now = wanted ? words.wanted(address) : words.notWanted(address)
  return {
    language,
    words,
    look: lookOf(shop),
    lines: done ? [words[done], words.service] : [now, words.lead(shop.name), words.service],
    action: wanted
      ? { label: words.stop, value: 'stop', primary: true }
      : { label: words.start, value: 'start', primary: false },
  }
}

async function pageForNobody(app: App, request: FastifyRequest<Token>): Promise<ShopperPage> {
  const shop = await letterShop(app)
  const asked = request.headers['accept-language']?.slice(0, 2)
  const language = asked === 'en' || asked === 'tr' ? asked : shop.language
  const words = shopperWords[language]
  return {
    language,
    words,
    look: lookOf(shop),
    lines: [request.params.token === testToken ? words.test : words.unknown],
  }
}

/** Enough to recognise one's own address, too little for whoever a mail was forwarded to. */
function masked(address: string): string {
  const [local = '', domain = ''] = address.split('@')
  return domain === '' ? '' : `${local.slice(0, 2)}•••@${domain}`
}
