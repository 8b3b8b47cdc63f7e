/** Puts a random history into real stores the way a shop would: through the intake, with repeats, merges, folds and undoing. */
import * as fc from 'fast-check'

import { foldMerges } from '#/modules/history/fold-merges.ts'
import { followMerges } from '#/modules/history/follow-merges.ts'
import { recordEvents, unfoldedMerges, waitUntilApplied } from '#/modules/history/index.ts'
import { shareOf } from '#/modules/segments/share.ts'
import { foldForSearch } from '#/platform/text/fold.ts'
import type { TestApp } from '#test/support/app.ts'

import { segmentIds } from './segment-definitions.ts'
import type { ToldEvent, ToldProfile, World } from './segment-oracle.ts'
import {
  birthdaysAhead,
  chainsAtTheEdge,
  customers,
  type Draft,
  draftOf,
  orderOfSomebodyMerged,
  type Place,
  profileOf,
  silent,
} from './segment-worlds.ts'

export type LoadedWorld = World & { merges: { customer: number; standsFor: number; liesAt: number[] }[] }

export async function loadWorld(
  open: TestApp,
  place: Place,
  given: { seed: number; events: number },
): Promise<LoadedWorld> {
  const sample = <Value>(arbitrary: fc.Arbitrary<Value>, numRuns: number, salt: number): Value[] =>
    fc.sample(arbitrary, { seed: given.seed + salt, numRuns })
  await addCustomers(open)
  const part = Math.ceil(given.events / 3)
  const told: ToldEvent[] = []
  /** Once a merge is folded the intake knows of it; before, it may go on writing for the loser. */
  const tell = async (salt: number, folded: ReadonlyMap<number, number> = new Map()): Promise<void> => {
    const drafts = [
      ...sample(draftOf(place), part, salt),
      ...(salt === 1 ? chainsAtTheEdge(place) : []),
      ...(salt === 3 ? [3, 5, 7, 8].map((customer) => orderOfSomebodyMerged(place, customer)) : []),
    ]
    const known = drafts.map((draft) => ({
      ...draft,
      customer: folded.get(draft.customer) ?? draft.customer,
    }))
    told.push(...(await tellEvents(open, known, told)))
  }
  await tell(1)
  await merge(open, [2, 3], 1)
  await merge(open, [5], 4)
  await merge(open, [65_536], 65_535)
  await fold(open)
  await tell(
    2,
    new Map([
      [2, 1],
      [3, 1],
      [5, 4],
      [65_536, 65_535],
    ]),
  )
  await unmerge(open, 5, 4)
  await merge(open, [7], 6)
  await merge(open, [8], 9)
  // Whoever stood for others takes them along.
  await merge(open, [1, 2, 3], 10)
  await unmerge(open, 8, 9)
  await tell(3, new Map([[65_536, 65_535]]))
  const { rows } = await open.pool.query<{ id: number; into: number }>(
    'SELECT id, merged_into AS into FROM customers WHERE merged_into IS NOT NULL',
  )
  const standsFor = new Map(rows.map(({ id, into }) => [id, into]))
  const profiles = profilesOf(place, { seed: given.seed, standsFor })
  await saveProfiles(open, profiles)
  return {
    events: told,
    profiles,
    standsFor,
    merges: await unfoldedMerges(open.app),
    membersOfSegment: (id) =>
      new Set(customers.filter((customer) => customer % 2 === segmentIds.indexOf(id))),
    placeOf: shareOf,
  }
}

/** At random, but for those whose days or silence are looked at. Whoever is merged away is gone. */
function profilesOf(
  place: Place,
  { seed, standsFor }: { seed: number; standsFor: ReadonlyMap<number, number> },
): ToldProfile[] {
  const profiles = customers.map(
    (customer, at) =>
      fc.sample(profileOf(customer, place), { seed: seed + 100 + at, numRuns: 1 })[0] as ToldProfile,
  )
  for (const profile of profiles) if (standsFor.has(profile.customer)) profile.gone = true
  const set = (customer: number, fields: Record<string, unknown>): void => {
    const profile = profiles.find((one) => one.customer === customer)
    if (profile)
      Object.assign(profile, { gone: false, fields: { ...profile.fields, known: true, ...fields } })
  }
  for (const [customer, birthday] of birthdaysAhead(place)) set(customer, { birthday })
  set(silent, { usualGapDays: undefined, rfmRecency: undefined })
  return profiles
}

async function addCustomers({ pool }: TestApp): Promise<void> {
  await pool.query(
    `INSERT INTO customers (id, profile_at, source, first_seen_at, known) OVERRIDING SYSTEM VALUE
     SELECT id, now(), 'test', now(), true FROM unnest($1::int[]) AS ids (id)`,
    [customers],
  )
}

