/** What rooms above ask and tell about customers, many at once. */
import type { App } from '#/platform/app.ts'
import type { Db, Tx } from '#/platform/db/index.ts'

import type { ConsentChannel, ConsentPurpose, ConsentState } from './consent.ts'
import { noticeFigures } from './notices.ts'
import { findCurrentConsents } from './store-consents.ts'
import { findStanding } from './store-customers.ts'
import { idsAfter } from './store-list.ts'
import { findTagByName } from './store-tags.ts'
import { findOfClass, type RfmPlace } from './store-classes.ts'
import { type CustomerClass, type CustomerFigures, updateClasses, updateFigures } from './store-figures.ts'
import { type CustomerSummary, findSummaries } from './store-summaries.ts'

type Reader = { db: Db | Tx }

/** Whom each number counts for after all merges; numbers nobody has are absent. */
export async function standsFor(app: Reader, ids: readonly number[]): Promise<Map<number, number>> {
  const rows = await findStanding(app.db, ids)
  return new Map(rows.map(({ id, into }) => [id, into]))
}

/** In no particular order; those merged away and unknown numbers are absent. */
export async function customersByIds(app: Reader, ids: readonly number[]): Promise<CustomerSummary[]> {
  return findSummaries(app.db, ids)
}

/** What is in force now; who was never asked is absent. */
export async function currentConsents(
  app: Reader,
  ids: readonly number[],
  about: { channel: ConsentChannel; purpose: ConsentPurpose },
): Promise<Map<number, ConsentState>> {
  const rows = await findCurrentConsents(app.db, ids, about)
  return new Map(rows.map(({ customerId, state }) => [customerId, state]))
}

/** Figures of orders; customers without orders are given zeros by the caller. Rooms above hear that some changed. */
export async function setFigures(
  app: Pick<App, 'clock' | 'notices'> & Reader,
  figures: readonly CustomerFigures[],
): Promise<void> {
  if (figures.length === 0) return
  await updateFigures(app.db, figures, app.clock.now())
  await app.notices.publish(app.db, noticeFigures, [{}])
}

export async function setClasses(
  app: Pick<App, 'clock'> & Reader,
  classes: readonly CustomerClass[],
): Promise<void> {
  await updateClasses(app.db, classes, app.clock.now())
}

/** Known customers in order of number, a page after the given one; with `tag`, those who carry it. */
export async function customerIdsAfter(
  app: Reader,
  page: { after: number; limit: number; tag?: string },
): Promise<number[]> {
  const tagId = page.tag === undefined ? undefined : await findTagByName(app.db, page.tag)
  if (tagId === null) return []
  const tags = tagId === undefined ? undefined : [tagId]
  return idsAfter(app.db, { who: 'known', tags, timeZone: 'UTC' }, page)
}

/** Customers of a class, or of a cell of the RFM grid (frequency and money by their rounded mean), by number. */
export async function customersOfClass(
  app: Reader,
  of: RfmPlace,
  page: { after: number; limit: number },
): Promise<{ ids: number[]; people: number }> {
  return findOfClass(app.db, of, page)
}
