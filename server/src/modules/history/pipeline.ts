/** The way of an event from the accepted body into the history: a list of named steps, each of which enriches or drops. */
import type { App } from '#/platform/app.ts'
import type { Tx } from '#/platform/db/index.ts'
import { type IdentityDraft, resolveCustomers } from '#/modules/customers/index.ts'

import { eventRow } from './event-row.ts'
import type { KnownCustomers } from './known-customers.ts'
import { announcedNames, noticeEvent } from './notices.ts'
import { origin, type SentOrigin } from './origin.ts'
import type { Carrier, Dropped, DropReason, Fields, Passing } from './passing.ts'
import { draftOf, identitiesOf, saysSomething } from './person.ts'
import { recordedRow, openRecorded } from './recorded.ts'
import { tellAgain } from './reports-orders.ts'
import { appendRows, countRunningAppends, findAppended, tokenOf } from './reports-append.ts'
import { type Mapping, standardOf } from './standard.ts'
import { type IntakeRow, takeInSeen } from './store.ts'
import { insertArrivals, type TimeSpan } from './store-arrivals.ts'
import { openSent } from './validate.ts'

type PipelineApp = Pick<App, 'clock' | 'notices' | 'eventStore' | 'log'> & { db: Tx }

/** What the steps of one claim share. */
export type Run = { app: PipelineApp; dropped: Dropped[] }

export type PreparingRun = Run & {
  known: KnownCustomers
  mapping: Mapping
  /** To be remembered once the transaction has committed. */
  learned: Map<string, number>
}

export type Step<Shared = Run> = { name: string; run(run: Shared, events: Passing[]): Promise<Passing[]> }

/**
 * In this order. The steps up to `enrich` run in one transaction that is committed before `append`; `announce` runs
 * in the transaction that removes the accepted bodies. So a process that dies anywhere leaves bodies that are worked
 * on again, and what they brought is recognised.
 */
export const preparing: readonly Step<PreparingRun>[] = [
  { name: 'recognise', run: recognise },
  { name: 'resolveCustomer', run: resolveCustomer },
  { name: 'enrich', run: enrich },
]
export const appending: Step = { name: 'append', run: append }
export const announcing: Step = { name: 'announce', run: announce }

/** `validate`: bodies become events, each message id once; what is not an event is dropped with its reason. */
export function validate(rows: readonly IntakeRow[]): { events: Passing[]; dropped: Dropped[] } {
  const events: Passing[] = []
  const dropped: Dropped[] = []
  const keys = new Set<string>()
  for (const row of rows) {
    const opened = open(row)
    dropped.push(...opened.dropped)
    for (const event of opened.passing) {
      if (keys.has(event.key)) dropped.push(dropOf(event, 'duplicate'))
      else events.push(event)
      keys.add(event.key)
    }
  }
  return { events, dropped }
}

function open(row: IntakeRow): { passing: Passing[]; dropped: Dropped[] } {
  const carrier: Carrier = {
    id: row.id,
    origin: origin.parse(row.origin),
    body: row.body,
    receivedAt: row.received_at.getTime(),
  }
  return openCarrier(carrier)
}

function openCarrier(carrier: Carrier): { passing: Passing[]; dropped: Dropped[] } {
  if (carrier.origin.kind === 'room') return { passing: openRecorded(carrier), dropped: [] }
  return openSent(carrier as Carrier & { origin: SentOrigin })
}

const spent: Fields = {}

/**
 * Lets go of what an event was made of once its row is made: a turn's worth of it would be carried along by every
 * collection of garbage until the turn has ended.
 */
export function spend(events: readonly Passing[]): void {
  for (const event of events) {
    event.raw = event.traits = event.context = spent
    if (!announcedNames.has(event.name)) event.properties = spent
  }
}

/** The event as sent, read again from its body where it has been let go. */
export function rawOf(event: Passing): Fields {
  if (event.raw !== spent) return event.raw
  return openCarrier(event.carrier).passing.find(({ key }) => key === event.key)?.raw ?? event.raw
}

function dropOf(event: Passing, reason: DropReason, detail = ''): Dropped {
  return { carrier: event.carrier, raw: event.raw, reason, detail, name: event.name }
}

/** Drops message ids that other bodies brought; those of this very body are marked, because they may be appended already. */
async function recognise(run: PreparingRun, events: Passing[]): Promise<Passing[]> {
  const first = [...new Map(events.map((event) => [event.seen, event])).values()]
  const met = await takeInSeen(
    run.app.db,
    first.map((event) => event.seen),
    first.map((event) => event.carrier.id),
  )
  if (met.length === 0) return events
  const batches = new Map(met.map(({ position, batchId }) => [first[position]?.seen, batchId]))
  return events.filter((event) => {
    if (!batches.has(event.seen)) return true
    event.repeated = batches.get(event.seen) === event.carrier.id
    if (!event.repeated) run.dropped.push(dropOf(event, 'duplicate'))
    return event.repeated
  })
}

/** Finds whom each event counts for, and takes in what identifying events say about them; one call for all. */
async function resolveCustomer(run: PreparingRun, events: Passing[]): Promise<Passing[]> {
  const groups = [...unknownAmong(run, events)]
  const drafts = groups.map(([, group]) => draftOf(newest(group.events), group.identities))
  const resolved = await resolveCustomers(run.app, drafts)
  for (const [index, [signature, group]] of groups.entries()) {
    const customer = resolved[index]?.customerId ?? 0
    if (customer > 0) run.learned.set(signature, customer)
    for (const event of group.events) event.customer = customer
  }
  return events.filter((event) => {
    const somebody = event.customer > 0 || event.carrier.origin.kind === 'room'
    if (!somebody) run.dropped.push(dropOf(event, 'identity_unusable', event.userId || event.anonymousId))
    return somebody
  })
}

