/** Copies profiles that changed to where questions over everybody are asked. */
import { profilesForSegments, type SegmentProfile } from '#/modules/customers/index.ts'
import type { App } from '#/platform/app.ts'
import type { Tx } from '#/platform/db/index.ts'
import { foldForSearch } from '#/platform/text/fold.ts'

import { moveStanding } from './standing.ts'
import { lastProfileVersion, nextProfileVersion } from './store-rounds.ts'

const perCopy = 2_000

/** Repeating it after a crash only writes the same once more, under a newer version. Returns the version of the newest copy. */
export async function copyProfiles(
  app: Pick<App, 'clock' | 'eventStore'> & { db: Tx },
  ids: readonly number[],
): Promise<string> {
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
