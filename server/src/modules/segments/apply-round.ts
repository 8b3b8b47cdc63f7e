/** From for whom conditions hold to who came and who left: pure algebra over all segments of a round. */
import { type Bits, bitsOf, emptyBits, holdsAny, intersect, sizeOf, subtract, union } from './bits.ts'
import type { Mode, Plan, Rule } from './plan-round.ts'
import type { People } from './reports.ts'
import { membersOf } from './segment.ts'

export type Answers = { people: People; holders: ReadonlyMap<string, Bits> }

export type Known = {
  /** Members before: whole for those looked at for everybody and those they ask, else at least the chunks touched. */
  before: ReadonlyMap<string, Bits>
  /** What holds over everybody; absent when nobody needs it. */
  all: Answers | undefined
  /** What holds among the touched people. */
  touched: Answers | undefined
}

export type Movement = {
  rule: Rule
  mode: Mode
  entered: Bits
  left: Bits
  came: number
  went: number
  /** Members after, as whole as they were known before. */
  after: Bits
  /** How many members there are in all. */
  people: number
}

/** In the order of the plan, so that who asks another segment sees it as it is now. */
export function applyRound(plan: Plan, known: Known, failed: ReadonlySet<string>): Movement[] {
  const after = new Map<string, Bits>()
  const touched = bitsOf(plan.touched)
  const movements: Movement[] = []
  for (const { rule, mode } of plan.steps) {
    const { id } = rule.segment
    const answers = mode === 'touched' ? known.touched : known.all
    if (failed.has(id) || !answers) continue
    const before = known.before.get(id) ?? emptyBits()
    const now = membersOf(rule.segment.definition, {
      truth: answers.holders,
      universe: rule.withAnonymous ? answers.people.everyone : answers.people.known,
      membersOfSegment: (asked) => after.get(asked) ?? known.before.get(asked) ?? emptyBits(),
    })
    const was = mode === 'touched' ? intersect(before, touched) : before
    const entered = subtract(now, was)
    const left = subtract(was, now)
    const members = union(subtract(before, left), entered)
    after.set(id, members)
    movements.push({
      rule,
      mode,
      entered,
      left,
      after: members,
      ...counted({ rule, mode, entered, left, members }),
    })
  }
  return movements
}

function counted(given: { rule: Rule; mode: Mode; entered: Bits; left: Bits; members: Bits }) {
  const came = sizeOf(given.entered)
  const went = sizeOf(given.left)
  const people =
    given.mode === 'touched' ? (given.rule.segment.people ?? 0) + came - went : sizeOf(given.members)
  return { came, went, people }
}

/** The chunks whose members moved, as they are now; those without anybody are all zero. */
export function movedChunks({ entered, left, after }: Movement): { chunk: number; bits: Uint8Array }[] {
  const chunks = new Set<number>()
  for (const moved of [entered, left]) {
    for (const [chunk, bytes] of moved) if (holdsAny(bytes)) chunks.add(chunk)
  }
  return [...chunks].map((chunk) => ({ chunk, bits: after.get(chunk) ?? new Uint8Array(8_192) }))
}
