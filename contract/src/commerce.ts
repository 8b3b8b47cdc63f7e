/** Orders, products, carts. */
import { z } from 'zod'

import {
  bigId,
  currency,
  customerId,
  day,
  decimal,
  email,
  moment,
  page,
  pageInput,
  requiredText,
  text,
} from './common.ts'
import { endpoint } from './procedure.ts'

const orderStatus = z.enum([
  'placed',
  'paid',
  'preparing',
  'shipped',
  'delivered',
  'returned',
  'cancelled',
  'giveaway',
])
const financialStatus = z.enum(['', 'unpaid', 'paid', 'partially_refunded', 'refunded'])
const refundKind = z.enum(['refund', 'cancellation', 'return', 'adjustment'])
const productStatus = z.enum(['active', 'draft', 'archived'])

const storeId = z.coerce.number().int().min(1).max(2_147_483_647)
const smallId = z.coerce.number().int().min(1).max(2_147_483_647)
const version = z.coerce.number().int().min(1).max(2_147_483_647)
/** Up to three decimals, as weights need. */
const quantity = z.string().regex(/^-?\d{1,9}(\.\d{1,3})?$/)
const positive = z.string().regex(/^\d{1,14}(\.\d{1,4})?$/)
const externalId = requiredText(200)

const customerName = z.object({ id: customerId, name: z.string().nullable(), email: z.string().nullable() })

const orderItem = z.object({
  id: bigId,
  number: z.string(),
  storeId,
  customer: customerName.nullable(),
  placedAt: moment,
  status: orderStatus,
  financialStatus,
  currency,
  total: decimal,
  refunded: decimal,
  /** In the reporting currency; null when no rate is known for the day. */
  reportingTotal: decimal.nullable(),
  pieces: z.string(),
  city: z.string(),
  channel: z.string(),
})

const orderLine = z.object({
  position: z.number().int(),
  productId: smallId.nullable(),
  sku: z.string(),
  title: z.string(),
  category: z.string(),
  brand: z.string(),
  quantity: z.string(),
  unitPrice: decimal,
  discount: decimal,
  orderDiscount: decimal,
  tax: decimal,
  total: decimal,
})

const orderPayment = z.object({
  externalId: z.string(),
  method: z.string(),
  installments: z.number().int(),
  amount: decimal,
  state: z.string(),
  at: moment,
})

const orderRefund = z.object({
  id: bigId,
  amount: decimal,
  currency,
  kind: refundKind,
  reason: z.string(),
  at: moment,
  source: z.string(),
})

/** What happened to the order, oldest first. */
const orderMoment = z.object({
  at: moment,
  kind: z.enum(['placed', 'payment', 'refund', 'cancelled']),
  amount: decimal.nullable(),
  text: z.string(),
})

const order = orderItem.extend({
  externalId: z.string(),
  source: z.string(),
  /** Grows with every change; an edit names the one it saw. */
  version,
  placedOn: day,
  subtotal: decimal,
  discount: decimal,
  shipping: decimal,
  tax: decimal,
  /** What can still be given back. */
  refundable: decimal,
  reportingCurrency: currency,
  /** Units of the reporting currency for one unit of the order's, as used; null when none is known. */
  rate: z.string().nullable(),
  coupon: z.string(),
  country: z.string(),
  note: z.string(),
  cancelledAt: moment.nullable(),
  lines: z.array(orderLine),
  payments: z.array(orderPayment),
  refunds: z.array(orderRefund),
  moments: z.array(orderMoment),
})

export const orderFilters = z.object({
  /** The beginning of the number, or words of the customer. */
  query: text(200).optional(),
  status: orderStatus.optional(),
  storeId: storeId.optional(),
  /** Days in the store's time zone, both included. */
  from: day.optional(),
  to: day.optional(),
  /** In the reporting currency. */
  least: decimal.optional(),
  most: decimal.optional(),
  city: text(120).optional(),
  productId: smallId.optional(),
  customerId: customerId.optional(),
  sort: z.enum(['newest', 'oldest', 'largest', 'smallest']).default('newest'),
})

