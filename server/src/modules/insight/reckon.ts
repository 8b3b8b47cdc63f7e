/** Reckoning: scores, classes and risk of every buyer, and who belongs to the named groups; written where lists can use them. */
import { type OpenCart, openCarts } from '#/modules/commerce/index.ts'
import { setClasses } from '#/modules/customers/index.ts'
import { settleOrders } from '#/modules/history/index.ts'
import type { App } from '#/platform/app.ts'
import { inTransaction } from '#/platform/db/index.ts'
import { decimalOf, unitsOf } from '#/platform/money/units.ts'

import { DEFAULT_LIMITS, type GroupFacts, groupMembership, GROUPS, usualGap } from './groups.ts'
import { reachOf } from './reach.ts'
import { dayIn, daysBetween, referenceDay } from './reference.ts'
import { type BuyerRow, readBuyers, readGaps } from './reports.ts'
import { type RfmScores, scoreRfm } from './rfm.ts'
import { lockReckoning, type MemberRow, replaceMembers, saveTotals, type Totals } from './store.ts'

const chunk = 5_000
const cartPage = 1_000
const hour = 3_600_000

/** Everything at one moment: two processes reckoning at once end with the same answer. Returns how many buyers there are. */
export async function reckon(
  app: Pick<App, 'db' | 'eventStore' | 'clock' | 'notices' | 'log'>,
): Promise<number> {
  const reach = await reachOf(app, {})
  const now = app.clock.now()
  await settleOrders(app)
  return inTransaction(app.db, async (tx) => {
    await lockReckoning(tx)
    const [buyers, gaps] = await Promise.all([
      readBuyers(app.eventStore, reach),
      readGaps(app.eventStore, reach),
    ])
    const last = buyers.reduce<string | null>(
      (latest, { last: day }) => (latest === null || day > latest ? day : latest),
      null,
    )
    const reference = referenceDay({ last, today: dayIn(reach.zone, now) })
    const within = { ...app, db: tx }
    const scene = { buyers, reference, shopGap: gaps.median }
    const scores = scoresOfBuyers(scene)
    await writeClasses(within, scene, scores)
    await saveTotals(tx, { reference, buyers: buyers.length, ...totalsOf(buyers, scores) }, now)
    const carts = await cartsByCustomer(within, now)
    await replaceMembers(tx, membersOf({ ...scene, carts, now }), now)
    return buyers.length
  })
}

type Scene = { buyers: readonly BuyerRow[]; reference: string | null; shopGap: number | null }

function scoresOfBuyers({ buyers, reference }: Scene): RfmScores[] {
  return scoreRfm(
    buyers.map((buyer) => ({
      id: String(buyer.customer),
      recencyDays: daysBetween(buyer.last, reference ?? buyer.last),
      orders: buyer.orders,
      spentUnits: unitsOf(buyer.spent),
    })),
  )
}

async function writeClasses(
  app: Parameters<typeof setClasses>[0],
  scene: Scene,
  scores: readonly RfmScores[],
): Promise<void> {
  const classes = scene.buyers.map((buyer, index) => ({
    customerId: buyer.customer,
    recency: scores[index]?.r ?? null,
    frequency: scores[index]?.f ?? null,
    monetary: scores[index]?.m ?? null,
    rfmClass: scores[index]?.name ?? null,
    risk: riskOf(buyer, scene.reference ?? buyer.last, scene.shopGap),
  }))
  for (let at = 0; at < classes.length; at += chunk) await setClasses(app, classes.slice(at, at + chunk))
}

/** People in each cell of the grid (F and M by their rounded mean, as the classes have it) and in each class. */
function totalsOf(
  buyers: readonly BuyerRow[],
  scores: readonly RfmScores[],
): Pick<Totals, 'cells' | 'classes'> {
  const cells = new Map<string, Totals['cells'][number]>()
  const classes = new Map<string, { people: number; spent: bigint }>()
  scores.forEach(({ r, f, m, name }, index) => {
    const frequencyMonetary = Math.round((f + m) / 2)
    const cell = cells.get(`${r}:${frequencyMonetary}`) ?? { recency: r, frequencyMonetary, people: 0 }
    cells.set(`${r}:${frequencyMonetary}`, { ...cell, people: cell.people + 1 })
    const known = classes.get(name) ?? { people: 0, spent: 0n }
    classes.set(name, { people: known.people + 1, spent: known.spent + unitsOf(buyers[index]?.spent ?? '0') })
  })
  return {
    cells: [...cells.values()],
    classes: Array.from(classes, ([name, { people, spent }]) => ({ name, people, spent: decimalOf(spent) })),
  }
}

