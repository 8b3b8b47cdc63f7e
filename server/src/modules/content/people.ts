/** What letters know of people and of the shop, gathered for many at once. */
import { type CustomerSummary, customersByIds } from '#/modules/customers/index.ts'
import { findShop, type Shop } from '#/modules/team/index.ts'
import type { App } from '#/platform/app.ts'
import type { Db, Tx } from '#/platform/db/index.ts'

import type { Look } from './layout.ts'
import type { LetterScope } from './render-letter.ts'
import { mailWords } from './words.ts'

/** Everything but the links, which belong to one message. */
export type LetterPerson = {
  id: number | null
  name: string
  email: string | null
  scope: Omit<LetterScope, 'unsubscribe_url' | 'preferences_url'>
}

/** People by id; an id that leads nowhere is absent. */
export async function lettersPeople(
  app: Pick<App, 'clock'> & { db: Db | Tx },
  ids: readonly number[],
): Promise<Map<number, LetterPerson>> {
  const shop = await letterShop(app)
  const found = await customersByIds(app, ids)
  return new Map(found.map((customer) => [customer.id, personOf(customer, shop)]))
}

/** Somebody made up, for previews without a chosen person. */
export function samplePerson(shop: Shop, language: 'tr' | 'en'): LetterPerson {
  const names = { tr: ['Ayşe', 'Yılmaz'], en: ['Emily', 'Clark'] }[language]
  const [firstName = '', lastName = ''] = names
  const name = `${firstName} ${lastName}`
  return {
    id: null,
    name,
    email: null,
    scope: {
      ...commonScope(shop, language),
      customer: {
        name,
        first_name: firstName,
        last_name: lastName,
        order_count: 3,
        spent: '1240.50',
        city: 'İzmir',
      },
      last_order: { date: new Date('2026-09-14T10:00:00Z') },
    },
  }
}

/** The shop of letters; before the first run a nameless one. */
export async function letterShop(app: { db: Db | Tx }): Promise<Shop> {
  const shop = await findShop(app)
  if (shop) return shop
  const brand = { color: '#00727a', logoUrl: '', senderName: '', senderAddress: '', postalAddress: '' }
  return { name: 'Vefa', language: 'tr', currency: 'TRY', timeZone: 'Europe/Istanbul', brand }
}

/** A colour that is none would end up inside the mail's style; the house's teal stands in. */
export function lookOf(shop: Shop): Look {
  const { brand } = shop
  return {
    shopName: shop.name,
    color: /^#[0-9a-f]{6}$/i.test(brand.color) ? brand.color : '#00727a',
    logoUrl: brand.logoUrl,
    postalAddress: brand.postalAddress,
  }
}

function personOf(customer: CustomerSummary, shop: Shop): LetterPerson {
  const language =
    customer.language === 'en' || customer.language === 'tr' ? customer.language : shop.language
  return {
    id: customer.id,
    name: customer.name ?? customer.email ?? '',
    email: customer.email,
    scope: {
      ...commonScope(shop, language),
      customer: {
        order_count: customer.orderCount,
        spent: customer.spent,
        ...present('name', customer.name),
        ...present('first_name', customer.firstName),
        ...present('last_name', customer.lastName),
        ...present('email', customer.email),
        ...present('city', customer.city),
      },
      ...(customer.lastOrderAt && { last_order: { date: customer.lastOrderAt } }),
    },
  }
}

function commonScope(shop: Shop, language: 'tr' | 'en') {
  return {
    language,
    words: mailWords[language](shop.name),
    shop: {
      name: shop.name,
      postal_address: shop.brand.postalAddress,
      currency: shop.currency,
      time_zone: shop.timeZone,
    },
  }
}

/** Empty counts as unknown: nobody is greeted as nothing. */
function present<Name extends string>(name: Name, value: string | null): Partial<Record<Name, string>> {
  return value === null || value === '' ? {} : ({ [name]: value } as Record<Name, string>)
}
