/** One round: takes up what has changed, finds who came and who left, and writes all of it down at once. */
import { ClickHouseError } from '@clickhouse/client'

import { type Arrived, takeArrivals, unfoldedMerges } from '#/modules/history/index.ts'
import { findShop } from '#/modules/team/index.ts'
import type { App } from '#/platform/app.ts'
import { type Db, inTransaction, type Tx } from '#/platform/db/index.ts'

import { applyRound, type Known, type Movement } from './apply-round.ts'
import { carryDue, type Since } from './carry-due.ts'
import { keepWritten, membersWithin, type Written } from './kept-members.ts'
import { copyAhead, takeChanges } from './mirror.ts'
import { concernsOrders, type Plan, planRound, type Rule, ruleOf } from './plan-round.ts'
import { evaluate, type People, withSharersOfOrders } from './reports.ts'
import { nextDues, touchedByClock } from './reports-clock.ts'
import type { Scene } from './scene.ts'
import { keepStanding, standingAt } from './standing.ts'
import { readMembers } from './store-members.ts'
import { findAwake, findWaiting, forgetProfileChanges, lockRounds, reviveDue } from './store-rounds.ts'
import { idsOf } from './bits.ts'
import { findTruth, onceEach } from './truth.ts'
import { dayIn } from './windows.ts'
import { tryAgainAfter, writeRound } from './write-round.ts'

export type RoundApp = Pick<App, 'db' | 'eventStore' | 'clock' | 'notices' | 'log'>

export type Round = {
  /** Nothing waited: no question was asked of the event store. */
  idle: boolean
  /** More waits already. */
  more: boolean
  dueAt: Date | null
  /** Some segment is kept right. */
  watched: boolean
  /** Comings and goings told. */
  moved: number
}

/** Appends taken up by one round; what is behind waits for the next. */
const mostArrivals = 100

/** What it took up is removed in the transaction that writes the outcome: a process killed at any moment has done all or nothing. */
export async function runRound(app: RoundApp): Promise<Round> {
  const waiting = await findWaiting(app.db)
  const now = app.clock.now()
  if (!waiting.work && !(waiting.dueAt !== null && waiting.dueAt <= now)) {
    return { idle: true, more: false, dueAt: waiting.dueAt, watched: waiting.watched, moved: 0 }
  }
  const { more, moved, written } = await inTransaction(app.db, async (tx) => {
    await lockRounds(tx)
    return takeRound({ ...app, db: tx }, app.db)
  })
  keepWritten(app.eventStore, written)
  const { dueAt, watched } = await findWaiting(app.db)
  return { idle: false, more, moved, dueAt, watched }
}

/** Until nothing waits; for tests, and for whoever needs segments to be right before going on. */
export async function runRounds(app: RoundApp): Promise<void> {
  while (!(await runRound(app)).idle);
}

export type RoundTx = Omit<RoundApp, 'db'> & { db: Tx }

type Taken = { more: boolean; moved: number; written: Written[] }

/** `db`: another connection than that of the transaction. */
async function takeRound(app: RoundTx, db: Db): Promise<Taken> {
  await reviveDue(app.db, app.clock.now())
  const changes = await takeChanges(app)
  const { day, ...first } = await sceneOf(app)
  const rules = (await findAwake(app.db)).map(ruleOf)
  const byClock = await findTouchedByClock(app, rules, first)
  // As late as can be: what arrives from here on waits for the next round.
  const arrived = await takeArrivals(app, mostArrivals)
  const scene = { ...first, merges: await unfoldedMerges(app) }
  const plan = await makePlan(app, { rules, scene, profiles: changes.customers, arrived, byClock })
  const people = standingAt(app.eventStore, changes.version)
  const [{ movements, failures }, dues] = await Promise.all([
    answer(app, plan, { scene, profiles: changes.version, people, versions: versionsOf(rules) }),
    findDues(app, plan, { scene, times: arrived.times, profiles: changes.customers.size > 0 }),
    // Who stands at this version has to be known first: a copy made meanwhile is of the next.
    people && copyAhead({ ...app, db }, changes),
  ])
  const outcome = { movements, failures, dues, now: scene.now, day }
  const { told, written } = await writeRound(app, outcome)
  await forgetProfileChanges(app.db, changes.rows)
  await arrived.forget(app.db)
  return { more: changes.more || arrived.more, moved: told, written }
}

