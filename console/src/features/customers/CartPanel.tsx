/** What a customer has put into a cart and not ordered yet; nothing where there is no such cart. */
import { useQuery } from '@tanstack/react-query'

import { useT } from '#/lang/index.ts'
import { api } from '#/lib/api.ts'
import { useFormat, useRights } from '#/lib/session.ts'
import { Panel } from '#/ui/Panel.tsx'

const carts = 3
const lines = 5

export function CartPanel({ customerId }: { customerId: number }) {
  const t = useT()
  const format = useFormat()
  const may = useRights()
  const { data } = useQuery({
    ...api.commerce.carts.list.queryOptions({ input: { customerId, limit: carts } }),
    enabled: may('orders.read'),
  })
  if (!data || data.items.length === 0) return null
  return (
    <Panel title={t('cart.title')}>
      <ul className="flex flex-col gap-4">
        {data.items.map((cart) => (
          <li key={cart.id} className="flex flex-col gap-2">
            <div className="flex items-baseline justify-between gap-3">
              <span className="num text-16 font-semibold">{format.money(cart.total, cart.currency)}</span>
              <span className="text-12 text-ink-3">
                {t('cart.touched', { when: format.relative(cart.touchedAt, new Date()) })}
              </span>
            </div>
            <ul className="flex flex-col gap-1">
              {cart.lines.slice(0, lines).map((line, place) => (
                // Two lines may be of one product, and the list is only read.
                // oxlint-disable-next-line react/no-array-index-key
                <li key={place} className="flex justify-between gap-3">
                  <span className="min-w-0 break-words">
                    {line.title || line.productId}
                    {Number(line.quantity) > 1 && ` (${format.number(line.quantity)})`}
                  </span>
                  <span className="num flex-none text-ink-2">{format.money(line.price, cart.currency)}</span>
                </li>
              ))}
            </ul>
            {cart.lines.length > lines && (
              <p className="text-12 text-ink-3">{t('cart.more', { n: cart.lines.length - lines })}</p>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  )
}
