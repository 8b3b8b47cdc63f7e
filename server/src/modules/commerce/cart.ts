/** What a cart holds, from its events: pure. Any order of arrival of the same events ends in the same cart. */
import { type Amount, compareAmounts, multiplyAmount, sumAmounts, ZERO } from '#/platform/money/money.ts'
import { AmountError } from '#/platform/money/units.ts'

export type CartLine = { productId: string; sku: string; title: string; quantity: string; price: Amount }

/** `set` is a full picture (the cart was viewed, a checkout began); `order` closes the cart. */
export type CartEvent = {
  id: string
  /** Milliseconds since 1970. */
  time: number
  kind: 'add' | 'remove' | 'set' | 'order'
  lines: readonly CartLine[]
  currency: string
}

type CartState = 'open' | 'ordered' | 'emptied'

export type Cart = {
  state: CartState
  lines: CartLine[]
  currency: string
  total: Amount
  /** The first event the present content rests on. */
  createdAt: number
  touchedAt: number
}

/** More than a person makes; a robot's older events no longer count one by one. */
const mostEvents = 500

/**
 * Puts events in their order, each once; what lies before the last full picture no longer matters, but for the last
 * order: it also closes carts that are heard of only later.
 */
export function keepEvents(stored: readonly CartEvent[], heard: readonly CartEvent[]): CartEvent[] {
  const once = new Map([...stored, ...heard].map((event) => [event.id, event]))
  const ordered = [...once.values()].sort(inOrder)
  const picture = ordered.findLastIndex((event) => event.kind === 'set' || event.kind === 'order')
  const kept = ordered.slice(Math.max(picture, 0)).slice(-mostEvents)
  const order = ordered.findLast((event) => event.kind === 'order')
  return order && !kept.includes(order) ? [order, ...kept] : kept
}

/** Events of the same moment are ordered by their ids, so that the outcome does not hang on arrival. */
function inOrder(a: CartEvent, b: CartEvent): number {
  if (a.time !== b.time) return a.time - b.time
  return a.id < b.id ? -1 : 1
}

/** The cart after events in their order; at least one. */
export function foldCart(events: readonly CartEvent[]): Cart {
  const lines = new Map<string, CartLine>()
  let state: CartState = 'emptied'
  let currency = ''
  let createdAt = events[0]?.time ?? 0
  for (const event of events) {
    if (state !== 'open') createdAt = event.time
    applyEvent(lines, event)
    currency = event.currency || currency
    state = event.kind === 'order' ? 'ordered' : lines.size > 0 ? 'open' : 'emptied'
  }
  const held = [...lines.values()]
  return {
    state,
    lines: held,
    currency,
    total: totalOf(held),
    createdAt,
    touchedAt: events.at(-1)?.time ?? 0,
  }
}

/** Zero for a cart that no money can pay: senders send anything. */
function totalOf(lines: readonly CartLine[]): Amount {
  try {
    return sumAmounts(lines.map((line) => multiplyAmount(line.price, line.quantity)))
  } catch (error) {
    if (error instanceof AmountError) return ZERO
    throw error
  }
}

function applyEvent(lines: Map<string, CartLine>, event: CartEvent): void {
  if (event.kind === 'set' || event.kind === 'order') lines.clear()
  if (event.kind === 'order') return
  for (const line of event.lines) changeLine(lines, line, event.kind === 'remove' ? -1n : 1n)
}

function changeLine(lines: Map<string, CartLine>, line: CartLine, sign: 1n | -1n): void {
  const key = `${line.productId}\u0000${line.sku}`
  const before = lines.get(key)
  const change = multiplyAmount(line.quantity, sign)
  const quantity = before ? sumAmounts([before.quantity, change]) : change
  if (compareAmounts(quantity, ZERO) <= 0) lines.delete(key)
  else lines.set(key, { ...(sign < 0n && before ? before : line), quantity })
}
