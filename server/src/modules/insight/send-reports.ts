/** Sends reports that are due, each once to each reader who may still read insight. */
import { exploreQuestion, type ExploreQuestion } from '@vefa/contract'

import { type Colleague, findShop, membersWith } from '#/modules/team/index.ts'
import type { App } from '#/platform/app.ts'
import { inTransaction } from '#/platform/db/index.ts'

import { explore } from './explore.ts'
import { placeOf } from './reach.ts'
import { dayIn } from './reference.ts'
import { writeReport } from './report-mail.ts'
import { nextDue, rollingDays } from './schedule.ts'
import {
  claimMail,
  type ExplorationRow,
  lockDueExploration,
  type MailKey,
  moveSchedule,
  noteMail,
} from './store-explorations.ts'

type Using = Pick<App, 'db' | 'eventStore' | 'clock' | 'config' | 'mailer' | 'log'>

/** How many were sent. One at a time, so that workers share them; a mail claimed before a crash is not sent again. */
export async function sendReports(app: Using): Promise<number> {
  let sent = 0
  for (;;) {
    const due = await takeDue(app)
    if (due === null) return sent
    sent += await sendOne(app, due)
  }
}

type Due = { row: ExplorationRow; dueAt: Date; readers: Colleague[]; zone: string }

/** In one transaction: the next due moment is set and every reader claimed. */
async function takeDue(app: Using): Promise<Due | null> {
  const now = app.clock.now()
  const { zone } = await placeOf(app)
  const allowed = await membersWith(app, 'insight.read')
  return inTransaction(app.db, async (tx) => {
    const row = await lockDueExploration(tx, now)
    if (!row?.schedule || !row.nextSendAt) return null
    await moveSchedule(tx, row.id, nextDue(row.schedule, now, zone))
    const wanted = new Set(row.schedule.to)
    const readers: Colleague[] = []
    for (const reader of allowed.filter(({ id }) => wanted.has(id))) {
      const key = { explorationId: row.id, dueAt: row.nextSendAt, readerId: reader.id }
      if (await claimMail(tx, key, now)) readers.push(reader)
    }
    return { row, dueAt: row.nextSendAt, readers, zone }
  })
}

async function sendOne(app: Using, { row, dueAt, readers, zone }: Due): Promise<number> {
  const question = questionOf(row, dayIn(zone, dueAt))
  const answer = await explore(app, question)
  const shop = await findShop(app)
  const host = new URL(app.config.url).hostname
  const from = {
    name: shop?.brand.senderName || shop?.name || 'Vefa',
    address: shop?.brand.senderAddress || `vefa@${host}`,
  }
  let sent = 0
  for (const reader of readers) {
    const key = { explorationId: row.id, dueAt, readerId: reader.id }
    const { from: first = '', to: last = '' } = question
    const link = linkOf(app.config.url, question)
    const report = {
      name: row.name,
      measure: question.measure,
      by: question.by,
      from: first,
      to: last,
      answer,
      link,
    }
    const mail = {
      ...writeReport(report, reader.language),
      from,
      to: reader.email,
      messageId: messageId(key, host),
    }
    sent += (await deliver(app, key, mail)) ? 1 : 0
  }
  return sent
}

async function deliver(
  app: Using,
  key: MailKey,
  mail: Parameters<App['mailer']['send']>[0],
): Promise<boolean> {
  const problem = app.mailer.configured ? await problemOf(app.mailer.send(mail)) : 'no mail server is set'
  await noteMail(app.db, key, { at: app.clock.now(), problem })
  if (problem !== null)
    app.log.warn({ problem, exploration: key.explorationId }, 'a report could not be mailed')
  return problem === null
}

async function problemOf(sending: Promise<{ accepted: boolean; response: string }>): Promise<string | null> {
  try {
    const { accepted, response } = await sending
    return accepted ? null : response
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/** The same mail sent twice by a server that lost its answer is one to the reader's mailbox. */
function messageId({ explorationId, dueAt, readerId }: MailKey, host: string): string {
  return `<report.${explorationId}.${dueAt.getTime()}.${readerId}@${host}>`
}

function questionOf({ question }: ExplorationRow, today: string): ExploreQuestion {
  const { rolling, ...asked } = question
  return exploreQuestion.parse({ ...asked, ...(rolling && rollingDays(rolling, today)) })
}

/** The page of the console reads the question from its address. */
function linkOf(url: string, question: ExploreQuestion): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(question))
    if (value !== undefined) query.set(name, String(value))
  return `${url.replace(/\/$/, '')}/insight/explore?${query.toString()}`
}
