/**
 * Membership as a person would find it: from every event, profile and merge, one customer after the other, in plain TypeScript.
 * Shares no rule with the compiler it judges: days are found by asking a calendar, never by edges.
 */
import type { SegmentBounds, SegmentCondition, SegmentDefinition, SegmentLeaf } from '@vefa/contract'

import { dayOf, isWithinSpan, passesDate, passesWindow, type Moment } from './segment-oracle-days.ts'
import { hasProperty, isOf, numbersOf, passesTest, unitsOfText } from './segment-oracle-values.ts'

export type ToldEvent = {
  name: string
  /** Whom it was written for. */
  customer: number
  time: number
  receivedAt: number
  messageId: string
  store: number
  orderId: string
  product: string
  category: string
  brand: string
  coupon: string
  query: string
  channel: string
  campaign: string
  message: string
  currency: string
  country: string
  city: string
  url: string
  /** Decimal text in the reporting currency. */
  value: string
  quantity: string
  lines: { product: string; category: string; brand: string }[]
  properties: Record<string, unknown>
}

/** By the names of the contract's fields; absent is not set. Days are texts, moments numbers. */
export type ToldProfile = {
  customer: number
  gone: boolean
  fields: Record<string, unknown>
  consents: Record<string, string>
  attributes: Record<string, unknown>
  predictions: Record<string, number>
}

export type World = {
  events: readonly ToldEvent[]
  profiles: readonly ToldProfile[]
  /** Whom a number stands for; itself where absent. */
  standsFor: ReadonlyMap<number, number>
  membersOfSegment: (id: string) => ReadonlySet<number>
  /** The place of a customer in the lot of a seed. */
  placeOf: (seed: string, customer: number) => number
}

export function membersByOracle(definition: SegmentDefinition, world: World, moment: Moment): number[] {
  const histories = historiesOf(world, moment)
  const anonymousToo = asksForKnown(definition.root)
  return world.profiles
    .filter((profile) => !profile.gone && (anonymousToo || profile.fields['known'] === true))
    .map((profile) => ({ profile, history: histories.get(profile.customer) ?? nothing, world, moment }))
    .filter((person) => holds(definition.root, person))
    .map(({ profile }) => profile.customer)
    .sort((a, b) => a - b)
}

/** Whether a condition holds by its fact alone; undefined where the fact does not tell. */
export function saysFact(
  leaf: SegmentLeaf,
  fact: string | number | boolean | string[] | null | undefined,
  moment: Moment,
): boolean | undefined {
  switch (leaf.kind) {
    case 'count':
      return fact !== null && oftenEnough(Number(fact), leaf)
    case 'message':
      return oftenEnough(Number(fact), leaf)
    case 'moment':
      return fact !== null && passesWindow(Date.parse(String(fact)), leaf.window, moment)
    case 'sequence':
      return fact === true
    case 'amount':
    case 'orders':
      // What is shown of an average is rounded.
      if (leaf.of === 'average') return undefined
      return fact !== null && isWithin(unitsOfText(String(fact)), leaf.bounds, 1n)
    default:
      return saysOfPerson(leaf, fact)
  }
}

function saysOfPerson(leaf: SegmentLeaf, fact: unknown): boolean | undefined {
  if (leaf.kind === 'consent') return (fact ?? 'none') === leaf.state
  if (leaf.kind === 'share') return Number(fact) >= leaf.from && Number(fact) < leaf.to
  return leaf.kind === 'attribute' ? saysAttribute(leaf, fact) : undefined
}

/** Texts and lists come folded, days and moments as they are: these say no more than that they are there. */
function saysAttribute(
  { field, test }: Extract<SegmentLeaf, { kind: 'attribute' }>,
  fact: unknown,
): boolean | undefined {
  if (test.type === 'presence')
    return (field.startsWith('attributes.') ? fact === true : fact !== null) === test.set
  if (test.type === 'number') return fact !== null && passesTest(Number(fact), test, 'profile')
  return test.type === 'boolean' ? passesTest(fact, test, 'profile') : undefined
}

type History = { events: ToldEvent[]; orders: Order[] }
type Person = { profile: ToldProfile; history: History; world: World; moment: Moment }
type Order = { placed: number; last: ToldEvent; refunded: boolean }

const nothing: History = { events: [], orders: [] }

function asksForKnown(condition: SegmentCondition): boolean {
  if (condition.kind === 'group') return condition.conditions.some(asksForKnown)
  return condition.kind === 'attribute' && condition.field === 'known'
}

type Histories = ReadonlyMap<number, History>

/** The same for every rule asked at a moment. */
const found = new WeakMap<World, Map<number, Histories>>()

