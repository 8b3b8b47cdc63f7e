/** A simulated shop for the models: people who come over two years, buy and drop out as BG/NBD says; the same in every run. */
import { bgnbd } from '../../../server/src/modules/insight/models/process.ts'
import type { PurchaseDays } from '../../../server/src/modules/insight/models/purchase-days.ts'
import { buyer, gamma, seeded } from '../../../server/test/support/buying.ts'

/** About CDNOW's people: most buy once, some often. Times in weeks. */
export const truth = bgnbd([0.243, 4.414, 0.793, 2.426])

const DAYS = 730
/** 2026-11-20, days since 1970: the last day. */
export const lastDay = 20_777

/** Customers 1 to `count`, one position a day with a purchase, ordered by both. */
export function simulateShop(count: number): PurchaseDays {
  const random = seeded(4_414)
  let room = 3 * count
  let days = emptyDays(room)
  let used = 0
  for (let customer = 1; customer <= count; customer += 1) {
    const first = lastDay - DAYS + 1 + Math.floor(random() * DAYS)
    const level = (30 * gamma(random, 6)) / 6
    let last = -1
    for (const week of buyer(truth, random, (lastDay - first) / 7)) {
      const day = first + Math.floor(week * 7)
      if (day === last) continue
      if (used === room) {
        room *= 2
        days = grown(days, room)
      }
      days.customer[used] = customer
      days.day[used] = day
      days.value[used] = Math.round((100 * level * gamma(random, 3)) / 3) / 100
      used += 1
      last = day
    }
  }
  return cut(days, used)
}

function emptyDays(size: number): PurchaseDays {
  return { customer: new Uint32Array(size), day: new Uint16Array(size), value: new Float64Array(size) }
}

function grown(days: PurchaseDays, size: number): PurchaseDays {
  const more = emptyDays(size)
  more.customer.set(days.customer)
  more.day.set(days.day)
  more.value.set(days.value)
  return more
}

function cut({ customer, day, value }: PurchaseDays, size: number): PurchaseDays {
  return { customer: customer.slice(0, size), day: day.slice(0, size), value: value.slice(0, size) }
}
