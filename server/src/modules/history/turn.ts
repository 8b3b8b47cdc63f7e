/** One turn of the pipeline: claims waiting bodies, prepares their events, appends them, and removes the bodies. */
import type { App } from '#/platform/app.ts'
import type { Tx } from '#/platform/db/index.ts'
import { findShop, listStores, ratesFor } from '#/modules/team/index.ts'

import type { KnownCustomers } from './known-customers.ts'
import type { Dropped, Passing } from './passing.ts'
import { announcing, appending, preparing, rawOf, type Run, spend, validate } from './pipeline.ts'
import { isFaultOfData } from './reports-append.ts'
import type { Mapping } from './standard.ts'
import { claimIntake, countDrops, deleteIntake, type IntakeRow } from './store.ts'
import { shareAppendLock } from './store-merges.ts'
import { insertQuarantined } from './store-quarantine.ts'

export type TurnApp = Pick<App, 'db' | 'clock' | 'notices' | 'eventStore' | 'log'>

export type Turn = {
  /** What was claimed, once it is prepared; no bodies when none waited. The next turn may begin. */
  prepared: Promise<Claimed>
  /** How long writing it took (ms). Rejects when the turn came to nothing; its bodies then wait for another. */
  done: Promise<number>
}

/** `waited`: how long the oldest body waited, in milliseconds. */
export type Claimed = { bodies: number; events: number; waited: number }

/** Bodies this process appends right now: after a lost connection they may be claimed while the insert still runs. */
const appendingNow = new Set<string>()

export function takeTurn(app: TurnApp, given: { limit: number; known: KnownCustomers }): Turn {
  const prepared = Promise.withResolvers<Claimed>()
  const done = app.db.transaction().execute(async (hold) => {
    const rows = await claimIntake(hold, given.limit)
    if (rows.length === 0) {
      prepared.resolve({ bodies: 0, events: 0, waited: 0 })
      return 0
    }
    const waited = app.clock.now().getTime() - (rows[0]?.received_at.getTime() ?? 0)
    const work = await prepare(app, rows, given.known)
    prepared.resolve({ bodies: rows.length, events: work.events.length + work.dropped.length, waited })
    const since = performance.now()
    await finish(app, hold, { rows, ...work })
    return performance.now() - since
  })
  done.catch((error: unknown) => prepared.reject(error))
  prepared.promise.catch(() => undefined)
  return { prepared: prepared.promise, done }
}

type Work = { events: Passing[]; dropped: Dropped[] }

async function prepare(app: TurnApp, rows: readonly IntakeRow[], known: KnownCustomers): Promise<Work> {
  while (rows.some((row) => appendingNow.has(row.id))) await pause(50)
  const opened = validate(rows)
  const mapping = await mappingFor(app)
  const work = await prepareOrSplit(app, { events: opened.events, mapping, known })
  spend(work.events)
  return { events: work.events, dropped: [...opened.dropped, ...work.dropped] }
}

type Given = { events: Passing[]; mapping: Mapping; known: KnownCustomers }

/** When what the events hold breaks a step, halves are tried by themselves, until the one that breaks it is alone. */
async function prepareOrSplit(app: TurnApp, given: Given, attempt = 1): Promise<Work> {
  try {
    return await prepareOnce(app, given)
  } catch (error) {
    if (isPassing(error)) {
      if (attempt >= 5 || !isContention(error)) throw error
      return prepareOrSplit(app, given, attempt + 1)
    }
    const [only] = given.events
    if (given.events.length === 1 && only) return { events: [], dropped: [poison(app, only, error)] }
    const middle = given.events.length >> 1
    const first = await prepareOrSplit(app, { ...given, events: given.events.slice(0, middle) })
    const second = await prepareOrSplit(app, { ...given, events: given.events.slice(middle) })
    return { events: [...first.events, ...second.events], dropped: [...first.dropped, ...second.dropped] }
  }
}

