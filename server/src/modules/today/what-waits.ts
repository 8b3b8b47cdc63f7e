/** What waits for a person: of every room a few things at most, each only for those who may read it. */
import { type Right, type WaitingItem, type WaitingKind, waitingKinds } from '@vefa/contract'

import { campaignNames, waitingCampaigns } from '#/modules/campaigns/index.ts'
import { unvaluedCurrencies } from '#/modules/commerce/index.ts'
import { waitingImports } from '#/modules/connectors/index.ts'
import { countSuggestions, findDueTasks, findSuggestions } from '#/modules/customers/index.ts'
import { failedSendings } from '#/modules/delivery/index.ts'
import { countOpenQuarantined } from '#/modules/history/index.ts'
import { findFailedSegments, shopCalendar } from '#/modules/segments/index.ts'
import type { Actor } from '#/platform/actor.ts'
import type { App } from '#/platform/app.ts'

/** Counted no further than this. */
const most = 1_000
const shownOfEach = 5
const dayLength = 86_400_000
/** Failed sends and rows not taken are news for so long; drafts wait longer. */
const newsDays = 7
const draftDays = 30

type Scene = { app: App; actor: Actor; now: Date; today: string }

const parts: readonly { right: Right; find: (scene: Scene) => Promise<WaitingItem[]> }[] = [
  { right: 'segments.read', find: brokenSegments },
  { right: 'campaigns.read', find: campaignsAndSends },
  { right: 'customers.read', find: tasks },
  { right: 'imports.read', find: imports },
  { right: 'events.read', find: quarantine },
  { right: 'orders.read', find: rates },
  { right: 'customers.merge', find: pairs },
  { right: 'settings.write', find: plainAddress },
]

export async function whatWaits(app: App, actor: Actor): Promise<WaitingItem[]> {
  const { now, today } = await shopCalendar(app)
  const scene = { app, actor, now, today }
  const allowed = parts.filter(({ right }) => actor.rights.has(right))
  const found = await Promise.all(allowed.map(({ find }) => find(scene)))
  const place = (kind: WaitingKind): number => waitingKinds.indexOf(kind)
  return found.flat().sort((one, other) => place(one.kind) - place(other.kind))
}

type Given = Pick<WaitingItem, 'kind'> & Partial<Omit<WaitingItem, 'since'>> & { since?: Date | null }

function item({ since, ...given }: Given): WaitingItem {
  const blank = { id: '', name: '', about: '', count: 1, more: false, due: null }
  return { ...blank, ...given, since: since?.toISOString() ?? null }
}

/** A count that may have been cut off. */
function counted(count: number): Pick<WaitingItem, 'count' | 'more'> {
  return { count: Math.min(count, most), more: count > most }
}

async function brokenSegments({ app }: Scene): Promise<WaitingItem[]> {
  const found = await findFailedSegments(app.db, shownOfEach)
  return found.map((segment) => item({ kind: 'segmentFailed', ...segment }))
}

async function campaignsAndSends({ app, now }: Scene): Promise<WaitingItem[]> {
  const [waiting, failed] = await Promise.all([
    waitingCampaigns(app.db, { since: before(now, draftDays), limit: shownOfEach }),
    failedSendings(app.db, { since: before(now, newsDays), most: most + 1 }),
  ])
  const shown = failed.slice(0, shownOfEach)
  const names = await campaignNames(
    app.db,
    shown.map(({ id }) => id),
  )
  return [
    ...waiting.map(({ state, ...campaign }) =>
      item({ kind: state === 'paused' ? 'campaignPaused' : 'campaignDraft', ...campaign }),
    ),
    ...shown.map(({ id, count, since }) =>
      item({ kind: 'sendsFailed', id, name: names.get(id) ?? '', since, ...counted(count) }),
    ),
  ]
}

async function tasks({ app, actor, today }: Scene): Promise<WaitingItem[]> {
  const assigneeId = actor.kind === 'user' ? actor.id : null
  const found = await findDueTasks(app.db, { assigneeId, by: today, limit: shownOfEach })
  return found.map(({ title, dueOn, customerId, customerName }) =>
    item({
      kind: dueOn < today ? 'taskLate' : 'taskDue',
      id: String(customerId),
      name: title,
      about: customerName ?? '',
      due: dueOn,
    }),
  )
}

const importKinds = {
  uploaded: 'importUploaded',
  paused: 'importPaused',
  failed: 'importFailed',
  done: 'importRejects',
} as const

async function imports({ app, now }: Scene): Promise<WaitingItem[]> {
  const found = await waitingImports(app.db, { since: before(now, newsDays), limit: shownOfEach })
  return found.map(({ id, fileName, state, rejected, since }) =>
    item({ kind: importKinds[state], id, name: fileName, since, count: state === 'done' ? rejected : 1 }),
  )
}

async function quarantine({ app }: Scene): Promise<WaitingItem[]> {
  const { count, oldest } = await countOpenQuarantined(app.db, most + 1)
  return count === 0 ? [] : [item({ kind: 'quarantine', since: oldest, ...counted(count) })]
}

async function rates({ app }: Scene): Promise<WaitingItem[]> {
  const found = await unvaluedCurrencies(app.db, most + 1)
  return found
    .slice(0, shownOfEach)
    .map(({ currency, count }) => item({ kind: 'rates', name: currency, ...counted(count) }))
}

async function pairs({ app }: Scene): Promise<WaitingItem[]> {
  const [[first], count] = await Promise.all([
    findSuggestions(app.db, { limit: 1 }),
    countSuggestions(app.db, most + 1),
  ])
  if (!first) return []
  const { a, b, createdAt } = first
  return [
    item({
      kind: 'pairs',
      id: String(a.id),
      name: a.name ?? `#${a.id}`,
      about: b.name ?? `#${b.id}`,
      since: createdAt,
      ...counted(count),
    }),
  ]
}

/** As the doctor says it: what anybody on the way can read. */
async function plainAddress({ app }: Scene): Promise<WaitingItem[]> {
  const { protocol, hostname } = new URL(app.config.url)
  const here = /^(localhost|127\.|\[::1\])/.test(hostname)
  return protocol === 'http:' && !here ? [item({ kind: 'plainAddress', name: app.config.url })] : []
}

function before(now: Date, days: number): Date {
  return new Date(now.getTime() - days * dayLength)
}