/** How a shop's own program names the buyer; at least one. */
const buyer = z
  .object({
    email: email.optional(),
    phone: requiredText(40).optional(),
    /** The id in the shop's system. */
    userId: requiredText(200).optional(),
    name: text(200).optional(),
  })
  .refine((value) => value.email ?? value.phone ?? value.userId, { message: 'needs an e-mail, phone or id' })

const lineInput = z.object({
  productId: text(200).default(''),
  variantId: text(200).optional(),
  sku: text(200).optional(),
  title: requiredText(500),
  category: text(200).optional(),
  brand: text(200).optional(),
  quantity,
  unitPrice: decimal,
  discount: positive.optional(),
  tax: positive.optional(),
  cost: positive.optional(),
})

export const orderInput = z.object({
  storeId,
  externalId,
  number: requiredText(100).optional(),
  customer: buyer.optional(),
  placedAt: moment,
  status: orderStatus.optional(),
  currency,
  lines: z.array(lineInput).max(1000),
  discount: positive.optional(),
  shipping: positive.optional(),
  tax: positive.optional(),
  total: decimal.optional(),
  coupon: text(100).optional(),
  channel: text(100).optional(),
  country: text(100).optional(),
  city: text(120).optional(),
  cancelledAt: moment.optional(),
  /** As of when the shop knows this; an older state than the one that stands is left out. */
  knownAt: moment.optional(),
  note: text(2000).optional(),
  payments: z
    .array(
      z.object({
        externalId,
        method: requiredText(60),
        installments: z.number().int().min(1).max(60).optional(),
        amount: decimal,
        state: z.enum(['paid', 'pending', 'failed']).optional(),
        at: moment,
      }),
    )
    .max(100)
    .optional(),
  refunds: z
    .array(
      z.object({
        externalId,
        amount: positive,
        kind: refundKind.optional(),
        reason: text(500).optional(),
        at: moment,
      }),
    )
    .max(200)
    .optional(),
})

const saved = z.object({ outcome: z.enum(['created', 'updated', 'unchanged']) })

const orders = {
  list: endpoint('orders.read')
    .route({ method: 'GET', path: '/orders', summary: 'Orders, filtered and sorted, page by page' })
    .input(pageInput.extend(orderFilters.shape))
    .output(page(orderItem)),
  get: endpoint('orders.read')
    .route({ method: 'GET', path: '/orders/{id}', summary: 'One order with lines, payments and refunds' })
    .input(z.object({ id: bigId }))
    .output(order),
  put: endpoint('orders.write')
    .route({
      method: 'PUT',
      path: '/orders/{storeId}/{externalId}',
      summary: 'Create or replace an order by its id in the shop; the same again changes nothing',
    })
    .input(orderInput)
    .output(saved),
  cancel: endpoint('orders.write')
    .route({
      method: 'POST',
      path: '/orders/{id}/cancellation',
      summary: 'Record that an order was cancelled',
    })
    .input(z.object({ id: bigId, version, reason: requiredText(500) }))
    .output(order),
  refund: endpoint('orders.write')
    .route({ method: 'POST', path: '/orders/{id}/refunds', summary: 'Record that money was given back' })
    .input(z.object({ id: bigId, version, amount: positive, kind: refundKind, reason: requiredText(500) }))
    .output(order),
}

const variant = z.object({
  id: smallId,
  externalId: z.string(),
  sku: z.string(),
  barcode: z.string(),
  title: z.string(),
  price: decimal.nullable(),
  compareAtPrice: decimal.nullable(),
  cost: decimal.nullable(),
  currency,
  /** Null: not tracked. */
  stock: z.number().int().nullable(),
})

const productItem = z.object({
  id: smallId,
  storeId,
  externalId: z.string(),
  title: z.string(),
  brand: z.string(),
  category: z.string(),
  status: productStatus,
  imageUrl: z.string().nullable(),
  /** Lowest and highest price among the variants. */
  price: z.object({ from: decimal, to: decimal, currency }).nullable(),
  /** Sum over the variants whose stock is tracked; null when none is. */
  stock: z.number().int().nullable(),
})

