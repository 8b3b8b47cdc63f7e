/** Where the shop lives and what day it is there. */
import { findShop } from '#/modules/team/index.ts'
import type { App } from '#/platform/app.ts'
import type { Db, Tx } from '#/platform/db/index.ts'

import { dayIn } from './windows.ts'

export type ShopCalendar = { now: Date; zone: string; today: string }

export async function shopCalendar(app: Pick<App, 'clock'> & { db: Db | Tx }): Promise<ShopCalendar> {
  const zone = (await findShop(app))?.timeZone ?? 'UTC'
  const now = app.clock.now()
  return { now, zone, today: dayIn(zone, now) }
}
