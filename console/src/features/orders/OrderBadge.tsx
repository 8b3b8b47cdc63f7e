/** Where an order stands, in a word. */
import type { OrderItem } from '@vefa/contract'

import { useT } from '#/lang/index.ts'
import { Badge, type Tone } from '#/ui/Badge.tsx'

const tones: Record<OrderItem['status'], Tone> = {
  placed: 'plain',
  paid: 'plain',
  preparing: 'plain',
  shipped: 'plain',
  delivered: 'good',
  returned: 'warn',
  cancelled: 'bad',
  giveaway: 'plain',
}

export function StatusBadge({ status }: { status: OrderItem['status'] }) {
  const t = useT()
  return <Badge tone={tones[status]}>{t(`orders.status.${status}`)}</Badge>
}

/** Nothing where the source says nothing of payments. */
export function PaymentBadge({ status }: { status: OrderItem['financialStatus'] }) {
  const t = useT()
  if (status === '') return null
  const tone: Tone = status === 'unpaid' ? 'warn' : status === 'paid' ? 'good' : 'plain'
  return <Badge tone={tone}>{t(`orders.financial.${status}`)}</Badge>
}
