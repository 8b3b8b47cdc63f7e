/** Which segments a round has to look at, and for whom: pure. */
import {
  asksForKnown,
  eventNamesOf,
  leavesOf,
  orderEvents,
  type PlacedLeaf,
  segmentsAskedBy,
} from './segment.ts'
import type { Segment } from './store.ts'

/** A segment with what follows from its rule. */
export type Rule = {
  segment: Segment
  leaves: PlacedLeaf[]
  /** Events whose arrival may change it. */
  names: ReadonlySet<string>
  asks: string[]
  /** Whether anonymous visitors may be members. */
  withAnonymous: boolean
}

export function ruleOf(segment: Segment): Rule {
  const leaves = leavesOf(segment.definition)
  return {
    segment,
    leaves,
    names: new Set(leaves.flatMap(({ leaf }) => eventNamesOf(leaf))),
    asks: segmentsAskedBy(segment.definition),
    withAnonymous: asksForKnown(segment.definition),
  }
}

/** What has changed since the round before. */
export type Changes = {
  /** Whose profile, or whose whole history. */
  people: ReadonlySet<number>
  byName: ReadonlyMap<string, ReadonlySet<number>>
  /** By segment whose time had come: for whom the clock alone may have changed it; undefined: that cannot be said. */
  byClock: ReadonlyMap<string, Iterable<number> | undefined>
}

/** `build`: members are replaced without a word. `all`: everybody is looked at. `touched`: some people only. */
export type Mode = 'build' | 'all' | 'touched'

export type Plan = {
  /** Each after those it asks. */
  steps: { rule: Rule; mode: Mode }[]
  touched: Set<number>
}

/** Above this many, asking for everybody is cheaper than naming them. */
export const mostTouched = 5_000

export function planRound(rules: readonly Rule[], changes: Changes): Plan {
  const touched = new Set<number>()
  const modes = new Map<string, Mode>()
  const steps: Plan['steps'] = []
  for (const rule of inOrder(rules)) {
    const own = ownMode(rule, changes, touched)
    const asked = rule.asks.map((id) => modes.get(id))
    const mode = own === 'build' ? own : widest([own, ...asked.map((one) => (one === 'build' ? 'all' : one))])
    if (mode === undefined) continue
    modes.set(rule.segment.id, mode)
    steps.push({ rule, mode })
  }
  const wide = touched.size > mostTouched
  return {
    touched,
    steps: steps.map(({ rule, mode }) => ({ rule, mode: wide && mode === 'touched' ? 'all' : mode })),
  }
}

/** What its own conditions ask for; adds whom they concern. */
function ownMode(rule: Rule, changes: Changes, touched: Set<number>): Mode | undefined {
  const { segment } = rule
  if (segment.builtRule !== segment.ruleVersion) return 'build'
  if (changes.byClock.has(segment.id) && changes.byClock.get(segment.id) === undefined) return 'all'
  const groups = [changes.people, changes.byClock.get(segment.id) ?? []]
  for (const name of rule.names) groups.push(changes.byName.get(name) ?? [])
  let any = false
  for (const group of groups) {
    for (const id of group) {
      touched.add(id)
      any = true
    }
  }
  // A segment whose time had come is written anew even if it concerns nobody: as of now, and due later.
  return any || changes.byClock.has(segment.id) ? 'touched' : undefined
}

function widest(modes: readonly (Mode | undefined)[]): Mode | undefined {
  if (modes.includes('all')) return 'all'
  return modes.includes('touched') ? 'touched' : undefined
}

/** Each after those it asks; rules never ask in a circle. */
export function inOrder(rules: readonly Rule[]): Rule[] {
  const byId = new Map(rules.map((rule) => [rule.segment.id, rule]))
  const done = new Set<string>()
  const sorted: Rule[] = []
  const visit = (rule: Rule): void => {
    if (done.has(rule.segment.id)) return
    done.add(rule.segment.id)
    for (const id of rule.asks) {
      const asked = byId.get(id)
      if (asked) visit(asked)
    }
    sorted.push(rule)
  }
  for (const rule of rules) visit(rule)
  return sorted
}

/** Whether somebody besides the one named may be concerned: an order told again for another leaves the first. */
export function concernsOrders(rules: readonly Rule[], names: Iterable<string>): boolean {
  const asked = rules.some((rule) => rule.leaves.some(({ leaf }) => leaf.kind === 'orders'))
  const arrived = new Set(names)
  return asked && orderEvents.some((name) => arrived.has(name))
}