function historiesOf(world: World, moment: Moment): Histories {
  const of = found.get(world) ?? new Map<number, Histories>()
  found.set(world, of)
  const histories = of.get(moment.now.getTime()) ?? historiesUpTo(world, moment)
  of.set(moment.now.getTime(), histories)
  return histories
}

/** What is yet to come has not happened. */
function historiesUpTo(world: World, { now }: Moment): Histories {
  const past = world.events.filter((event) => event.time <= now.getTime())
  const histories = new Map<number, History>()
  const historyOf = (event: ToldEvent): History => {
    const customer = world.standsFor.get(event.customer) ?? event.customer
    const history = histories.get(customer) ?? { events: [], orders: [] }
    histories.set(customer, history)
    return history
  }
  for (const event of past) historyOf(event).events.push(event)
  for (const order of ordersOf(past)) historyOf(order.last).orders.push(order)
  return histories
}

function ordersOf(past: readonly ToldEvent[]): Order[] {
  const about = (name: string): Set<string> =>
    new Set(past.filter((event) => event.name === name).map((event) => event.orderId))
  const cancelled = about('Order Cancelled')
  const refunded = about('Order Refunded')
  const told = past.filter((event) => event.name === 'Order Completed' || event.name === 'Order Updated')
  const ids = new Set(told.map((event) => event.orderId).filter((id) => id !== '' && !cancelled.has(id)))
  return [...ids].map((id) => {
    const tellings = told.filter((event) => event.orderId === id)
    const [first, ...others] = tellings
    if (first === undefined) throw new Error('an order nobody told of')
    const last = others.reduce((newest, event) => (isNewer(event, newest) ? event : newest), first)
    return { placed: Math.min(...tellings.map((event) => event.time)), last, refunded: refunded.has(id) }
  })
}

function isNewer(a: ToldEvent, b: ToldEvent): boolean {
  return a.receivedAt > b.receivedAt || (a.receivedAt === b.receivedAt && a.messageId > b.messageId)
}

function holds(condition: SegmentCondition, person: Person): boolean {
  if (condition.kind !== 'group') return leafHolds(condition, person)
  const results = condition.conditions.map((inner) => holds(inner, person))
  if (condition.match === 'all') return results.every(Boolean)
  if (condition.match === 'none') return !results.some(Boolean)
  return results.length === 0 || results.some(Boolean)
}

function leafHolds(leaf: SegmentLeaf, person: Person): boolean {
  const { profile, world } = person
  switch (leaf.kind) {
    case 'attribute':
      return attributeHolds(leaf, person)
    case 'consent':
      return (profile.consents[`${leaf.channel}/${leaf.purpose}`] ?? 'none') === leaf.state
    case 'segment':
      return world.membersOfSegment(leaf.segmentId).has(profile.customer) === leaf.member
    case 'share': {
      const place = world.placeOf(leaf.seed, profile.customer)
      return place >= leaf.from && place < leaf.to
    }
    case 'orders':
      return ordersHold(leaf, person)
    default:
      return eventsHold(leaf, person)
  }
}

type EventLeaf = Exclude<SegmentLeaf, { kind: 'attribute' | 'consent' | 'segment' | 'share' | 'orders' }>

function eventsHold(leaf: EventLeaf, person: Person): boolean {
  switch (leaf.kind) {
    case 'count':
      return countHolds(leaf, person)
    case 'message':
      return oftenEnough(messagesOf(leaf, person).length, leaf)
    case 'amount': {
      const found = person.history.events.filter(
        (event) => isOf(event, leaf.events) && passesWindow(event.time, leaf.window, person.moment),
      )
      const numbers = found.flatMap((event) => numbersOf(event, leaf.property))
      return amountHolds(numbers, leaf.of, leaf.bounds)
    }
    case 'moment': {
      const times = person.history.events
        .filter((event) => isOf(event, leaf.events))
        .map((event) => event.time)
      if (times.length === 0) return false
      const time = leaf.which === 'first' ? Math.min(...times) : Math.max(...times)
      return passesWindow(time, leaf.window, person.moment)
    }
    default:
      return sequenceHolds(leaf, person)
  }
}

function countHolds(leaf: Extract<SegmentLeaf, { kind: 'count' }>, { history, moment }: Person): boolean {
  const found = history.events.filter(
    (event) => isOf(event, leaf.events) && passesWindow(event.time, leaf.window, moment),
  )
  const { after } = leaf
  if (after === undefined) return oftenEnough(found.length, leaf)
  const others = history.events.filter((event) => isOf(event, after.events)).map((event) => event.time)
  if (others.length === 0) return false
  const start = after.which === 'first' ? Math.min(...others) : Math.max(...others)
  return oftenEnough(found.filter((event) => event.time > start).length, leaf)
}

