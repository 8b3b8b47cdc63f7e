/** What a row of an event table says, as the history takes it in: pure. */
import type { HistoryEvent } from '#/modules/history/index.ts'
import { isCurrency } from '#/platform/money/currency.ts'

import type { Draft } from './csv/fields.ts'
import type { Shelf } from './order-draft.ts'

type Row = Draft<'events'>

/** The standard names of what shops' tables call their events in their own words. */
const standardNames: Record<string, string> = {
  view: 'Product Viewed',
  product_view: 'Product Viewed',
  cart: 'Product Added',
  add_to_cart: 'Product Added',
  remove_from_cart: 'Product Removed',
  // A bought product of a click stream names no order; orders come from an order table.
  purchase: 'Product Purchased',
  search: 'Products Searched',
  page_view: 'Page Viewed',
  pageview: 'Page Viewed',
  begin_checkout: 'Checkout Started',
}

/**
 * `key` names the row by its content and `times` counts equal rows, so that the same table again, or one that
 * overlaps it, adds nothing, and equal rows of one table all count.
 */
export function eventOf(
  row: Row,
  given: { shelf: Shelf; key: string; times: number; customerId: number },
): HistoryEvent {
  const { shelf, customerId } = given
  return {
    name: eventName(row.eventName ?? ''),
    customerId,
    time: new Date(row.occurredAt ?? 0),
    messageId: messageIdOf(row, given),
    source: 'import',
    storeId: shelf.storeId,
    ...cut('productId', row.productId ?? row.sku),
    ...cut('category', row.category ?? row.categoryId),
    ...cut('brand', row.brand),
    ...cut('query', row.searchTerm),
    ...cut('url', row.url),
    ...(row.orderNumber !== undefined && { orderId: `${shelf.storeId}:${row.orderNumber}` }),
    ...valueOf(row, shelf),
    ...(row.quantity !== undefined && { quantity: row.quantity }),
    ...(row.anonymousId !== undefined && { anonymousId: row.anonymousId }),
    properties: {
      ...(row.sessionId !== undefined && { session_id: row.sessionId }),
      ...(row.productName !== undefined && { name: row.productName.slice(0, 500) }),
    },
  }
}

function valueOf(row: Row, shelf: Shelf): Pick<HistoryEvent, 'value' | 'currency'> {
  const value = row.value ?? row.price
  if (value === undefined) return {}
  const said = row.currency?.toUpperCase()
  return { value, currency: said !== undefined && isCurrency(said) ? said : shelf.currency }
}

function eventName(said: string): string {
  return standardNames[said.toLowerCase().replaceAll(/[\s-]+/g, '_')] ?? said.slice(0, 200)
}

function messageIdOf(row: Row, given: { shelf: Shelf; key: string; times: number }): string {
  const { shelf, key, times } = given
  if (row.messageId !== undefined) return `import:${shelf.storeId}:${row.messageId}`
  return `import:${shelf.storeId}:${key}:${times}`
}

function cut<Name extends string>(name: Name, text: string | undefined): { [N in Name]?: string } {
  return (text === undefined ? {} : { [name]: text.slice(0, 500) }) as { [N in Name]?: string }
}
