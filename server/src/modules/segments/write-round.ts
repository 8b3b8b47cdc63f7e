/** Writes down what a round found: members, sizes by day, comings and goings as events and as notices. */
import { type AlikeEvents, recordAlike } from '#/modules/history/index.ts'
import { tellLive } from '#/platform/live/index.ts'

import { type Movement, movedChunks } from './apply-round.ts'
import { type Bits, idsOf } from './bits.ts'
import type { Written } from './kept-members.ts'
import { type MembershipChanged, noticeMembership } from './notices.ts'
import type { RoundTx } from './round.ts'
import { countDay, writeChunks } from './store-members.ts'
import { lockUnchanged, saveFailure, saveOutcomes } from './store-rounds.ts'

export type RoundOutcome = {
  movements: readonly Movement[]
  /** Segments that could not be answered, with why. */
  failures: ReadonlyMap<string, string>
  dues: ReadonlyMap<string, Date | null>
  now: Date
  /** Today in the shop. */
  day: string
}

const perPart = 1_000
const mostRecorded = 5_000
/** What failed is tried again after so long (ms). */
export const tryAgainAfter = 600_000

/**
 * How many comings and goings were told, and the members that moved. A segment whose rule was changed meanwhile is left for
 * the next round.
 */
export async function writeRound(
  app: RoundTx,
  outcome: RoundOutcome,
): Promise<{ told: number; written: Written[] }> {
  const { now, dues, failures, day } = outcome
  const { db: tx } = app
  const unchanged = await lockUnchanged(
    tx,
    outcome.movements.map(({ rule }) => rule.segment),
  )
  const written = outcome.movements.filter(({ rule }) => unchanged.has(rule.segment.id))
  const moved = written.filter((movement) => movement.came + movement.went > 0)
  await writeChunks(
    tx,
    moved.flatMap((movement) =>
      movedChunks(movement).map((chunk) => ({ segmentId: movement.rule.segment.id, ...chunk })),
    ),
  )
  await saveOutcomes(
    tx,
    written.map((movement) =>
      outcomeOf(movement, { now, dueAt: dues.get(movement.rule.segment.id) ?? null }),
    ),
  )
  await countDay(tx, day, written.filter(isWorthADay).map(dayOf))
  for (const [id, problem] of failures) {
    await saveFailure(tx, { id, problem, again: new Date(now.getTime() + tryAgainAfter) })
  }
  const told = moved.filter(({ mode }) => mode !== 'build')
  await tell(app, told, now)
  const changed = moved.length > 0 || failures.size > 0 || written.some(({ mode }) => mode === 'build')
  if (changed) await tellLive(tx, { topic: 'segments' })
  return {
    told: told.reduce((sum, { came, went }) => sum + came + went, 0),
    written: moved.map((movement) => ({
      id: movement.rule.segment.id,
      before: movement.rule.segment.membersVersion,
      version: versionOf(movement),
      after: movement.after,
    })),
  }
}

function outcomeOf(movement: Movement, { now, dueAt }: { now: Date; dueAt: Date | null }) {
  const { segment } = movement.rule
  return {
    id: segment.id,
    builtRule: segment.ruleVersion,
    membersVersion: versionOf(movement),
    people: movement.people,
    asOf: now,
    dueAt,
  }
}

/** Counted up when somebody moved; names the comings and goings of this round. */
function versionOf({ rule: { segment }, came, went }: Movement): string {
  return came + went > 0 ? String(BigInt(segment.membersVersion) + 1n) : segment.membersVersion
}

function isWorthADay({ mode, came, went }: Movement): boolean {
  return mode === 'build' || came + went > 0
}

function dayOf({ rule, people, came, went }: Movement) {
  return { segmentId: rule.segment.id, people, entered: came, departed: went }
}

/** Together, because each statement takes as long as a hundred passages; but never more of them in memory than need be. */
async function tell(app: RoundTx, movements: readonly Movement[], at: Date): Promise<void> {
  const notices: MembershipChanged[] = []
  let passages: AlikeEvents[] = []
  let people = 0
  const record = async (): Promise<void> => {
    await recordAlike(app, passages)
    passages = []
    people = 0
  }
  for (const movement of movements) {
    const segmentId = movement.rule.segment.id
    for (const [entered, left] of partsOf(movement)) {
      if (entered.length > 0) passages.push(passagesOf(movement, { customers: entered, way: 'Entered', at }))
      if (left.length > 0) passages.push(passagesOf(movement, { customers: left, way: 'Left', at }))
      notices.push({ segmentId, entered, left, at: at.toISOString() })
      people += entered.length + left.length
      if (people >= mostRecorded) await record()
    }
  }
  await record()
  if (notices.length > 0) await app.notices.publish(app.db, noticeMembership, notices)
}

/** At most 1,000 people at once, those who came first. */
function* partsOf({ entered, left }: Movement): Generator<[entered: number[], left: number[]]> {
  for (const part of pagesOf(entered)) yield [part, []]
  for (const part of pagesOf(left)) yield [[], part]
}

function* pagesOf(bits: Bits): Generator<number[]> {
  let page: number[] = []
  for (const id of idsOf(bits)) {
    page.push(id)
    if (page.length < perPart) continue
    yield page
    page = []
  }
  if (page.length > 0) yield page
}

type Passages = { customers: number[]; way: 'Entered' | 'Left'; at: Date }

/** The ids follow from segment, members version and person, and the version moves with them: no passage comes twice. */
function passagesOf(movement: Movement, { customers, way, at }: Passages): AlikeEvents {
  const { id, name } = movement.rule.segment
  const properties = { segmentId: id, segment: name }
  return {
    event: { name: `Segment ${way}`, time: at, source: 'segments', properties },
    idPrefix: `segment:${id}:${versionOf(movement)}:${way.toLowerCase()}:`,
    customers,
  }
}
