/** What follows a first order, what sells best and how long it lasts, what needs a coupon, what is searched for. */
import { productFacts } from '#/modules/commerce/index.ts'
import type { App } from '#/platform/app.ts'
import { subtractAmounts } from '#/platform/money/money.ts'

import { newcombeInterval, wilsonInterval } from './intervals.ts'
import { labelsOf, productOf } from './labels.ts'
import { type Period, type Reach, reachOf } from './reach.ts'
import { dayAfter, dayIn, referenceDay } from './reference.ts'
import {
  type PathKind,
  readCouponUse,
  readFirsts,
  readSellers,
  readSold,
  readSteps,
  readTerms,
  type SellerRow,
} from './reports-products.ts'

type Reading = Pick<App, 'db' | 'eventStore' | 'clock'>

export async function readPaths(app: Reading, input: Period & { by: PathKind; limit: number }) {
  const reach = await reachOf(app, input)
  const [firsts, steps] = await Promise.all([
    readFirsts(app.eventStore, reach, input),
    readSteps(app.eventStore, reach, input),
  ])
  const keys = new Set([...firsts.map(({ key }) => key), ...steps.flatMap(({ from, to }) => [from, to])])
  const label = await labelsOf(app, input.by, [...keys])
  return {
    customers: firsts[0]?.all ?? 0,
    returned: firsts[0]?.allReturned ?? 0,
    firsts: firsts.map(({ key, customers, returned, medianDays }) => ({
      key,
      label: label(key),
      customers,
      returned,
      returnRate: returned / customers,
      interval: wilsonInterval({ hits: returned, n: customers }),
      medianDays,
    })),
    steps: steps.map(({ from, to, customers, ofFrom }) => ({
      from,
      fromLabel: label(from),
      to,
      toLabel: label(to),
      customers,
      share: customers / ofFrom,
    })),
  }
}

/** Days the mean of daily sales is taken over. */
const salesDays = 28
/** Products looked at when the shortest cover is wanted: those that sell most. */
const mostCovered = 1_000

type SellersInput = Period & { sort: 'revenue' | 'pieces' | 'orders' | 'cover'; limit: number }

export async function readBestSellers(app: Reading, input: SellersInput) {
  const reach = await reachOf(app, input)
  const cover = input.sort === 'cover'
  const { sellers, last } = await readSellers(app.eventStore, reach, {
    rank: input.sort === 'cover' ? 'pieces' : input.sort,
    limit: cover ? mostCovered : input.limit,
  })
  const items = sellers.map(keyOf)
  const [stocks, sold] = await Promise.all([
    productFacts(app, items.map(productOf)),
    soldLately(app, { ...reach, people: null }, { items, last }),
  ])
  const products = sellers.map((row) => sellerOf(row, stocks.get(keyOf(row)), sold.get(keyOf(row)) ?? 0))
  const shown = cover
    ? products
        .filter(({ coverDays }) => coverDays !== null)
        .sort((one, other) => (one.coverDays ?? 0) - (other.coverDays ?? 0))
    : products
  return { currency: reach.currency, products: shown.slice(0, input.limit) }
}

/** Pieces sold in the last days before the reference day, which goes by the last day with an order. */
async function soldLately(
  app: Reading,
  reach: Reach,
  { items, last }: { items: readonly string[]; last: string | null },
) {
  const reference = referenceDay({ last, today: dayIn(reach.zone, app.clock.now()) })
  if (reference === null) return new Map<string, number>()
  const days = { from: dayAfter(reference, -salesDays), to: dayAfter(reference, -1) }
  return readSold(app.eventStore, { ...reach, ...days }, items)
}

function keyOf({ store, id }: Pick<SellerRow, 'store' | 'id'>): string {
  return `${store}:${id}`
}

function sellerOf(
  { store, id, category, revenue, pieces, orders, costed, cost, ...row }: SellerRow,
  fact: { title: string; stock: number | null } | undefined,
  sold: number,
) {
  const dailySales = sold / salesDays
  const stock = fact?.stock ?? null
  return {
    store,
    id,
    title: fact?.title || row.title || id,
    category,
    revenue,
    pieces,
    orders,
    margin: Number(costed) === 0 ? null : subtractAmounts(costed, cost),
    stock,
    dailySales,
    coverDays: stock === null || dailySales <= 0 ? null : stock / dailySales,
  }
}

const mostCoupons = 50

export async function readCouponDependence(app: Reading, input: Period) {
  const reach = await reachOf(app, input)
  const use = await readCouponUse(app.eventStore, reach, mostCoupons)
  if (!use) throw new Error('the event store answered without a row')
  const withCoupon = { hits: use.withBack, n: use.withFirst }
  const without = { hits: use.withoutBack, n: use.withoutFirst }
  const comparable = withCoupon.n > 0 && without.n > 0
  return {
    currency: reach.currency,
    orders: use.orders,
    couponOrders: use.couponOrders,
    revenue: use.revenue,
    couponRevenue: use.couponRevenue,
    discounts: use.discounts,
    share: use.orders === 0 ? 0 : use.couponOrders / use.orders,
    interval: wilsonInterval({ hits: use.couponOrders, n: use.orders }),
    customers: { never: use.never, sometimes: use.sometimes, always: use.always },
    first: {
      withCoupon,
      without,
      difference: comparable ? withCoupon.hits / withCoupon.n - without.hits / without.n : null,
      interval: comparable ? newcombeInterval(withCoupon, without) : null,
    },
    coupons: use.coupons.map(([coupon, orders, customers, newCustomers, revenue]) => ({
      coupon,
      orders,
      customers,
      newCustomers,
      revenue,
    })),
  }
}

export async function readSearches(app: Reading, input: Period & { only: 'all' | 'inVain'; limit: number }) {
  const reach = await reachOf(app, input)
  const rows = await readTerms(app.eventStore, reach, { inVain: input.only === 'inVain', limit: input.limit })
  const [first] = rows
  return {
    searches: first?.all ?? 0,
    told: first?.told ?? 0,
    inVain: first?.allInVain ?? 0,
    terms: rows.map(({ term, searches, visitors, inVain }) => ({ term, searches, visitors, inVain })),
  }
}