/** New ones and, among them, some told before, which must not count again. The clock goes on meanwhile. */
async function tellEvents(
  open: TestApp,
  drafts: readonly Draft[],
  before: readonly ToldEvent[],
): Promise<ToldEvent[]> {
  const told: ToldEvent[] = []
  for (let start = 0; start < drafts.length; start += 100) {
    open.clock.move(60_000)
    const receivedAt = open.app.clock.now().getTime()
    const part = drafts
      .slice(start, start + 100)
      .map((draft, at): ToldEvent => ({ ...draft, receivedAt, messageId: `m${before.length + start + at}` }))
    const repeated = [...before, ...told]
      .filter((_, at) => at % 9 === 4)
      .map((event) => ({ ...event, value: '77777' }))
    await recordEvents(open.app, [...part, ...repeated, ...part.slice(0, 5)].map(recorded))
    told.push(...part)
  }
  await waitUntilApplied(open.app)
  return told
}

function recorded(event: ToldEvent) {
  return {
    name: event.name,
    customerId: event.customer,
    time: new Date(event.time),
    messageId: event.messageId,
    source: 'test',
    storeId: event.store,
    orderId: event.orderId,
    productId: event.product,
    category: event.category,
    brand: event.brand,
    coupon: event.coupon,
    ...(typeof event.properties['discount'] === 'string' && { discount: event.properties['discount'] }),
    query: event.query,
    channel: event.channel,
    campaign: event.campaign,
    message: event.message,
    value: '5',
    currency: event.currency,
    reportingValue: event.value,
    quantity: event.quantity,
    city: event.city,
    country: event.country,
    url: event.url,
    lines: event.lines.map((line) => ({ ...line, title: '', quantity: '1', value: '1' })),
    properties: event.properties,
  }
}

async function merge(open: TestApp, losers: readonly number[], winner: number): Promise<void> {
  await open.pool.query('UPDATE customers SET merged_into = $2 WHERE id = ANY ($1)', [losers, winner])
  await followMerges(
    open.app,
    losers.map((loser) => ({ winner, loser })),
  )
}

async function unmerge(open: TestApp, loser: number, winner: number): Promise<void> {
  await open.pool.query('UPDATE customers SET merged_into = NULL WHERE id = $1', [loser])
  await followMerges(open.app, [{ winner, loser }])
}

async function fold(open: TestApp): Promise<void> {
  open.clock.move(2 * 3_600_000)
  await foldMerges(open.app, { atLeast: 1, settle: false })
}

/** An older version of each is there as well, and does not hold. */
async function saveProfiles({ app }: TestApp, profiles: readonly ToldProfile[]): Promise<void> {
  const rows = profiles.map(profileRow)
  const older = rows.map((row) => ({
    ...row,
    version: 1,
    gone: false,
    known: true,
    city: 'older',
    order_count: 9,
  }))
  await app.eventStore.insert('profiles', older, 'older')
  await app.eventStore.insert('profiles', rows, 'newer')
  const predicted = profiles.filter(({ predictions }) => Object.keys(predictions).length > 0)
  const scored = predicted.map(({ customer, predictions }) => ({
    customer,
    p_alive: predictions['alive'],
    lifetime_value_365: predictions['lifetimeValue365'],
    scored_at: '2026-01-01 00:00:00',
  }))
  const before = scored.map((row) => ({ ...row, p_alive: 0.75, scored_at: '2025-12-31 00:00:00' }))
  await app.eventStore.insert('predictions', before, 'predictions before')
  await app.eventStore.insert('predictions', scored, 'predictions')
}

function profileRow({ customer, gone, fields, consents, attributes }: ToldProfile) {
  const text = (value: unknown): string => foldForSearch(typeof value === 'string' ? value : '')
  const time = (value: unknown): string | null =>
    typeof value === 'number' ? new Date(value).toISOString() : null
  const only = (name: string, keep: (value: unknown) => unknown): Record<string, unknown> =>
    attributes[name] === undefined ? {} : { [name]: keep(attributes[name]) }
  return {
    customer,
    version: 2,
    gone,
    known: fields['known'],
    name: text(fields['name']),
    email: text(fields['email']),
    city: text(fields['city']),
    gender: text(fields['gender']),
    rfm_class: text(fields['rfmClass']),
    order_count: fields['orderCount'],
    spent: String(fields['spent']),
    usual_gap_days: fields['usualGapDays'] ?? null,
    rfm_recency: fields['rfmRecency'] ?? null,
    risk: fields['risk'] ?? null,
    birthday: fields['birthday'] ?? null,
    first_seen_at: time(fields['firstSeenAt']),
    last_seen_at: time(fields['lastSeenAt']),
    last_order_at: time(fields['lastOrderAt']),
    tags: (fields['tags'] as string[]).map(foldForSearch),
    consents,
    texts: only('colour', text),
    numbers: only('size', (value) => value),
    dates: only('since', (value) => `${String(value)}T00:00:00.000Z`),
    booleans: only('member', (value) => value),
    lists: only('likes', (value) => (value as string[]).map(foldForSearch)),
  }
}
