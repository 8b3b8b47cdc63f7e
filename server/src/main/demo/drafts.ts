/** The story in the shapes of the rooms: people as customers, articles as products, orders as orders. */
import type { LineDraft, OrderDraft, OrderStatus, ProductDraft } from '#/modules/commerce/index.ts'
import type { ConsentDraft, CustomerDraft } from '#/modules/customers/index.ts'

import type { Article } from './catalogue.ts'
import { formatKurus } from './lira.ts'
import { priceOn, type SimulatedLine, type SimulatedOrder } from './orders.ts'
import type { Person } from './people.ts'

const day = 86_400_000

export function productDraft(
  article: Article,
  given: { storeId: number; start: Date; now: Date; stock: number },
): ProductDraft {
  return {
    storeId: given.storeId,
    externalId: article.id,
    title: article.title,
    brand: article.brand,
    category: article.category,
    url: `/shop/${article.id}`,
    variants: [
      {
        externalId: article.id,
        sku: article.id,
        currency: 'TRY',
        price: formatKurus(priceOn(article, given.start, given.now)),
        cost: formatKurus(article.cost),
        stock: given.stock,
      },
    ],
  }
}

export function customerDraft(
  person: Person,
  given: { storeId: number; start: Date; now: Date },
): CustomerDraft {
  const joined = new Date(Math.min(given.now.getTime(), given.start.getTime() + person.joinsOn * day))
  return {
    identities: [
      { kind: 'user', scope: String(given.storeId), value: person.userId },
      { kind: 'email', value: person.email },
      { kind: 'phone', value: person.phone },
    ],
    profile: {
      firstName: person.firstName,
      lastName: person.lastName,
      city: person.city,
      district: person.district,
      country: 'TR',
      gender: person.gender,
      birthday: person.birthday,
      language: 'tr',
    },
    consents: consentsOf(person, joined, given.now),
    seenAt: joined,
    source: 'import',
  }
}

/** Given or refused on the first day; a withdrawal comes a hundred days later, if that day has come. */
function consentsOf(person: Person, joined: Date, now: Date): ConsentDraft[] {
  return (['email', 'sms'] as const).flatMap((channel): ConsentDraft[] => {
    const state = person.consents[channel]
    if (state === null) return []
    const common = { channel, purpose: 'marketing', source: 'import', textVersion: 'uyelik-2024' } as const
    if (state !== 'withdrawn') return [{ ...common, state, at: joined }]
    const later = new Date(joined.getTime() + 100 * day)
    const first: ConsentDraft = { ...common, state: 'given', at: joined }
    return later < now ? [first, { ...common, state: 'withdrawn', at: later }] : [first]
  })
}

const statusOf: Record<SimulatedOrder['fate'], OrderStatus> = {
  delivered: 'delivered',
  cancelled: 'cancelled',
  returned: 'returned',
  onTheWay: 'shipped',
}

export function orderDraft(
  order: SimulatedOrder,
  given: { storeId: number; customerId: number; person: Person },
): OrderDraft {
  const settled = new Date(
    order.at.getTime() + (order.fate === 'cancelled' ? 0.3 : order.daysToDeliver + 4) * day,
  )
  return {
    storeId: given.storeId,
    externalId: order.number,
    number: order.number,
    customerId: given.customerId,
    placedAt: order.at,
    status: statusOf[order.fate],
    currency: 'TRY',
    lines: order.lines.map(lineDraft),
    discount: formatKurus(order.discount),
    shipping: formatKurus(order.shipping),
    total: formatKurus(order.total),
    coupon: order.coupon,
    channel: given.person.origin,
    country: 'TR',
    city: given.person.city,
    ...(order.fate === 'cancelled' && { cancelledAt: settled }),
    payments: [
      {
        externalId: `${order.number}-1`,
        method: order.method,
        amount: formatKurus(order.total),
        at: order.at,
      },
    ],
    refunds:
      order.fate === 'returned'
        ? [
            {
              externalId: `${order.number}-r`,
              amount: formatKurus(order.refunded),
              kind: 'return',
              at: settled,
            },
          ]
        : [],
    source: 'import',
  }
}

function lineDraft(line: SimulatedLine): LineDraft {
  return {
    productId: line.article.id,
    sku: line.article.id,
    title: line.article.title,
    category: line.article.category,
    brand: line.article.brand,
    quantity: String(line.quantity),
    unitPrice: formatKurus(line.price),
    cost: formatKurus(line.article.cost),
  }
}
