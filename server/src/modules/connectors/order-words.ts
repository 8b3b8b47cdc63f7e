/** Owns reading the words of files about where an order stands. */
import type { OrderStatus } from '#/modules/commerce/index.ts'

/** By their beginnings, the first that fits counts; folded to plain small letters. */
const words: [OrderStatus, RegExp][] = [
  ['cancelled', /^(cancel|iptal|unavailable|void|failed|basarisiz|reddedil)/],
  ['returned', /^(return|iade)/],
  ['delivered', /^(deliver|complete|teslim|tamamlan)/],
  ['shipped', /^(ship|fulfilled|kargo|gonderil|dispatched|in transit|sevk)/],
  ['preparing', /^(process|prepar|partial|hazirlan|isleniyor|onaylan|approved)/],
  ['placed', /^(pending|on-hold|on hold|created|placed|unpaid|bekl|olustur|authorized|yeni|new|open)/],
  ['paid', /^(paid|invoice|odendi|odeme alindi|faturalan|refunded)/],
]

function statusFromWords(word: string | undefined): OrderStatus | null {
  if (word === undefined) return null
  const folded = word
    .trim()
    .replace(/^wc-/, '')
    .toLocaleLowerCase('tr')
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll('ı', 'i')
  return words.find(([, pattern]) => pattern.test(folded))?.[0] ?? null
}

type Told = {
  status?: string
  paymentStatus?: string
  fulfilmentStatus?: string
  cancelledAt?: number
  deliveredAt?: number
  shippedAt?: number
  paidAt?: number
}

/** What several columns say together; an order of which nothing is said was paid, since it stands in the books. */
export function statusOf(told: Told): OrderStatus {
  const status = statusFromWords(told.status)
  if (told.cancelledAt !== undefined || status === 'cancelled') return 'cancelled'
  if (status !== null) return status
  if (told.deliveredAt !== undefined) return 'delivered'
  const fulfilled = statusFromWords(told.fulfilmentStatus)
  if (fulfilled === 'delivered' || fulfilled === 'returned') return fulfilled
  if (told.shippedAt !== undefined || fulfilled === 'shipped') return 'shipped'
  const payment = statusFromWords(told.paymentStatus)
  if (payment === 'cancelled') return 'cancelled'
  return payment === 'placed' && told.paidAt === undefined ? 'placed' : 'paid'
}
