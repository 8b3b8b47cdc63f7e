/** Random histories for the oracle of segments: many events on the edges of days, hours and changes of the clock. */
import * as fc from 'fast-check'

import type { ToldEvent, ToldProfile } from './segment-oracle.ts'
import { dateAway, dayOf, midnightOf } from './segment-oracle-days.ts'

/** A shop's zone, and moments at which its segments are asked, close to each other. */
export type Place = { zone: string; nows: readonly Date[] }

export const places: readonly Place[] = [
  {
    zone: 'Europe/Istanbul',
    nows: [new Date('2026-11-20T09:30:00.000Z'), new Date('2026-11-19T21:00:00.000Z')],
  },
  // The clock goes forward at 01:00 UTC, and back on 25 October.
  {
    zone: 'Europe/London',
    nows: [new Date('2026-03-29T00:59:59.999Z'), new Date('2026-03-30T11:15:00.000Z')],
  },
  {
    zone: 'America/New_York',
    nows: [new Date('2026-11-01T06:30:00.000Z'), new Date('2026-11-02T04:59:59.999Z')],
  },
  { zone: 'UTC', nows: [new Date('2024-02-29T00:00:00.000Z'), new Date('2024-03-01T12:00:00.001Z')] },
]

/** Two chunks of bits, and the customer without a name. */
export const customers = [...Array.from({ length: 36 }, (_, at) => at + 1), 65_534, 65_535, 65_536, 65_537]

/** Somebody who never did anything, and of whom little is known. */
export const silent = 36

export const vocabulary = {
  names: [
    'Product Viewed',
    'Product Added',
    'Order Completed',
    'Order Updated',
    'Order Cancelled',
    'Order Refunded',
    'Email Sent',
    'Email Opened',
    'Email Link Clicked',
    'Signed Up',
  ],
  words: ['Havlu', 'HAVLU', 'İpek Şal', 'ipek şal', 'ısı', 'ISI', 'Çorap', 'Æon', 'Ελιά', 'a,b "c"'],
  letters: ['h', 'İP', 'ş', 'a', 'ıs', 'λ', '"'],
  numbers: [0, 1, 2, 2.5, 9.99, 10, 100.1, 250, -3],
  amounts: ['0', '1', '9.99', '10.0000', '33.3333', '100.1', '250', '-5', '0.1', '0.2', '0.3'],
  campaigns: ['0192f3a0-0000-7000-8000-000000000001', '0192f3a0-0000-7000-8000-000000000002'],
  orders: Array.from({ length: 36 }, (_, at) => `1:${at + 100}`),
  spans: [1, 2, 3, 7, 30, 31],
  own: ['size', 'colour', 'gift', 'a.b'],
} as const

const minute = 60_000

/** A millisecond before, at and after each midnight and hour that a window may begin or end with; and any other. */
export function momentsAround({ zone, nows }: Place): fc.Arbitrary<number> {
  const days = vocabulary.spans.flatMap((amount) =>
    (['day', 'week', 'month'] as const).flatMap((unit) =>
      nows.flatMap((now) =>
        [1, -1].map((sign) =>
          midnightOf(dateAway(dayOf(now.getTime(), zone), { amount, unit }, sign === 1 ? 1 : -1), zone),
        ),
      ),
    ),
  )
  const hours = vocabulary.spans.flatMap((amount) =>
    nows.flatMap((now) => [now.getTime() - amount * minute, now.getTime() - amount * 60 * minute]),
  )
  const past = [
    ...days.filter((time) => time < Math.max(...nows.map(Number)) + 2 * 86_400_000),
    ...hours,
    ...nows.map(Number),
  ]
  const near = fc.tuple(fc.constantFrom(...past), fc.constantFrom(-1, 0, 0, 1)).map(([time, by]) => time + by)
  const latest = Math.max(...nows.map(Number)) + 86_400_000
  const recent = fc.integer({ min: latest - 6 * 86_400_000, max: latest })
  return fc.oneof(near, near, recent, fc.integer({ min: latest - 500 * 86_400_000, max: latest }))
}

const text = (choice: readonly string[]): fc.Arbitrary<string> => fc.constantFrom('', ...choice)
const { words, amounts } = vocabulary

const line = fc.record({ product: text(words), category: text(words), brand: text(words) })

const ownProperties = fc.dictionary(
  fc.constantFrom(...vocabulary.own),
  fc.oneof(
    fc.constantFrom<unknown>(...vocabulary.numbers, 0.12345, 1.99999, -0.00001),
    fc.constantFrom<unknown>(...words, '', '12.50', 'abc', '-7', '1e3', ' 5'),
    fc.constantFrom<unknown>(true, false, null, 'true'),
    fc.constantFrom<unknown>([], ['Havlu'], { x: 1 }),
  ),
  { maxKeys: 3 },
)

/** Without message id and moment of arrival, which the writer gives. */
export type Draft = Omit<ToldEvent, 'messageId' | 'receivedAt'>