function oftenEnough(
  count: number,
  { is, times }: { is: 'atLeast' | 'atMost' | 'exactly'; times: number },
): boolean {
  if (is === 'exactly') return count === times
  return is === 'atLeast' ? count >= times : count <= times
}

const namesOfMessages = {
  received: 'Email Sent',
  opened: 'Email Opened',
  clicked: 'Email Link Clicked',
  bounced: 'Email Bounced',
  unsubscribed: 'Email Unsubscribed',
}

function messagesOf(
  leaf: Extract<SegmentLeaf, { kind: 'message' }>,
  { history, moment }: Person,
): ToldEvent[] {
  return history.events.filter(
    (event) =>
      event.name === namesOfMessages[leaf.did] &&
      (leaf.channel === undefined || event.channel === leaf.channel) &&
      (leaf.campaignId === undefined || event.campaign === leaf.campaignId) &&
      passesWindow(event.time, leaf.window, moment),
  )
}

function sequenceHolds(
  leaf: Extract<SegmentLeaf, { kind: 'sequence' }>,
  { history, moment }: Person,
): boolean {
  const inWindow = history.events.filter((event) => passesWindow(event.time, leaf.window, moment))
  const goesOn = (step: number, first: number, before: number): boolean => {
    const events = leaf.steps[step]
    if (events === undefined) return isWithinSpan(first, before, { span: leaf.within, zone: moment.zone })
    return inWindow.some(
      (event) => event.time > before && isOf(event, events) && goesOn(step + 1, first, event.time),
    )
  }
  const [begin] = leaf.steps
  return inWindow.some(
    (event) => begin !== undefined && isOf(event, begin) && goesOn(1, event.time, event.time),
  )
}

function amountHolds(
  numbers: readonly bigint[],
  of: 'sum' | 'average' | 'least' | 'greatest',
  bounds: SegmentBounds,
): boolean {
  const sum = numbers.reduce((total, number) => total + number, 0n)
  if (of === 'sum') return isWithin(sum, bounds, 1n)
  if (numbers.length === 0) return false
  if (of === 'average') return isWithin(sum, bounds, BigInt(numbers.length))
  const sorted = [...numbers].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
  return isWithin((of === 'least' ? sorted.at(0) : sorted.at(-1)) ?? 0n, bounds, 1n)
}

function isWithin(value: bigint, bounds: SegmentBounds, times: bigint): boolean {
  const from = unitsOfText(bounds.value) * times
  if (bounds.is === 'atLeast') return value >= from
  if (bounds.is === 'atMost') return value <= from
  return value >= from && value <= unitsOfText(bounds.to ?? bounds.value) * times
}

function ordersHold(leaf: Extract<SegmentLeaf, { kind: 'orders' }>, { history, moment }: Person): boolean {
  const found = history.orders.filter(
    (order) =>
      passesWindow(order.placed, leaf.window, moment) &&
      leaf.where.every((filter) => orderPasses(order, filter)),
  )
  if (leaf.of === 'count') return isWithin(BigInt(found.length) * 10_000n, leaf.bounds, 1n)
  return amountHolds(
    found.map((order) => unitsOfText(order.last.value)),
    leaf.of,
    leaf.bounds,
  )
}

function orderPasses(
  order: Order,
  filter: Extract<SegmentLeaf, { kind: 'orders' }>['where'][number],
): boolean {
  const { last } = order
  switch (filter.what) {
    case 'store':
      return filter.ids.includes(last.store)
    case 'total':
      return isWithin(unitsOfText(last.value), filter.bounds, 1n)
    case 'discounted':
      return filter.yes === (last.coupon !== '' || Number(last.properties['discount'] ?? 0) > 0)
    case 'refunded':
      return filter.yes === order.refunded
    default:
      return hasProperty(last, filter.what, { type: 'text', is: 'in', values: filter.values })
  }
}

function attributeHolds(
  leaf: Extract<SegmentLeaf, { kind: 'attribute' }>,
  { profile, moment }: Person,
): boolean {
  const own = leaf.field.startsWith('attributes.')
  const value = own
    ? profile.attributes[leaf.field.slice('attributes.'.length)]
    : (profile.fields[leaf.field] ?? profile.predictions[leaf.field])
  if (leaf.test.type !== 'date') return passesTest(value, leaf.test, 'profile')
  if (value === undefined) return false
  const at =
    typeof value === 'string'
      ? { day: value }
      : { day: dayOf(Number(value), moment.zone), time: Number(value) }
  return passesDate(at, leaf.test, moment)
}