const product = productItem.extend({
  description: z.string(),
  url: z.string().nullable(),
  version,
  /** False while only orders have named it. */
  inCatalogue: z.boolean(),
  variants: z.array(variant),
  /** Over orders that count. */
  sales: z.object({
    orders: z.number().int(),
    units: z.string(),
    /** What its lines brought, in the reporting currency. */
    revenue: decimal,
    currency,
    lastSoldAt: moment.nullable(),
  }),
})

const variantInput = z.object({
  externalId,
  sku: text(200).optional(),
  barcode: text(100).optional(),
  title: text(300).optional(),
  price: positive.nullable().optional(),
  compareAtPrice: positive.nullable().optional(),
  cost: positive.nullable().optional(),
  currency,
  stock: z.number().int().min(-1_000_000_000).max(1_000_000_000).nullable().optional(),
})

const httpUrl = z.url({ protocol: /^https?$/ }).max(2000)

export const productInput = z.object({
  storeId,
  externalId,
  title: requiredText(500),
  description: text(20_000).optional(),
  brand: text(200).optional(),
  category: text(200).optional(),
  status: productStatus.optional(),
  url: httpUrl.optional(),
  imageUrl: httpUrl.optional(),
  variants: z.array(variantInput).max(500).optional(),
})

const products = {
  list: endpoint('products.read')
    .route({
      method: 'GET',
      path: '/products',
      summary: 'Products, found by title, brand, id, SKU or barcode',
    })
    .input(
      pageInput.extend({
        query: text(200).optional(),
        status: productStatus.optional(),
        storeId: storeId.optional(),
        category: text(200).optional(),
        stock: z.enum(['out', 'in']).optional(),
      }),
    )
    .output(page(productItem)),
  get: endpoint('products.read')
    .route({ method: 'GET', path: '/products/{id}', summary: 'One product with variants and sales' })
    .input(z.object({ id: smallId }))
    .output(product),
  put: endpoint('products.write')
    .route({
      method: 'PUT',
      path: '/products/{storeId}/{externalId}',
      summary: 'Create or correct a product by its id in the shop; what is left out stays',
    })
    .input(productInput)
    .output(saved),
  update: endpoint('products.write')
    .route({
      method: 'PATCH',
      path: '/products/{id}',
      summary: 'Status of a product; cost and stock of variants',
    })
    .input(
      z.object({
        id: smallId,
        version,
        status: productStatus.optional(),
        variants: z
          .array(
            z.object({
              id: smallId,
              cost: positive.nullable().optional(),
              stock: z.number().int().min(-1_000_000_000).max(1_000_000_000).nullable().optional(),
            }),
          )
          .max(500)
          .optional(),
      }),
    )
    .output(product),
  categories: endpoint('products.read')
    .route({ method: 'GET', path: '/product-categories', summary: 'Categories in use, at most 500' })
    .output(z.array(z.string())),
}

const cart = z.object({
  id: bigId,
  storeId,
  customer: customerName.nullable(),
  state: z.enum(['open', 'ordered', 'emptied']),
  currency,
  total: decimal,
  reportingTotal: decimal.nullable(),
  lines: z.array(
    z.object({ productId: z.string(), title: z.string(), quantity: z.string(), price: decimal }),
  ),
  createdAt: moment,
  touchedAt: moment,
})

const carts = {
  list: endpoint('orders.read')
    .route({
      method: 'GET',
      path: '/carts',
      summary: 'Open carts, last touched first; abandoned: untouched for at least so many minutes',
    })
    .input(
      pageInput.extend({
        abandonedMinutes: z.coerce.number().int().min(0).max(525_600).default(0),
        customerId: customerId.optional(),
        storeId: storeId.optional(),
      }),
    )
    .output(page(cart)),
}

export const commerce = { orders, products, carts }

export type OrderItem = z.infer<typeof orderItem>
export type Order = z.infer<typeof order>
export type ProductItem = z.infer<typeof productItem>
export type Product = z.infer<typeof product>
