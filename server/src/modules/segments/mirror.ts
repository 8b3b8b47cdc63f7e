/** Copies profiles that changed to where questions over everybody are asked. */
import { profilesForSegments, type SegmentProfile } from '#/modules/customers/index.ts'
import type { App } from '#/platform/app.ts'
import type { Db, Tx } from '#/platform/db/index.ts'
import type { EventStore } from '#/platform/event-store/index.ts'
import { foldForSearch } from '#/platform/text/fold.ts'

import { moveStanding } from './standing.ts'
import { lastProfileVersion, nextProfileVersion, selectProfileChanges } from './store-rounds.ts'

const perCopy = 2_000
/** Customers whose changes are taken up at once, about; what is behind waits. */
const mostTaken = 20_000

/** Rows of the log of changes whose profiles this process has copied since they were written, and no round has forgotten. */
const copiedAhead = new WeakMap<EventStore, ReadonlySet<string>>()

type Using = Pick<App, 'clock' | 'eventStore'> & { db: Db | Tx }

export type TakenChanges = {
  customers: Set<number>
  /** Of the log. */
  rows: string[]
  more: boolean
  /** Of the newest copy. */
  version: string
}

/** Changes whose profiles are copied: those the round before has left; where it left none, those that wait are copied now. */
export async function takeChanges(app: Using): Promise<TakenChanges> {
  const { rows, more } = await selectProfileChanges(app.db, mostTaken)
  const ahead = copiedAhead.get(app.eventStore)
  const copied = rows.filter(({ id }) => ahead?.has(id))
  const taken = copied.length > 0 ? copied : rows
  const customers = new Set(taken.flatMap((row) => row.customers))
  const version =
    copied.length > 0 ? await lastProfileVersion(app.db) : await copyProfiles(app, [...customers])
  return { customers, rows: taken.map(({ id }) => id), more: more || taken.length < rows.length, version }
}

/** Copies for the next round what has changed since `taken`, so that it need not wait for it. Within the lock of the rounds. */
export async function copyAhead(app: Using, taken: TakenChanges): Promise<void> {
  const known = new Set(taken.rows)
  const { rows } = await selectProfileChanges(app.db, mostTaken)
  const fresh = rows.filter(({ id }) => !known.has(id))
  await copyProfiles(app, [...new Set(fresh.flatMap((row) => row.customers))])
  copiedAhead.set(app.eventStore, new Set(fresh.map(({ id }) => id)))
}

/** Repeating it after a crash only writes the same once more, under a newer version. Returns the version of the newest copy. */
async function copyProfiles(app: Using, ids: readonly number[]): Promise<string> {
  let newest = await lastProfileVersion(app.db)
  for (let start = 0; start < ids.length; start += perCopy) {
    // The version is taken before the profiles are read, so that a copy read later never carries an older one.
    const version = await nextProfileVersion(app.db)
    const copied = await profilesForSegments(app, ids.slice(start, start + perCopy))
    const rows = copied.map((profile) => rowOf(profile, version))
    await app.eventStore.insert('profiles', rows, `profiles:${version}`)
    moveStanding(app.eventStore, { from: newest, to: version, copied })
    newest = version
  }
  return newest
}

/** A row of `profiles`: texts under the search fold, what is not set empty. */
export function rowOf(profile: SegmentProfile, version: string): Record<string, unknown> {
  return {
    customer: profile.id,
    version,
    gone: profile.gone,
    known: profile.known,
    ...textsOf(profile),
    city_label: profile.city ?? '',
    birthday: profile.birthday === null ? null : heldDay(profile.birthday),
    first_seen_at: heldMoment(profile.firstSeenAt),
    last_seen_at: heldMoment(profile.lastSeenAt),
    first_order_at: heldMoment(profile.firstOrderAt),
    last_order_at: heldMoment(profile.lastOrderAt),
    order_count: Math.max(0, profile.orderCount),
    spent: profile.spent,
    usual_gap_days: profile.usualGapDays,
    rfm_recency: profile.rfmRecency,
    rfm_frequency: profile.rfmFrequency,
    rfm_monetary: profile.rfmMonetary,
    risk: profile.risk,
    tags: profile.tags.map(foldForSearch),
    consents: profile.consents,
    ...attributesOf(profile),
  }
}

function textsOf(profile: SegmentProfile): Record<string, string> {
  const { name, email, phone, language, country, region, city, district, gender, company, source } = profile
  const texts = { name, email, phone, language, country, region, city, district, gender, company, source }
  const all = { ...texts, rfm_class: profile.rfmClass }
  return Object.fromEntries(Object.entries(all).map(([field, text]) => [field, foldForSearch(text ?? '')]))
}

function attributesOf({ texts, numbers, dates, booleans, lists }: SegmentProfile): Record<string, unknown> {
  return {
    texts: mapped(texts, foldForSearch),
    numbers,
    dates: mapped(dates, (day) => `${heldDay(day)} 00:00:00.000`),
    booleans,
    lists: mapped(lists, (words) => words.map(foldForSearch)),
  }
}

function mapped<From, To>(values: Record<string, From>, change: (value: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, change(value)]))
}

/** The event store holds days from 1900 to 2299; of days before, what matters is the day of the year. */
function heldDay(day: string): string {
  if (day < '1900-01-01') return `1904${day.slice(-6)}`
  return day > '2299-12-31' ? '2299-12-31' : day
}

function heldMoment(moment: Date | null): string | null {
  return moment === null ? null : moment.toISOString()
}