/** Of the members, by segment. */
function versionsOf(rules: readonly Rule[]): Map<string, string> {
  return new Map(rules.map(({ segment }) => [segment.id, segment.membersVersion]))
}

/** The moment everything of this round is answered for. */
async function sceneOf(app: RoundTx): Promise<Scene & { day: string }> {
  const shop = await findShop(app)
  const zone = shop?.timeZone ?? 'UTC'
  const merges = await unfoldedMerges(app)
  const now = app.clock.now()
  return { now, zone, merges, day: dayIn(zone, now) }
}

type Found = {
  rules: Rule[]
  scene: Scene
  profiles: ReadonlySet<number>
  arrived: Arrived
  byClock: TouchedByClock
}

async function makePlan(app: RoundTx, { rules, scene, profiles, arrived, ...found }: Found): Promise<Plan> {
  const people = withStandIns(new Set([...profiles, ...arrived.anew]), scene)
  const byName = new Map(
    Array.from(arrived.byName, ([name, customers]) => [name, withStandIns(customers, scene)]),
  )
  const byClock = new Map(
    Array.from(found.byClock, ([id, customers]) => [id, customers && withStandIns(customers, scene)]),
  )
  const plan = planRound(rules, { people, byName, byClock })
  const planned = plan.steps.map((step) => step.rule)
  if (plan.touched.size === 0 || !concernsOrders(planned, byName.keys())) return plan
  const among = [...plan.touched]
  const shared = await withSharersOfOrders(app.eventStore, { merges: scene.merges, among })
  return planRound(rules, { people: new Set([...people, ...shared]), byName, byClock })
}

type TouchedByClock = Map<string, ReadonlySet<number> | undefined>

/** By segment, for whom the clock may have changed it since it was right; one look for all that are due. */
async function findTouchedByClock(
  app: RoundTx,
  rules: readonly Rule[],
  scene: Scene,
): Promise<TouchedByClock> {
  const due = rules.filter(({ segment: { dueAt } }) => dueAt !== null && dueAt <= scene.now)
  const dated = due.filter(({ segment }) => segment.asOf !== null)
  const anew = new Map(due.map(({ segment }) => [segment.id, undefined]))
  if (dated.length === 0) return anew
  const from = new Date(Math.min(...dated.map(({ segment }) => segment.asOf?.getTime() ?? 0)))
  const leaves = onceEach(dated.flatMap((rule) => rule.leaves))
  const touched = await touchedByClock(app.eventStore, { leaves, scene, from }).catch(unanswered)
  const ids = touched && new Set(idsOf(touched))
  return new Map([...anew, ...dated.map(({ segment }) => [segment.id, ids] as const)])
}

/** One rule that cannot be answered must not keep the others waiting: it is found, and fails alone, when members are asked for. */
function unanswered(error: unknown): undefined {
  if (!(error instanceof ClickHouseError)) throw error
  return undefined
}

/** With everybody for whom rows of these people count now. */
function withStandIns(people: ReadonlySet<number>, { merges }: Scene): Set<number> {
  const all = new Set(people)
  for (const { customer, standsFor } of merges) if (people.has(customer)) all.add(standsFor)
  return all
}

type Answer = { movements: Movement[]; failures: Map<string, string> }

type Asking = {
  scene: Scene
  /** The version of the newest copy of profiles. */
  profiles: string
  /** Who there is as of that version, where this process knows. */
  people: People | undefined
  /** Of the members, by segment. */
  versions: ReadonlyMap<string, string>
}