export function draftOf(place: Place): fc.Arbitrary<Draft> {
  const content = fc.record({
    time: momentsAround(place),
    customer: fc.constantFrom(0, ...customers.filter((customer) => customer !== silent)),
    store: fc.constantFrom(0, 1, 2),
    orderId: fc.constantFrom('', ...vocabulary.orders),
    product: text(words),
    category: text(words),
    brand: text(words),
    coupon: text(['', '', 'YAZ10']),
    query: text(words),
    channel: text(['email', 'web', 'WEB']),
    campaign: text(vocabulary.campaigns),
    message: text(words),
    currency: text(['TRY', 'EUR']),
    country: text(['TR', 'GB']),
    city: text(words),
    url: text(['https://ilgin.example/a?x=1', '/İ']),
    value: fc.constantFrom(...amounts),
    quantity: fc.constantFrom('0', '1', '2', '2.5', '10'),
    lines: fc.array(line, { maxLength: 3 }),
    properties: fc.oneof(
      ownProperties,
      ownProperties,
      fc.constantFrom({ discount: '5.0000' }, { discount: '0' }),
    ),
  })
  // Some things happen more often than others.
  const name = fc.constantFrom(
    ...vocabulary.names,
    ...vocabulary.names.slice(0, 4),
    ...vocabulary.names.slice(0, 3),
  )
  return fc.tuple(name, content).map(([name, rest]) => ({ name, ...rest }))
}

/**
 * One step and the next just within an hour, at its very end and just beyond, and the same with the days: chance would
 * seldom place them so.
 */
export function chainsAtTheEdge(place: Place): Draft[] {
  const [base] = fc.sample(draftOf(place), { seed: 1, numRuns: 1 })
  if (!base) throw new Error('no draft')
  const midnight = midnightOf(
    dateAway(dayOf(Number(place.nows[0]), place.zone), { amount: 40, unit: 'day' }, -1),
    place.zone,
  )
  const noon = midnight + 12 * 60 * minute
  const pairs: [customer: number, second: number][] = [
    [20, noon + 60 * minute - 1],
    [21, noon + 60 * minute],
    [22, noon + 60 * minute + 1],
    [23, noon + 35 * 60 * minute],
    [24, noon + 37 * 60 * minute],
  ]
  return pairs.flatMap(([customer, second]) => [
    { ...base, customer, name: chainSteps[0], time: noon },
    { ...base, customer, name: chainSteps[1], time: second },
  ])
}

export const chainSteps = ['Signed Up', 'Email Opened'] as const

/** What no other order comes to, so that it is known by its total. */
export const dearest = '100000'

/** An order told of once, for a number that counts for another by now: only by the merge is it found for those asked about. */
export function orderOfSomebodyMerged(place: Place, customer: number): Draft {
  const [base] = fc.sample(draftOf(place), { seed: 2, numRuns: 1 })
  if (!base) throw new Error('no draft')
  const time = Number(place.nows[0]) - 30 * 60 * minute
  return { ...base, customer, name: 'Order Completed', orderId: `1:merged-${customer}`, value: dearest, time }
}

/** Birthdays that come and go with the days to come: today, the last of three days ahead, and beyond. */
export function birthdaysAhead({ zone, nows }: Place): Map<number, string> {
  const today = dayOf(Number(nows[0]), zone)
  return new Map(
    [0, 3, 4, 40, 43].map((amount, at) => [12 + at, dateAway(today, { amount, unit: 'day' }, 1)]),
  )
}

export function profileOf(customer: number, { zone, nows }: Place): fc.Arbitrary<ToldProfile> {
  const place = { zone, nows }
  const day = fc.oneof(
    fc.constantFrom('2000-02-29', '1984-02-28', '1990-11-20', '1999-03-01', '1899-12-31', '2026-03-29'),
    fc
      .integer({ min: -400, max: 40 })
      .map((away) => dateAway(dayOf(Number(nows[0]), zone), { amount: away, unit: 'day' }, 1)),
  )
  const heldDay = day.map((value) => (value < '1900-01-01' ? '1900-01-01' : value))
  const maybe = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> =>
    fc.option(value, { nil: undefined, freq: 3 })
  const moment = momentsAround(place)
  const word = fc.constantFrom(...words)
  const score = fc.integer({ min: 1, max: 5 })
  return fc
    .record({
      gone: fc.constantFrom(false, false, false, false, false, false, false, true),
      fields: fc.record({
        known: fc.constantFrom(true, true, true, false),
        name: maybe(word),
        email: maybe(fc.constantFrom('Ayse@ornek.com', 'ali@ornek.com')),
        city: maybe(word),
        gender: maybe(fc.constantFrom('female', 'male')),
        rfmClass: maybe(fc.constantFrom('champion', 'lost')),
        orderCount: fc.integer({ min: 0, max: 4 }),
        spent: fc.constantFrom(0, 9.99, 100.1, 250),
        usualGapDays: maybe(fc.constantFrom(2.5, 30, 7)),
        rfmRecency: maybe(score),
        risk: maybe(score),
        birthday: maybe(heldDay),
        firstSeenAt: moment,
        lastSeenAt: maybe(moment),
        lastOrderAt: maybe(moment),
        tags: fc.subarray(['Vip', 'ısı', 'Çok alan']),
      }),
      consents: fc.dictionary(
        fc.constantFrom('email/marketing', 'sms/marketing', 'email/service'),
        fc.constantFrom('given', 'refused', 'withdrawn'),
      ),
      attributes: fc.record(
        {
          colour: word,
          size: fc.constantFrom(...vocabulary.numbers),
          since: heldDay,
          member: fc.boolean(),
          likes: fc.subarray([...words]),
        },
        { requiredKeys: [] },
      ),
      predictions: fc.oneof(
        fc.constant({}),
        fc.record({ alive: fc.constantFrom(0.25, 0.5, 1), lifetimeValue365: fc.constantFrom(0, 250.5) }),
      ),
    })
    .map((rest) => ({ customer, ...rest, predictions: rest.predictions as Record<string, number> }))
}
