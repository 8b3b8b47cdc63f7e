/** What the console shows about events as such: kinds and volumes, their properties, the newest, and the state of the intake. */
import type { App } from '#/platform/app.ts'

import { readProperties } from './list-timeline.ts'
import { selectNames, selectRecent, selectSample } from './reports-schema.ts'
import { intakeBacklog, selectDrops } from './store.ts'
import { countQuarantined } from './store-quarantine.ts'

type Using = Pick<App, 'db' | 'eventStore' | 'clock'>

const dayLong = 86_400_000
const sampleSize = 500
const mostExamples = 4

/** Names with their volume on each of the last days (UTC), the most frequent first. */
export async function describeNames(app: Using, { days: count }: { days: number }) {
  const days = lastDays(app.clock.now(), count)
  const since = new Date(`${days[0]}T00:00:00Z`)
  const [rows, broken] = await Promise.all([selectNames(app.eventStore, since), countQuarantined(app.db)])
  const names = new Map<
    string,
    { name: string; count: number; last: number; sources: Set<string>; byDay: number[] }
  >()
  for (const row of rows) {
    const known = names.get(row.name) ?? {
      name: row.name,
      count: 0,
      last: 0,
      sources: new Set(),
      byDay: days.map(() => 0),
    }
    known.count += Number(row.events)
    known.last = Math.max(known.last, Number(row.last))
    for (const source of row.sources) known.sources.add(source)
    const index = days.indexOf(row.day)
    if (index >= 0) known.byDay[index] = Number(row.events)
    names.set(row.name, known)
  }
  return {
    days,
    names: [...names.values()]
      .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1))
      .slice(0, 500)
      .map(({ name, count: total, last, sources, byDay }) => ({
        name,
        count: total,
        lastSeen: new Date(last).toISOString(),
        sources: [...sources].sort(),
        byDay,
        broken: broken.filter((row) => row.name === name).reduce((sum, row) => sum + row.count, 0),
      })),
    broken: broken.filter((row) => !names.has(row.name)),
  }
}

function lastDays(now: Date, count: number): string[] {
  return Array.from({ length: count }, (_, index) =>
    new Date(now.getTime() - (count - 1 - index) * dayLong).toISOString().slice(0, 10),
  )
}

type Seen = { count: number; types: Set<string>; examples: Set<string> }

/** Looks at the newest 500 events of the last 90 days. */
export async function describeProperties(app: Using, { name }: { name: string }) {
  const since = new Date(app.clock.now().getTime() - 90 * dayLong)
  const sample = await selectSample(app.eventStore, { name, since, limit: sampleSize })
  const seen = new Map<string, Seen>()
  for (const json of sample) {
    for (const [property, value] of Object.entries(readProperties(json))) note(seen, property, value)
  }
  const properties = [...seen].map(([property, { count, types, examples }]) => ({
    name: property,
    types: [...types].sort(),
    share: count / sample.length,
    examples: [...examples],
  }))
  properties.sort((a, b) => b.share - a.share || (a.name < b.name ? -1 : 1))
  return { sampled: sample.length, properties: properties.slice(0, 200) }
}

function note(seen: Map<string, Seen>, property: string, value: unknown): void {
  const known = seen.get(property) ?? { count: 0, types: new Set(), examples: new Set() }
  known.count += 1
  known.types.add(typeOf(value))
  const example = typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
  if (known.examples.size < mostExamples) known.examples.add(example.slice(0, 60))
  seen.set(property, known)
}

function typeOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'list'
  if (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}(?:T|$)/.test(value)) return 'date'
  return typeof value === 'string' ? 'text' : typeof value
}

/** The newest by arrival among what happened in the last two days; among all, where that is nothing. */
export async function listRecent(app: Using, input: { name?: string | undefined; limit: number }) {
  const now = app.clock.now().getTime()
  let rows = await selectRecent(app.eventStore, { ...input, since: new Date(now - 2 * dayLong) })
  if (rows.length === 0) rows = await selectRecent(app.eventStore, { ...input, since: new Date(0) })
  return {
    items: rows.map((row) => ({
      id: row.id,
      name: row.name,
      time: new Date(Number(row.at)).toISOString(),
      receivedAt: new Date(Number(row.received)).toISOString(),
      customerId: row.customer,
      source: row.source,
      storeId: row.store,
      value: row.currency === '' ? null : { amount: row.value, currency: row.currency },
      url: row.url,
      properties: readProperties(row.properties),
    })),
  }
}

export async function describeIntake(app: Using) {
  const since = new Date(app.clock.now().getTime() - 30 * dayLong).toISOString().slice(0, 10)
  const [backlog, quarantined, drops] = await Promise.all([
    intakeBacklog(app.db),
    countQuarantined(app.db),
    selectDrops(app.db, since),
  ])
  return {
    waiting: backlog.batches,
    oldest: backlog.oldest?.toISOString() ?? null,
    quarantined,
    drops: drops.map((row) => ({ day: row.day, reason: row.reason, count: Number(row.count) })),
  }
}
