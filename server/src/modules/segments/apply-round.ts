/** From for whom conditions hold to who came and who left: pure algebra over all segments of a round. */
import {
  type Bits,
  bitsAdder,
  bitsOf,
  emptyBits,
  has,
  holdsAny,
  idsOf,
  sizeOf,
  subtract,
  union,
} from './bits.ts'
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
  const membersOfSegment = (id: string): Bits => after.get(id) ?? known.before.get(id) ?? emptyBits()
  const some = known.touched && seen(known.touched, lensOn(plan.touched))
  const all = known.all && seen(known.all, clear)
  const movements: Movement[] = []
  for (const { rule, mode } of plan.steps) {
    const view = mode === 'touched' ? some : all
    if (failed.has(rule.segment.id) || !view) continue
    const movement = moved({ rule, mode }, view, membersOfSegment)
    after.set(rule.segment.id, movement.after)
    movements.push(movement)
  }
  return movements
}

/** People under other numbers; of the wide sets only those looked at are seen. */
type Lens = { narrow(bits: Bits): Bits; widen(bits: Bits): Bits }

const clear: Lens = { narrow: (bits) => bits, widen: (bits) => bits }

/** Some people under their places among themselves, so that sets are as small as they are few, however many there are in all. */
function lensOn(people: ReadonlySet<number>): Lens {
  const ids = [...people].sort((a, b) => a - b)
  return {
    narrow: (bits) => {
      const places = emptyBits()
      const add = bitsAdder(places)
      ids.forEach((id, place) => has(bits, id) && add(place))
      return places
    },
    widen: (bits) => bitsOf(Array.from(idsOf(bits), (place) => ids[place] ?? 0)),
  }
}

type View = Answers & Lens

function seen({ people, holders }: Answers, lens: Lens): View {
  return {
    ...lens,
    people: { known: lens.narrow(people.known), everyone: lens.narrow(people.everyone) },
    holders: new Map(Array.from(holders, ([key, bits]) => [key, lens.narrow(bits)])),
  }
}

function moved(
  { rule, mode }: { rule: Rule; mode: Mode },
  { people, holders, narrow, widen }: View,
  membersOfSegment: (id: string) => Bits,
): Movement {
  const { id, definition, people: size } = rule.segment
  const before = membersOfSegment(id)
  const was = narrow(before)
  const now = membersOf(definition, {
    truth: holders,
    universe: rule.withAnonymous ? people.everyone : people.known,
    membersOfSegment: (asked) => narrow(membersOfSegment(asked)),
  })
  const entering = subtract(now, was)
  const leaving = subtract(was, now)
  const came = sizeOf(entering)
  const went = sizeOf(leaving)
  const entered = came > 0 ? widen(entering) : emptyBits()
  const left = went > 0 ? widen(leaving) : emptyBits()
  const after = came + went > 0 ? union(subtract(before, left), entered) : before
  const count = mode === 'touched' ? (size ?? 0) + came - went : sizeOf(after)
  return { rule, mode, entered, left, came, went, after, people: count }
}

/** The chunks whose members moved, as they are now; those without anybody are all zero. */
export function movedChunks({ entered, left, after }: Movement): { chunk: number; bits: Uint8Array }[] {
  const chunks = new Set<number>()
  for (const moved of [entered, left]) {
    for (const [chunk, bytes] of moved) if (holdsAny(bytes)) chunks.add(chunk)
  }
  return [...chunks].map((chunk) => ({ chunk, bits: after.get(chunk) ?? new Uint8Array(8_192) }))
}
