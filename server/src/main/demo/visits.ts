/** One visit to the shop as the events its script would send; pure, from a seed. */
import { type Article, catalogue } from './catalogue.ts'
import { formatKurus } from './lira.ts'
import { priceOn } from './orders.ts'
import type { Person } from './people.ts'
import type { Random } from './random.ts'

export type SiteEvent = Record<string, unknown> & { type: string; messageId: string; timestamp: string }

/** How far a visit goes: most look, some fill a cart, a few buy. */
type Depth = 'looks' | 'fills' | 'buys'

export type Visit = { events: SiteEvent[]; depth: Depth }

type Setting = { person: Person | null; at: Date; start: Date; url: string; orderNumber: string }

/** What is looked for and how much of it there is; some of it the shop does not have. */
const searches = [
  ['keten nevresim', 3],
  ['bebek nevresim', 3],
  ['plaj havlusu', 2],
  ['çift kişilik pike', 4],
  ['kırlent kılıfı', 2],
  ['yün yorgan', 2],
  ['bornoz seti', 3],
  ['banyo paspası', 2],
  ['bambu havlu', 0],
  ['stor perde', 0],
] as const

/** A visit that begins at `at`; events follow each other by seconds. */
export function makeVisit(random: Random, setting: Setting): Visit {
  const depth = random.weighted<Depth>([
    ['looks', 68],
    ['fills', 21],
    ['buys', 11],
  ])
  const anonymousId = setting.person ? `device-${setting.person.userId}` : random.uuid()
  let clock = setting.at.getTime()
  const events: SiteEvent[] = []
  const add = (type: string, fields: Record<string, unknown>): void => {
    clock += random.whole(4, 60) * 1_000
    const known = setting.person && depth !== 'looks' ? { userId: setting.person.userId } : {}
    const context = {
      page: { url: `${setting.url}/shop` },
      userAgent: 'Mozilla/5.0 (Linux; Android 14) Mobile',
    }
    events.push({
      type,
      messageId: random.uuid(),
      anonymousId,
      ...known,
      timestamp: new Date(clock).toISOString(),
      context,
      ...fields,
    })
  }
  const track = (event: string, properties: Record<string, unknown>): void =>
    add('track', { event, properties })
  add('page', { name: 'Ana sayfa', properties: { path: '/shop' } })
  if (random.chance(0.3)) {
    const [query, results] = random.pick(searches)
    track('Products Searched', { query, results })
  }
  const seen = Array.from({ length: random.whole(1, 5) }, () =>
    random.weighted(catalogue.map((article) => [article, article.weight] as const)),
  )
  for (const article of seen) track('Product Viewed', productOf(article, setting))
  if (depth !== 'looks') fillCart(random, { setting, seen, buys: depth === 'buys', track })
  return { events, depth }
}

type Filling = {
  setting: Setting
  seen: Article[]
  buys: boolean
  track: (event: string, properties: Record<string, unknown>) => void
}

function fillCart(random: Random, { setting, seen, buys, track }: Filling): void {
  const cart = `cart-${random.uuid()}`
  const chosen = [...new Set(seen)].slice(0, random.whole(1, 3))
  for (const article of chosen)
    track('Product Added', { cart_id: cart, quantity: 1, ...productOf(article, setting) })
  if (!buys && random.chance(0.5)) return
  const products = chosen.map((article) => ({ ...productOf(article, setting), quantity: 1 }))
  const kurus = chosen.reduce((sum, article) => sum + priceOn(article, setting.start, setting.at), 0)
  const shipping = kurus >= 75_000 ? 0 : 5_900
  track('Checkout Started', { cart_id: cart, value: Number(formatKurus(kurus)), currency: 'TRY', products })
  if (!buys || !setting.person) return
  track('Order Completed', {
    order_id: setting.orderNumber,
    cart_id: cart,
    total: Number(formatKurus(kurus + shipping)),
    shipping: Number(formatKurus(shipping)),
    currency: 'TRY',
    products,
  })
}

function productOf(article: Article, { start, at, url }: Setting): Record<string, unknown> {
  return {
    product_id: article.id,
    sku: article.id,
    name: article.title,
    category: article.category,
    brand: article.brand,
    price: Number(formatKurus(priceOn(article, start, at))),
    currency: 'TRY',
    url: `${url}/shop/${article.id}`,
  }
}