/** Silence against the usual gap: within one gap 1, up to 1.5 gaps 2, up to 3 gaps 3, beyond 4. A rule, not a model. */
export function riskOf(
  buyer: Pick<BuyerRow, 'last' | 'gaps' | 'medianGap'>,
  reference: string,
  shopGap: number | null,
): 1 | 2 | 3 | 4 {
  const gap = usualGap({ ownGap: ownGapOf(buyer), shopGapMedianDays: shopGap }).days
  const silent = daysBetween(buyer.last, reference)
  if (silent <= gap) return 1
  if (silent <= gap * DEFAULT_LIMITS.riskFromGaps) return 2
  return silent <= gap * DEFAULT_LIMITS.inactiveFromGaps ? 3 : 4
}

function ownGapOf({ gaps, medianGap }: Pick<BuyerRow, 'gaps' | 'medianGap'>): GroupFacts['ownGap'] {
  return gaps === 0 ? null : { gaps, medianDays: medianGap }
}

type Cart = { value: string; touchedAt: Date; day: string }

/** The cart each customer last touched, an hour to thirty days ago; read in pages. */
async function cartsByCustomer(app: Pick<App, 'db'>, now: Date): Promise<Map<number, Cart>> {
  const { from, to } = DEFAULT_LIMITS.cartHours
  const within = {
    olderThan: new Date(now.getTime() - from * hour),
    newerThan: new Date(now.getTime() - to * hour),
    limit: cartPage,
  }
  const latest = new Map<number, Cart>()
  let after: OpenCart | undefined
  do {
    const carts = await openCarts(app, { ...within, ...(after && { after }) })
    for (const { customerId, reportingTotal, touchedAt } of carts) {
      if (reportingTotal === null || latest.has(customerId)) continue
      latest.set(customerId, { value: reportingTotal, touchedAt, day: touchedAt.toISOString().slice(0, 10) })
    }
    after = carts.length === cartPage ? carts.at(-1) : undefined
  } while (after)
  return latest
}

type Reckoning = Scene & { carts: Map<number, Cart>; now: Date }

function membersOf(reckoning: Reckoning): MemberRow[] {
  const { buyers, carts } = reckoning
  const ranks = spendRanks(buyers)
  const known = new Set(buyers.map((buyer) => buyer.customer))
  const strangers = [...carts.keys()].filter((customer) => !known.has(customer))
  return [
    ...buyers.flatMap((buyer) =>
      groupsFor(reckoning, buyer.customer, { buyer, rank: ranks.get(buyer.customer) ?? 0 }),
    ),
    ...strangers.flatMap((customer) => groupsFor(reckoning, customer, null)),
  ]
}

/** Share of buyers who spent strictly less. */
function spendRanks(buyers: readonly BuyerRow[]): Map<number, number> {
  const sorted = buyers
    .map(({ customer, spent }) => ({ customer, units: unitsOf(spent) }))
    .sort((one, other) => (one.units < other.units ? -1 : one.units > other.units ? 1 : 0))
  const ranks = new Map<number, number>()
  let below = 0
  sorted.forEach(({ customer, units }, index) => {
    if (index > 0 && sorted[index - 1]?.units !== units) below = index
    ranks.set(customer, below / sorted.length)
  })
  return ranks
}

function groupsFor(
  reckoning: Reckoning,
  customerId: number,
  bought: { buyer: BuyerRow; rank: number } | null,
): MemberRow[] {
  const cart = reckoning.carts.get(customerId)
  const facts = factsOf(reckoning, bought, cart)
  return GROUPS.flatMap((group) => {
    const { member, why, usualGapDays, gapBasis } = groupMembership(group, facts)
    if (!member) return []
    const value = group === 'cartAbandoners' ? (cart?.value ?? '0') : facts.spent
    return [{ group, customerId, value, why, usualGapDays, gapBasis }]
  })
}

function factsOf(
  { reference, shopGap, now }: Reckoning,
  bought: { buyer: BuyerRow; rank: number } | null,
  cart: Cart | undefined,
): GroupFacts {
  const buyer = bought?.buyer
  return {
    orders: buyer?.orders ?? 0,
    spent: buyer?.spent ?? '0',
    lastOrderDays: buyer && reference ? daysBetween(buyer.last, reference) : null,
    ownGap: buyer ? ownGapOf(buyer) : null,
    shopGapMedianDays: shopGap,
    spentPercentile: bought?.rank ?? 0,
    margin: null,
    openCart: cart
      ? {
          ageHours: (now.getTime() - cart.touchedAt.getTime()) / hour,
          value: cart.value,
          orderedSince: buyer !== undefined && buyer.last > cart.day,
        }
      : null,
  }
}