async function answer(app: RoundTx, plan: Plan, asking: Asking): Promise<Answer> {
  const { scene, profiles, people, versions } = asking
  if (plan.steps.length === 0) return { movements: [], failures: new Map() }
  const some = plan.steps.filter(({ mode }) => mode === 'touched').map(({ rule }) => rule)
  const whole = plan.steps.filter(({ mode }) => mode !== 'touched').map(({ rule }) => rule)
  const all = whole.length > 0 ? await findTruth(app, { rules: whole, scene, people }) : undefined
  if (all && !people) keepStanding(app.eventStore, { version: profiles, people: all.people })
  const touched =
    some.length > 0
      ? await findTruth(app, {
          rules: some,
          scene,
          among: [...plan.touched],
          people: people ?? all?.people ?? (await askPeople(app, scene, profiles)),
        })
      : undefined
  const failures = new Map([...(touched?.failures ?? []), ...(all?.failures ?? [])])
  const before = await membersBefore(app, plan, { some, whole, versions })
  const known: Known = { before, touched, all }
  return { movements: applyRound(plan, known, new Set(failures.keys())), failures }
}

/** Asked once for all rounds to come where this process does not know. */
async function askPeople({ eventStore }: RoundTx, scene: Scene, profiles: string): Promise<People> {
  const { people } = await evaluate(eventStore, { leaves: [], scene })
  keepStanding(eventStore, { version: profiles, people })
  return people
}

/** Whole where everybody is looked at, else only the chunks of those touched. */
async function membersBefore(
  app: RoundTx,
  plan: Plan,
  { some, whole, versions }: { some: readonly Rule[]; whole: readonly Rule[]; versions: Asking['versions'] },
): Promise<Known['before']> {
  const idsAround = (rules: readonly Rule[]): Set<string> =>
    new Set(rules.flatMap(({ segment, asks }) => [segment.id, ...asks]))
  const wholly = idsAround(whole)
  const chunks = [...new Set(Array.from(plan.touched, (id) => id >>> 16))]
  const ids = [...idsAround(some)].filter((id) => !wholly.has(id))
  const partly = await membersWithin(app, { ids, chunks, versions })
  return new Map([...(await readMembers(app.db, [...wholly])), ...partly])
}

/** When the clock is next to be looked at: asked only where it does not follow from what was known. */
async function findDues(app: RoundTx, { steps }: Plan, since: Since): Promise<Map<string, Date | null>> {
  const dues = new Map<string, Date | null>()
  const unknown: Rule[] = []
  for (const { rule } of steps) {
    const due = carryDue(rule, since)
    if (due === undefined) unknown.push(rule)
    else dues.set(rule.segment.id, due)
  }
  if (unknown.length > 0) await askDues(app, { rules: unknown, scene: since.scene, dues })
  return dues
}

type AskingDues = { rules: readonly Rule[]; scene: Scene; dues: Map<string, Date | null> }

/** Where it cannot be answered, whoever is at fault finds out when asked alone. */
async function askDues(app: RoundTx, { rules, scene, dues }: AskingDues): Promise<void> {
  const ask = (asked: readonly Rule[]): Promise<Map<string, Date | null> | undefined> => {
    const leaves = onceEach(asked.flatMap((rule) => rule.leaves))
    return nextDues(app.eventStore, { leaves, scene }).catch(unanswered)
  }
  const together = await ask(rules)
  for (const rule of rules) dues.set(rule.segment.id, dueOf(rule, together ?? (await ask([rule])), scene))
}

function dueOf(rule: Rule, found: Map<string, Date | null> | undefined, { now }: Scene): Date | null {
  if (found === undefined) return new Date(now.getTime() + tryAgainAfter)
  const moments = rule.leaves.flatMap(({ key }) => found.get(key)?.getTime() ?? [])
  return moments.length === 0 ? null : new Date(Math.min(...moments))
}