async function prepareOnce(app: TurnApp, given: Given): Promise<Work> {
  const generation = given.known.generation()
  const run = { known: given.known, mapping: given.mapping, dropped: [], learned: new Map<string, number>() }
  const events = await app.db.transaction().execute(async (tx) => {
    let passing = given.events
    for (const step of preparing) {
      if (passing.length > 0) passing = await step.run({ ...run, app: { ...app, db: tx } }, passing)
    }
    return passing
  })
  if (generation === given.known.generation()) {
    const now = performance.now()
    for (const [signature, customer] of run.learned) given.known.set(signature, customer, now)
  }
  return { events, dropped: run.dropped }
}

async function finish(app: TurnApp, hold: Tx, given: Work & { rows: readonly IntakeRow[] }): Promise<void> {
  const { rows } = given
  await shareAppendLock(hold)
  for (const row of rows) appendingNow.add(row.id)
  try {
    const run: Run = { app: { ...app, db: hold }, dropped: given.dropped }
    const appended = await appendOrSplit(run, given.events)
    await announcing.run(run, appended)
    await setAside(app, hold, run.dropped)
    await deleteIntake(
      hold,
      rows.map((row) => row.id),
    )
  } finally {
    for (const row of rows) appendingNow.delete(row.id)
  }
}

async function appendOrSplit(run: Run, events: Passing[]): Promise<Passing[]> {
  if (events.length === 0) return []
  try {
    return await appending.run(run, events)
  } catch (error) {
    if (!isFaultOfData(error)) throw error
    const [only] = events
    if (events.length === 1 && only) {
      run.dropped.push(poison(run.app, only, error))
      return []
    }
    const middle = events.length >> 1
    return [
      ...(await appendOrSplit(run, events.slice(0, middle))),
      ...(await appendOrSplit(run, events.slice(middle))),
    ]
  }
}

/** Everything dropped is counted; what a person could correct is kept. */
async function setAside(app: Pick<App, 'clock'>, hold: Tx, dropped: readonly Dropped[]): Promise<void> {
  const counts = new Map<string, number>()
  for (const { reason } of dropped) counts.set(reason, (counts.get(reason) ?? 0) + 1)
  await countDrops(hold, app.clock.now().toISOString().slice(0, 10), counts)
  const kept = dropped.filter(({ reason }) => reason !== 'duplicate')
  await insertQuarantined(
    hold,
    kept.map(({ carrier, raw, reason, detail, name }) => ({
      receivedAt: new Date(carrier.receivedAt),
      origin: carrier.origin,
      body: JSON.stringify(raw) ?? 'null',
      reason,
      detail,
      name,
    })),
  )
}

function poison(app: Pick<App, 'log'>, event: Passing, error: unknown): Dropped {
  app.log.warn({ error, messageId: event.messageId }, 'an event cannot be taken in; it waits in quarantine')
  const code = codeOf(error)
  return {
    carrier: event.carrier,
    raw: rawOf(event),
    reason: 'not_processable',
    detail: code,
    name: event.name,
  }
}

function codeOf(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'code' in error) return String(error.code)
  return error instanceof Error ? error.name : ''
}

/** What has nothing to do with the events: connections, shutdowns, full disks, locks. */
function isPassing(error: unknown): boolean {
  const code = codeOf(error)
  if (/^\d/.test(code)) return /^(?:08|25|40|53|55|57|58)/.test(code)
  return /^E[A-Z]+$/.test(code) || /connect|terminat|timeout|socket/i.test(String(error))
}

function isContention(error: unknown): boolean {
  return /^40(001|P01)$/.test(codeOf(error))
}

async function mappingFor(app: TurnApp): Promise<Mapping> {
  const [shop, stores, rates] = await Promise.all([findShop(app), listStores(app), ratesFor(app)])
  const currencies = new Map(stores.map((store) => [store.id, store.currency]))
  return {
    currencyOf: (storeId) => currencies.get(storeId) ?? shop?.currency ?? '',
    toReporting: (amount, currency, day) => rates.toReporting(amount, currency, day),
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