type Group = { identities: IdentityDraft[]; events: Passing[] }

/** Sets the customers remembered, and groups the other events by their identifiers: one look for each group. */
function unknownAmong(run: PreparingRun, events: readonly Passing[]): Map<string, Group> {
  const now = performance.now()
  const groups = new Map<string, Group>()
  for (const event of events) {
    if (event.carrier.origin.kind === 'room') continue
    const identities = identitiesOf(event)
    const signature = signatureOf(identities)
    const speaks = saysSomething(event)
    const remembered = speaks ? undefined : run.known.get(signature, now)
    if (remembered !== undefined) {
      event.customer = remembered
      continue
    }
    // What says something about the person is shown by itself.
    const key = speaks ? `${signature}\n\n${event.key}` : signature
    const group = groups.get(key)
    if (group) group.events.push(event)
    else groups.set(key, { identities, events: [event] })
  }
  return groups
}

function signatureOf(identities: readonly IdentityDraft[]): string {
  let signature = ''
  for (const { kind, scope = '', value } of identities) signature += `${kind}\n${scope}\n${value}\n`
  return signature
}

function newest(events: readonly Passing[]): Passing {
  return events.reduce((latest, event) => (event.time > latest.time ? event : latest))
}

/** Standard properties become typed columns; the whole row is made here, once. */
async function enrich(run: PreparingRun, events: Passing[]): Promise<Passing[]> {
  for (const event of events) {
    if (event.carrier.origin.kind === 'room') {
      event.row = recordedRow(event)
      continue
    }
    const { standard, lines } = standardOf(event, run.mapping)
    const { name, customer, time, carrier } = event
    event.row = eventRow({ name, customer, time, receivedAt: carrier.receivedAt, standard, lines })
  }
  return events
}

/** How long a worker that may have died with its request under way gets, in milliseconds. */
const patience = 250

/** One insert for all. Events worked on before are looked up first, and again after. */
async function append(run: Run, events: Passing[]): Promise<Passing[]> {
  const fresh = events.filter((event) => !event.repeated)
  await appendRows(run.app.eventStore, fresh, tokenOf(fresh))
  const repeated = events.filter((event) => event.repeated)
  if (repeated.length > 0) await appendMissing(run, repeated)
  return events
}

async function appendMissing(run: Run, events: readonly Passing[]): Promise<void> {
  const { eventStore } = run.app
  do await new Promise((resolve) => setTimeout(resolve, patience))
  while ((await countRunningAppends(eventStore)) > 0)
  // Another salt each time, because the store may remember a token whose rows died with it.
  for (const salt of ['', 'again', 'once more']) {
    const missing = await findMissing(run, events)
    if (missing.length === 0) return tellOrdersOf(run, events)
    await appendRows(eventStore, missing, tokenOf(missing, salt))
  }
  const missing = await findMissing(run, events)
  if (missing.length > 0) throw new Error(`the event store does not keep ${missing.length} events it took`)
}

/** An engine that died with the first try may have kept the events and lost what follows from them. */
async function tellOrdersOf({ app }: Run, events: readonly Passing[]): Promise<void> {
  const received = events
    .filter((event) => event.name.startsWith('Order '))
    .map((event) => event.carrier.receivedAt)
  if (received.length === 0) return
  await tellAgain(app.eventStore, { from: Math.min(...received), to: Math.max(...received) })
}

async function findMissing(run: Run, events: readonly Passing[]): Promise<Passing[]> {
  const found = await findAppended(run.app.eventStore, events)
  return events.filter((event) => !found.has(event.key))
}

/** Tells rooms above of live events they asked for, and notes for whom what has arrived. */
async function announce(run: Run, events: Passing[]): Promise<Passing[]> {
  await insertArrivals(run.app.db, arrivedOf(events), timesOf(events))
  const told = events.flatMap((event) => {
    const from = event.carrier.origin
    if (from.kind !== 'api' || !announcedNames.has(event.name)) return []
    return {
      name: event.name,
      customerId: event.customer,
      time: new Date(event.time).toISOString(),
      messageId: event.messageId,
      storeId: from.storeId,
      anonymousId: event.anonymousId,
      properties: event.properties,
    }
  })
  await run.app.notices.publish(run.app.db, noticeEvent, told)
  return events
}

function arrivedOf(events: readonly Passing[]): Record<string, number[]> {
  const byName = new Map<string, Set<number>>()
  for (const { name, customer } of events) {
    if (customer === 0) continue
    const customers = byName.get(name)
    if (customers) customers.add(customer)
    else byName.set(name, new Set([customer]))
  }
  return Object.fromEntries(Array.from(byName, ([name, customers]) => [name, [...customers]]))
}

function timesOf(events: readonly Passing[]): TimeSpan {
  let earliest = Number.POSITIVE_INFINITY
  let latest = Number.NEGATIVE_INFINITY
  for (const { time } of events) {
    if (time < earliest) earliest = time
    if (time > latest) latest = time
  }
  return { earliest, latest }
}
