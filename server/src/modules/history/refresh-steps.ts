/** Keeps the steps of orders up to date: what was told since is written beside the edition, for the customers concerned alone. */
import { findShop } from '#/modules/team/index.ts'
import type { App } from '#/platform/app.ts'
import { inTransaction } from '#/platform/db/index.ts'
import type { EventStore } from '#/platform/event-store/index.ts'

import {
  markCustomers,
  markDone,
  markTaken,
  markTold,
  readEdition,
  readNextEdition,
  type Sheet,
} from './reports-marks.ts'
import { readSignature, readStanding, type Standing } from './reports-standing.ts'
import { forgetEditions, readSettled, writeEdition, writeSheet } from './reports-steps.ts'
import { lockSheets } from './store-merges.ts'

type Using = Pick<App, 'db' | 'eventStore'>

/**
 * Takes up what was told of orders since the last time, and says which rows of `order_steps` and `order_lines` hold now:
 * what `orders` says, in days of the shop's zone. With nothing told it costs one small question.
 */
export async function refreshSteps(app: Using): Promise<Standing> {
  const zone = await zoneOf(app)
  const seen = `${zone}: ${await readSignature(app.eventStore)}`
  const last = settled.get(app.eventStore)
  if (last?.seen === seen) return last.standing
  const { edition, changed } = await takeUp(app, zone)
  const standing = await readStanding(app.eventStore, edition)
  if (!changed) settled.set(app.eventStore, { seen, standing })
  return standing
}

/** What was found when there was nothing to take up; it holds as long as the event store shows the same. */
const settled = new WeakMap<EventStore, { seen: string; standing: Standing }>()

async function takeUp(app: Using, zone: string): Promise<{ edition: number; changed: boolean }> {
  return inTransaction(app.db, async (tx) => {
    await lockSheets(tx)
    const newest = await readEdition(app.eventStore, zone)
    if (!newest?.inZone) return { edition: await beginEdition(app, zone), changed: true }
    const { edition, nextSheet } = newest
    return { edition, changed: await addSheet(app, { edition, sheet: nextSheet, zone }) }
  })
}

async function zoneOf(app: Using): Promise<string> {
  return (await findShop(app))?.timeZone ?? 'UTC'
}

/** An edition of what the book holds, where there is none in the days of this zone. */
async function beginEdition(app: Using, zone: string): Promise<number> {
  const edition = await readNextEdition(app.eventStore)
  await writeEdition(app.eventStore, edition, zone)
  await addSheet(app, { edition, sheet: 1, zone })
  await markDone(app.eventStore, { edition, sheet: 0, zone })
  return edition
}

/** Whether there was anything to add. */
async function addSheet({ eventStore }: Using, sheet: Sheet): Promise<boolean> {
  const taken = await markTaken(eventStore, sheet)
  if (taken.order === null && taken.merge === null) return false
  const [settled, customers] = await Promise.all([
    readSettled(eventStore, sheet, taken),
    markCustomers(eventStore, sheet, taken),
  ])
  await writeSheet(eventStore, sheet, { ...taken, ...customers, settled })
  await markDone(eventStore, sheet)
  return true
}

/** An edition that has taken up what was told before a minute, once the book has. */
export async function openEdition({ eventStore }: Using, before: number): Promise<number> {
  const edition = await readNextEdition(eventStore)
  await markTold(eventStore, edition, before)
  return edition
}

/**
 * Writes the settled book as the edition and lets reports read it. What was told meanwhile is added first, and nothing is
 * added to the edition before it, so that no report falls behind what an earlier one said. The edition before it stays
 * for reports that have begun.
 */
export async function publishEdition(app: Using, edition: number): Promise<void> {
  const zone = await zoneOf(app)
  await writeEdition(app.eventStore, edition, zone)
  await inTransaction(app.db, async (tx) => {
    await lockSheets(tx)
    const known = await readEdition(app.eventStore, zone)
    await addSheet(app, { edition, sheet: 1, zone })
    await markDone(app.eventStore, { edition, sheet: 0, zone })
    if (known !== null) await forgetEditions(app.eventStore, known.edition)
  })
}
