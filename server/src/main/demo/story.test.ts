import { describe, expect, test } from 'vitest'

import { formatKurus } from './lira.ts'
import { tellStory } from './story.ts'
import { visitsBetween } from './time.ts'

const until = new Date('2026-11-20T09:00:00Z')
const story = tellStory(until)

describe('the sample shop', () => {
  test('is the same story every time', () => {
    const again = tellStory(until)
    expect(again.orders.length).toBe(story.orders.length)
    expect(again.orders.at(-1)).toEqual(story.orders.at(-1))
  })

  test('is believable: repeat buyers, one-time buyers, seasons, returns, coupons', () => {
    const counts = new Map<string, number>()
    for (const { person } of story.orders) counts.set(person.userId, (counts.get(person.userId) ?? 0) + 1)
    const buyers = [...counts.values()]
    const repeat = buyers.filter((count) => count > 1).length / buyers.length
    expect(story.people).toHaveLength(8_000)
    expect(story.orders.length).toBeGreaterThan(14_000)
    expect(story.orders.length).toBeLessThan(40_000)
    expect(repeat).toBeGreaterThan(0.3)
    expect(repeat).toBeLessThan(0.65)
    const share = (fits: (order: (typeof story.orders)[number]['order']) => boolean) =>
      story.orders.filter(({ order }) => fits(order)).length / story.orders.length
    expect(share((order) => order.fate === 'returned')).toBeGreaterThan(0.04)
    expect(share((order) => order.coupon !== '')).toBeLessThan(0.4)
    expect(share((order) => order.daysToDeliver > order.daysPromised)).toBeGreaterThan(0.08)
    expect(share((order) => order.daysToDeliver > order.daysPromised)).toBeLessThan(0.35)
  })

  test('adds up to the kuruş', () => {
    for (const { order } of story.orders) {
      const subtotal = order.lines.reduce((sum, line) => sum + line.price * line.quantity, 0)
      expect(order.total).toBe(subtotal - order.discount + order.shipping)
      expect(Number.isInteger(order.total)).toBe(true)
      expect(order.refunded).toBeLessThanOrEqual(order.total)
    }
    expect(formatKurus(189_005)).toBe('1890.05')
    expect(formatKurus(-7)).toBe('-0.07')
  })

  test('has one address and one phone each', () => {
    expect(new Set(story.people.map((person) => person.email)).size).toBe(8_000)
    expect(new Set(story.people.map((person) => person.phone)).size).toBe(8_000)
  })

  test('keeps every order inside the two years', () => {
    expect(story.orders.every(({ order }) => order.at >= story.start && order.at < until)).toBe(true)
  })
})

describe('visits over a stretch of time', () => {
  const from = new Date(until.getTime() - 30 * 86_400_000)
  const batches = visitsBetween({
    from,
    until,
    people: story.people,
    start: story.start,
    url: 'https://shop.example',
  })
  const events = batches.flat()

  test('are the same every time, each event with an id of its own', () => {
    const again = visitsBetween({
      from,
      until,
      people: story.people,
      start: story.start,
      url: 'https://shop.example',
    })
    expect(again).toEqual(batches)
    expect(new Set(events.map((event) => event.messageId)).size).toBe(events.length)
  })

  test('begin inside it, more of them in the evening than before dawn', () => {
    const visits = events.filter((event) => event.type === 'page')
    const within = (first: number, last: number) =>
      visits.filter(({ timestamp }) => {
        const hour = (new Date(timestamp).getUTCHours() + 3) % 24
        return hour >= first && hour <= last
      }).length
    expect(visits.length).toBe(1_800)
    expect(visits.every(({ timestamp }) => new Date(timestamp) > from)).toBe(true)
    expect(within(20, 22)).toBeGreaterThan(4 * within(2, 4))
  })
})
