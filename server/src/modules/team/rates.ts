/** Currency rates: kept by day, and a table of them in memory that turns any amount into the reporting currency. */
import { z } from 'zod'

import type { Actor } from '#/platform/actor.ts'
import type { App } from '#/platform/app.ts'
import { inTransaction } from '#/platform/db/index.ts'
import type { NoticeKind } from '#/platform/notices/index.ts'

import { audit } from './audit.ts'
import { refuse } from './errors.ts'
import { checkPlace } from './place.ts'
import { getShop } from './settings.ts'
import { deleteRate, lockRate, type RateRow, selectRates, upsertRate } from './store-rates.ts'

type Using = Pick<App, 'db' | 'clock' | 'notices'>
type RateKey = { currency: string; day: string }

/** A rate was set: amounts of this currency that had none can now be put into the reporting currency. */
export const noticeRateSet: NoticeKind<{ currency: string }> = {
  kind: 'team.rate-set',
  payload: z.object({ currency: z.string() }),
}

/** Newest day first. */
export async function listRates(
  app: Pick<App, 'db'>,
  input: { currency?: string | undefined; before?: string | undefined; limit: number },
): Promise<RateRow[]> {
  return selectRates(app.db, input)
}

/**
 * Units of the reporting currency for one unit of `currency`, from `day` on until the next day given.
 * @throws `currency_unknown`, `rate_of_reporting_currency`, since that is always one
 */
export async function setRate(app: Using, actor: Actor, input: RateKey & { rate: string }): Promise<void> {
  checkPlace(input)
  if (!/[1-9]/.test(input.rate)) throw refuse('rate_not_positive')
  const { currency, day, rate } = input
  await inTransaction(app.db, async (tx) => {
    const within = { ...app, db: tx }
    if ((await getShop(within)).currency === currency) throw refuse('rate_of_reporting_currency')
    const before = await lockRate(tx, input)
    await upsertRate(tx, { currency, day, rate, source: 'manual' })
    await app.notices.publish(tx, noticeRateSet, [{ currency }])
    await audit(within, actor, {
      action: 'rate.set',
      subject: { kind: 'rate', id: `${currency} ${day}` },
      before: before && { rate: before.rate },
      after: { rate },
    })
  })
}

/** @throws `rate_not_found` */
export async function removeRate(app: Pick<App, 'db' | 'clock'>, actor: Actor, key: RateKey): Promise<void> {
  await inTransaction(app.db, async (tx) => {
    const before = await lockRate(tx, key)
    if (!before) throw refuse('rate_not_found')
    await deleteRate(tx, key)
    await audit({ ...app, db: tx }, actor, {
      action: 'rate.remove',
      subject: { kind: 'rate', id: `${key.currency} ${key.day}` },
      before: { rate: before.rate },
    })
  })
}
