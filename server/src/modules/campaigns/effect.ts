/** What a campaign brought: orders of those written to beside those held out, and by last touch. */
import { newcombeInterval } from '#/modules/insight/index.ts'
import { findShop } from '#/modules/team/index.ts'
import type { App } from '#/platform/app.ts'
import { sumAmounts } from '#/platform/money/money.ts'

import { type EffectScene, type Ordered, readHeldOut, readLastTouch, readWritten } from './reports.ts'
import { heldOutAfter } from './store-audience.ts'

/** Orders later than this are not laid at a mail's door. */
export const effectDays = 7
/** People asked for at once. */
const page = 50_000

type Reading = Pick<App, 'db' | 'eventStore'>

/** Null before anybody was written to. */
export async function campaignEffect(app: Reading, campaign: { id: string; launchedAt: Date | null }) {
  if (!campaign.launchedAt) return null
  const scene: EffectScene = { campaign: campaign.id, from: campaign.launchedAt, days: effectDays }
  const [written, heldOut, lastClick, lastMessage, shop] = await Promise.all([
    readWritten(app.eventStore, scene),
    heldOutOrders(app, scene),
    readLastTouch(app.eventStore, scene, 'Email Link Clicked'),
    readLastTouch(app.eventStore, scene, 'Email Sent'),
    findShop(app),
  ])
  if (written.people === 0) return null
  return {
    days: effectDays,
    written,
    heldOut,
    difference: differenceOf(written, heldOut),
    lastClick,
    lastMessage,
    currency: shop?.currency ?? 'TRY',
  }
}

/** Share who ordered of those written to less that of those held out, with its 95 % interval (Newcombe). */
export function differenceOf(written: Ordered, heldOut: Ordered) {
  if (written.people === 0 || heldOut.people === 0) return null
  const [treated, left] = [sharesOf(written), sharesOf(heldOut)]
  const value = treated.hits / treated.n - left.hits / left.n
  return { value, ...newcombeInterval(treated, left) }
}

function sharesOf({ ordered, people }: Ordered): { hits: number; n: number } {
  return { hits: ordered, n: people }
}

async function heldOutOrders(app: Reading, scene: EffectScene): Promise<Ordered> {
  const sum: Ordered = { people: 0, ordered: 0, revenue: '0' }
  for (let after = 0; ;) {
    const ids = await heldOutAfter(app.db, scene.campaign, { after, limit: page })
    if (ids.length > 0) {
      const { ordered, revenue } = await readHeldOut(app.eventStore, scene, ids)
      sum.people += ids.length
      sum.ordered += ordered
      sum.revenue = sumAmounts([sum.revenue, revenue])
    }
    if (ids.length < page) return sum
    after = ids.at(-1) ?? after
  }
}
