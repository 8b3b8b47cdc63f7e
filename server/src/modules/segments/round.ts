/** One round: takes up what has changed, finds who came and who left, and writes all of it down at once. */
import { type Arrived, takeArrivals, unfoldedMerges } from '#/modules/history/index.ts'
import { findShop } from '#/modules/team/index.ts'
import type { App } from '#/platform/app.ts'
import { inTransaction, type Tx } from '#/platform/db/index.ts'

import { applyRound, type Known, type Movement } from './apply-round.ts'
import { copyProfiles } from './mirror.ts'
import { concernsOrders, type Plan, planRound, type Rule, ruleOf } from './plan-round.ts'
import { nextDue, touchedByClock, withSharersOfOrders } from './reports.ts'
import type { Scene } from './scene.ts'
import { readMembers } from './store-members.ts'
import {
  findAwake,
  findWaiting,
  forgetProfileChanges,
  lockRounds,
  reviveDue,
  takeProfileChanges,
} from './store-rounds.ts'
import { idsOf } from './bits.ts'
import { findTruth, onceEach } from './truth.ts'
import { writeRound } from './write-round.ts'

export type RoundApp = Pick<App, 'db' | 'eventStore' | 'clock' | 'notices' | 'log'>

export type Round = {
  /** Nothing waited: no question was asked of the event store. */
  idle: boolean
  /** More waits already. */
  more: boolean
  dueAt: Date | null
  /** Comings and goings told. */
  moved: number
}

/** Statements and appends taken up by one round; what is behind waits for the next. */
const mostChanges = 200
const mostArrivals = 500

/** What it took up is removed in the transaction that writes the outcome: a process killed at any moment has done all or nothing. */
export async function runRound(app: RoundApp): Promise<Round> {
  const waiting = await findWaiting(app.db)
  const now = app.clock.now()
  if (!waiting.work && !(waiting.dueAt !== null && waiting.dueAt <= now)) {
    return { idle: true, more: false, dueAt: waiting.dueAt, moved: 0 }
  }
  const done = await inTransaction(app.db, async (tx) => {
    await lockRounds(tx)
    return takeRound({ ...app, db: tx })
  })
  return { ...done, idle: false, dueAt: (await findWaiting(app.db)).dueAt }
}

/** Until nothing waits; for tests, and for whoever needs segments to be right before going on. */
export async function runRounds(app: RoundApp): Promise<void> {
  while (!(await runRound(app)).idle);
}

export type RoundTx = Omit<RoundApp, 'db'> & { db: Tx }

async function takeRound(app: RoundTx): Promise<{ more: boolean; moved: number }> {
  const { scene, day } = await sceneOf(app)
  await reviveDue(app.db, scene.now)
  const changes = await takeProfileChanges(app.db, mostChanges)
  const arrived = await takeArrivals(app, mostArrivals)
  await copyProfiles(app, [...changes.customers])
  const rules = (await findAwake(app.db)).map(ruleOf)
  const plan = await makePlan(app, { rules, scene, profiles: changes.customers, arrived })
  const { movements, failures } = await answer(app, plan, scene)
  const dues = await findDues(app, plan, { scene, failures })
  const moved = await writeRound(app, { movements, failures, dues, now: scene.now, day })
  await forgetProfileChanges(app.db, changes.rows)
  await arrived.forget(app.db)
  return { more: changes.more || arrived.more, moved }
}

/** The moment everything of this round is answered for. */
async function sceneOf(app: RoundTx): Promise<{ scene: Scene; day: string }> {
  const shop = await findShop(app)
  const zone = shop?.timeZone ?? 'UTC'
  const now = app.clock.now()
  return { scene: { now, zone, merges: await unfoldedMerges(app) }, day: dayIn(zone, now) }
}

type Found = { rules: Rule[]; scene: Scene; profiles: ReadonlySet<number>; arrived: Arrived }

async function makePlan(app: RoundTx, { rules, scene, profiles, arrived }: Found): Promise<Plan> {
  const due = rules.filter(({ segment: { dueAt } }) => dueAt !== null && dueAt <= scene.now)
  const byClock = await findTouchedByClock(app, due, scene)
  const people = withStandIns(new Set([...profiles, ...arrived.anew]), scene)
  const byName = new Map(
    Array.from(arrived.byName, ([name, customers]) => [name, withStandIns(customers, scene)]),
  )
  const plan = planRound(rules, { people, byName, byClock })
  const planned = plan.steps.map((step) => step.rule)
  if (plan.touched.size === 0 || !concernsOrders(planned, byName.keys())) return plan
  const among = [...plan.touched]
  const shared = await withSharersOfOrders(app.eventStore, { merges: scene.merges, among })
  return planRound(rules, { people: new Set([...people, ...shared]), byName, byClock })
}
