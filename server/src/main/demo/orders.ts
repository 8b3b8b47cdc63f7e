/** What one person buys over the story: when, what, with which coupon, what came back and what came late; pure, from a seed. */
import { type Article, catalogue, seasonOfCategory } from './catalogue.ts'
import type { Person } from './people.ts'
import type { Random } from './random.ts'

export type SimulatedLine = { article: Article; quantity: number; price: number }

export type SimulatedOrder = {
  number: string
  at: Date
  lines: SimulatedLine[]
  /** Kuruş off the whole order. */
  discount: number
  coupon: string
  shipping: number
  total: number
  /** Days from order to door, and the days that were promised. */
  daysToDeliver: number
  daysPromised: number
  fate: 'delivered' | 'cancelled' | 'returned' | 'onTheWay'
  /** Kuruş given back. */
  refunded: number
  method: string
}

const day = 86_400_000
const freeShippingFrom = 75_000
const shippingPrice = 5_900

/** More is bought in November, before Mother's Day and when the schools open; less in January and high summer. */
const seasonOfMonth = [0.75, 0.85, 0.95, 0.95, 1.25, 0.9, 0.75, 0.95, 1.1, 1, 2.1, 1.3]

/** Orders of one person between the first day of the story and `until`. */
export function ordersOf(
  random: Random,
  person: Person,
  story: { start: Date; until: Date },
): SimulatedOrder[] {
  const orders: SimulatedOrder[] = []
  let at = story.start.getTime() + person.joinsOn * day + random.next() * day
  while (at < story.until.getTime()) {
    const moment = atShoppingHour(random, at)
    if (moment >= story.until) break
    if (wantsNow(random, person, moment)) {
      orders.push(makeOrder(random, { person, at: moment, nth: orders.length, story }))
      if (random.chance(person.leaving)) break
    }
    at += Math.max(1, random.exponential(person.gap)) * day
  }
  return orders
}

function wantsNow(random: Random, person: Person, at: Date): boolean {
  const season = seasonOfMonth[at.getUTCMonth()] ?? 1
  const sale = at.getUTCMonth() === 10
  return random.chance(Math.min(1, (season / 1.3) * (person.couponHunter && !sale ? 0.5 : 1)))
}

/** Evenings and lunch breaks; the clock of Türkiye is three hours ahead of UTC all year. */
function atShoppingHour(random: Random, time: number): Date {
  const midnight = Math.floor(time / day) * day - 3 * 3_600_000
  const hour = random.weighted([
    [10, 5],
    [12, 9],
    [13, 8],
    [16, 6],
    [18, 7],
    [20, 13],
    [21, 16],
    [22, 14],
    [23, 6],
    [8, 2],
  ])
  return new Date(midnight + (hour + random.next()) * 3_600_000)
}

type Buying = { person: Person; at: Date; nth: number; story: { start: Date; until: Date } }

function makeOrder(random: Random, buying: Buying): SimulatedOrder {
  const { person, at, story } = buying
  const lines = chooseLines(random, buying)
  const subtotal = lines.reduce((sum, line) => sum + line.price * line.quantity, 0)
  const coupon = chooseCoupon(random, buying)
  const discount = coupon ? Math.round((subtotal * (coupon.startsWith('KASIM') ? 0.2 : 0.1)) / 100) * 100 : 0
  const shipping = subtotal - discount >= freeShippingFrom ? 0 : shippingPrice
  const total = subtotal - discount + shipping
  const delivery = deliver(random, person, at)
  const fate = chooseFate(random, at, { until: story.until, days: delivery.daysToDeliver })
  return {
    number: '',
    at,
    lines,
    discount,
    coupon,
    shipping,
    total,
    ...delivery,
    fate,
    refunded:
      fate === 'cancelled' ? total : fate === 'returned' ? refundOf(random, lines, subtotal - discount) : 0,
    method: random.weighted([
      ['credit-card', 70],
      ['debit-card', 14],
      ['transfer', 7],
      ['cash-on-delivery', 9],
    ]),
  }
}

function chooseLines(random: Random, { person, at, story }: Buying): SimulatedLine[] {
  const count = Math.min(6, Math.max(1, Math.round(random.exponential(person.basket - 0.5) + 0.7)))
  const month = at.getUTCMonth()
  const weights = catalogue.map((article) => {
    const season = seasonOfCategory[article.category]?.[month] ?? 1
    return [article, article.weight * season * (article.category === person.loves ? 4 : 1)] as const
  })
  const chosen = new Set(Array.from({ length: count }, () => random.weighted(weights)))
  return [...chosen].map((article) => ({
    article,
    quantity: random.weighted([
      [1, 78],
      [2, 16],
      [3, 4],
      [4, 2],
    ]),
    price: priceOn(article, story.start, at),
  }))
}

/** Prices rise about a third a year, in steps of a quarter, and end in 9. */
export function priceOn(article: Article, start: Date, at: Date): number {
  const quarters = Math.max(0, Math.floor((at.getTime() - start.getTime()) / (91 * day)))
  const raised = article.price * 1.075 ** quarters
  return Math.round(raised / 1_000) * 1_000 - 100
}

function chooseCoupon(random: Random, { person, at, nth }: Buying): string {
  const sale = at.getUTCMonth() === 10
  if (sale && random.chance(person.couponHunter ? 0.95 : 0.45)) return `KASIM${at.getUTCFullYear() % 100}`
  if (nth === 0 && random.chance(0.35)) return 'HOSGELDIN10'
  return random.chance(person.couponHunter ? 0.6 : 0.05) ? 'ILGIN10' : ''
}

function deliver(random: Random, person: Person, at: Date): { daysToDeliver: number; daysPromised: number } {
  const near = ['İzmir', 'Manisa', 'Aydın', 'Denizli'].includes(person.city)
  const daysPromised = near ? 2 : 4
  const busy = at.getUTCMonth() === 10 ? 1.4 : 1
  return { daysPromised, daysToDeliver: Math.max(1, Math.round(random.gamma(4, (near ? 1.7 : 3) * busy))) }
}

function chooseFate(random: Random, at: Date, given: { until: Date; days: number }): SimulatedOrder['fate'] {
  // What comes back is settled four days after it arrived, at the latest by now.
  if (at.getTime() + (given.days + 4) * day > given.until.getTime())
    return random.chance(0.02) ? 'cancelled' : 'onTheWay'
  return random.weighted([
    ['delivered', 91],
    ['returned', 6.5],
    ['cancelled', 2.5],
  ])
}

function refundOf(random: Random, lines: readonly SimulatedLine[], paid: number): number {
  const first = lines[0]
  if (!first || lines.length === 1 || random.chance(0.4)) return paid
  return Math.min(paid, first.price * first.quantity)
}
