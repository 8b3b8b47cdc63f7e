/** Binds the contract's commerce to use cases. */
import { contract } from '@vefa/contract'

import type { App } from '#/platform/app.ts'
import { bind } from '#/platform/http/index.ts'

import { cancelOrder } from './cancel-order.ts'
import { listCarts } from './carts.ts'
import { editProduct } from './edit-product.ts'
import { getOrder } from './get-order.ts'
import { listOrders } from './list-orders.ts'
import { getProduct, listCategories, listProducts } from './products.ts'
import { putOrder } from './put-order.ts'
import { putProduct } from './put-product.ts'
import { refundOrder } from './refund-order.ts'

const os = bind(contract.commerce)

export function commerceApi(app: App) {
  return {
    commerce: {
      orders: ordersApi(app),
      products: productsApi(app),
      carts: { list: os.carts.list.handler(({ input }) => listCarts(app, input)) },
    },
  }
}

function ordersApi(app: App) {
  const { orders } = os
  return {
    list: orders.list.handler(({ input, context }) => listOrders(app, context.actor, input)),
    get: orders.get.handler(({ input }) => getOrder(app, input.id)),
    put: orders.put.handler(({ input, context }) => putOrder(app, context.actor, input)),
    cancel: orders.cancel.handler(({ input, context }) => cancelOrder(app, context.actor, input)),
    refund: orders.refund.handler(({ input, context }) => refundOrder(app, context.actor, input)),
  }
}

function productsApi(app: App) {
  const { products } = os
  return {
    list: products.list.handler(({ input }) => listProducts(app, input)),
    get: products.get.handler(({ input }) => getProduct(app, input.id)),
    put: products.put.handler(({ input, context }) => putProduct(app, context.actor, input)),
    update: products.update.handler(({ input, context }) => editProduct(app, context.actor, input)),
    categories: products.categories.handler(() => listCategories(app)),
  }
}
