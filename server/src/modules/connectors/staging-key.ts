/** Owns what a mapped row belongs to: the key under which rows that are far apart in the file come together. Pure. */
import { createHash } from 'node:crypto'

import type { MappedDraft } from './csv/mapping.ts'

/** Keys order as text; rows that belong to nothing but themselves keep the order of the file, events that of time. */
export function stagingKey(mapped: MappedDraft, row: number): string {
  const key = keyOf(mapped, row)
  return hasControl.test(key) ? key.replaceAll(/\p{Cc}/gu, ' ') : key
}

const hasControl = /\p{Cc}/u

function keyOf(mapped: MappedDraft, row: number): string {
  switch (mapped.kind) {
    case 'orders':
    case 'order-lines':
      return mapped.draft.orderNumber ?? mapped.draft.orderId ?? ''
    case 'payments':
      return mapped.draft.orderNumber ?? ''
    case 'products':
      return mapped.draft.productId ?? mapped.draft.sku ?? ''
    case 'events':
      return eventKey(mapped.draft)
    default:
      return padded(row, 10)
  }
}

/** Time first, so that events reach the history in order; then what the row says. */
function eventKey(draft: { occurredAt?: number }): string {
  const digest = createHash('sha256').update(JSON.stringify(draft)).digest('base64url').slice(0, 22)
  // Before 1970 the count runs backwards; the year 1900 is before every time that can be read.
  return `${padded((draft.occurredAt ?? 0) + 2_300_000_000_000, 14)}.${digest}`
}

function padded(value: number, width: number): string {
  return String(value).padStart(width, '0')
}
