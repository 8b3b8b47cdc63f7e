/** `/o/…` and `/c/…`: what readers do with a mail. A reader is never kept waiting or lost because we count. */
import type { FastifyInstance, FastifyRequest } from 'fastify'

import { recordEvents } from '#/modules/history/index.ts'
import type { App } from '#/platform/app.ts'
import { inTransaction } from '#/platform/db/index.ts'
import { hashToken } from '#/platform/ids.ts'

import { readClick, readToken } from './links.ts'
import { messageEvent } from './message-events.ts'
import { isRobot } from './robots.ts'
import { findMessage, markMessage, type MessageForReader } from './store-messages.ts'

/** A transparent GIF of one pixel. */
const pixel = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')

type Click = { Params: { token: string }; Querystring: { to?: unknown } }

export function trackingRoutes(server: FastifyInstance, app: App): void {
  server.get<{ Params: { token: string } }>('/o/:token', async (request, reply) => {
    const id = readToken(app, 'open', request.params.token)
    if (id) await count(app, () => recordOpen(app, id, request))
    return reply.headers({ 'content-type': 'image/gif', 'cache-control': 'no-store' }).send(pixel)
  })
  server.get<Click>('/c/:token', async (request, reply) => {
    const { to } = request.query
    const target = typeof to === 'string' ? to : ''
    const id = readClick(app, request.params.token, target)
    if (!id) return reply.redirect(app.config.url, 302)
    await count(app, () => recordClick(app, { id, target }, request))
    return reply.header('cache-control', 'no-store').redirect(target, 302)
  })
}

async function count(app: App, work: () => Promise<void>): Promise<void> {
  await work().catch((error: unknown) => app.log.warn({ error }, 'an opening or click could not be counted'))
}

async function recordOpen(app: App, id: string, request: FastifyRequest): Promise<void> {
  const message = await findMessage(app.db, id)
  if (!message?.tracked) return
  if (isRobot(visitOf(app, message, request))) {
    await markMessage(app.db, id, { name: 'robot_opened_at', at: app.clock.now() })
    return
  }
  await markOpened(app, message)
}

async function recordClick(
  app: App,
  click: { id: string; target: string },
  request: FastifyRequest,
): Promise<void> {
  const message = await findMessage(app.db, click.id)
  if (!message?.tracked) return
  const at = app.clock.now()
  if (isRobot(visitOf(app, message, request))) {
    await markMessage(app.db, click.id, { name: 'robot_clicked_at', at })
    return
  }
  // Whoever follows a link has opened the mail, whether or not the picture was loaded.
  await markOpened(app, message)
  await inTransaction(app.db, async (tx) => {
    await markMessage(tx, click.id, { name: 'clicked_at', at })
    const detail = hashToken(click.target).slice(0, 16)
    const event = messageEvent('Email Link Clicked', { message, sending: message, at, detail })
    await recordEvents({ ...app, db: tx }, [{ ...event, url: click.target }])
  })
}

async function markOpened(app: App, message: MessageForReader): Promise<void> {
  const at = app.clock.now()
  await inTransaction(app.db, async (tx) => {
    const first = await markMessage(tx, message.id, { name: 'opened_at', at })
    if (first)
      await recordEvents({ ...app, db: tx }, [
        messageEvent('Email Opened', { message, sending: message, at }),
      ])
  })
}

function visitOf(app: App, message: MessageForReader, request: FastifyRequest) {
  return {
    method: request.method,
    userAgent: request.headers['user-agent'] ?? '',
    at: app.clock.now(),
    sentAt: message.sentAt,
  }
}
