/** Segments against an oracle: random rules over random histories, in the event store and in plain TypeScript, must agree exactly. */
import type { SegmentDefinition, SegmentLeaf } from '@vefa/contract'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { bitsOf, has, idsOf, sizeOf } from '#/modules/segments/bits.ts'
import { checkDefinition } from '#/modules/segments/check-definition.ts'
import { evaluate, type Evaluated } from '#/modules/segments/reports.ts'
import { nextDues, touchedByClock } from '#/modules/segments/reports-clock.ts'
import { factsOf } from '#/modules/segments/reports-facts.ts'
import type { Scene } from '#/modules/segments/scene.ts'
import { asksForKnown, keyOf, leavesOf, membersOf } from '#/modules/segments/segment.ts'
import { openTestApp, type TestApp } from '#test/support/app.ts'
import {
  anniversaries,
  definitionOf,
  edgeDefinitions,
  segmentIds,
} from '#test/support/segment-definitions.ts'
import { type LoadedWorld, loadWorld } from '#test/support/segment-loading.ts'
import { membersByOracle, saysFact } from '#test/support/segment-oracle.ts'
import { customers, type Place, places, silent } from '#test/support/segment-worlds.ts'

/** The same commit is always judged by the same; another number finds other rules and histories. */
const seed = Number(process.env['VEFA_SEGMENT_SEED'] ?? 314_159)
/** For 40 customers at two moments in four places: 7,680 random rules over a history and every comparison at its edge, each for everybody and among some. */
const definitionsPerMoment = 24
const eventsPerWorld = 900

/** Of the comparisons at an edge those whose fact says whether they hold, for whomever. */
const told = differentLeaves(edgeDefinitions()).filter(
  ({ kind }) => kind === 'attribute' || kind === 'orders' || kind === 'moment',
)

type Case = { open: TestApp; world: LoadedWorld; place: Place; now: Date }

describe.concurrent.each(places.map((place) => ({ ...place, place })))('in $zone', ({ place }) => {
  test(`rules hold for whom the oracle says (seed ${seed})`, { timeout: 300_000 }, async () => {
    const open = await openTestApp()
    try {
      const world = await loadWorld(open, place, { seed, events: eventsPerWorld })
      let cases = 0
      for (const [at, now] of place.nows.entries()) {
        const given = { open, world, place, now }
        const random = fc.sample(definitionOf(place), { seed: seed + 10 + at, numRuns: definitionsPerMoment })
        const definitions = [...random, ...(at === 0 ? edgeDefinitions() : [])]
        definitions.forEach(checkShape)
        const leaves = [...anniversaries, ...differentLeaves(definitions)]
        const whole = await answers(given, leaves)
        cases += await agrees(given, definitions, whole)
        await staysTillDue(given, leaves.slice(0, 8), whole)
        await touchesWhomItChanges(given, leaves.slice(0, 30), whole)
        // By themselves, because events touch nearly everybody.
        await touchesWhomItChanges(given, anniversaries, whole)
        await explains(given, [...leaves.slice(0, 30), ...(at === 0 ? told : [])], whole)
      }
      const asked = definitionsPerMoment * place.nows.length + edgeDefinitions().length
      expect(cases).toBe(asked * customers.length)
    } finally {
      await open.close()
    }
  })
})

function checkShape(definition: SegmentDefinition): void {
  const attributes = new Map(
    Object.entries({ colour: 'text', size: 'number', since: 'date', member: 'boolean', likes: 'list' }),
  )
  checkDefinition(definition, { attributes, segments: new Map(segmentIds.map((id) => [id, []])) })
}

/** Everybody at once, and some people alone; how many rules met how many histories. */
async function agrees(
  given: Case,
  definitions: readonly SegmentDefinition[],
  whole: Evaluated,
): Promise<number> {
  const leaves = definitions.flatMap((definition) => leavesOf(definition).map(({ leaf }) => leaf))
  // Other thirds at other moments, so that whom a merge concerns is asked with and without the other.
  const third = given.place.nows.indexOf(given.now)
  const some = customers.filter((_, at) => at % 3 === third)
  const part = await answers(given, leaves, some)
  for (const definition of definitions) {
    const expected = membersByOracle(definition, given.world, { now: given.now, zone: given.place.zone })
    const explained = `${given.now.toISOString()} seed ${seed} ${JSON.stringify(definition)}`
    expect({ explained, members: members(definition, whole) }).toEqual({ explained, members: expected })
    const expectedOfSome = expected.filter((customer) => some.includes(customer))
    expect({ explained, some: members(definition, part) }).toEqual({ explained, some: expectedOfSome })
  }
  return definitions.length * customers.length
}

function differentLeaves(definitions: readonly SegmentDefinition[]): SegmentLeaf[] {
  const placed = definitions.flatMap(leavesOf).filter(({ leaf }) => leaf.kind !== 'segment')
  return [...new Map(placed.map(({ key, leaf }) => [key, leaf])).values()]
}

/** Until a moment before the next due one nothing changes by itself. */
async function staysTillDue(given: Case, leaves: readonly SegmentLeaf[], whole: Evaluated): Promise<void> {
  let beyond = 0
  const now = holdersIn(whole, leaves)
  const dues = await nextDues(given.open.app.eventStore, { leaves, scene: sceneOf(given) })
  for (const [at, leaf] of leaves.entries()) {
    const due = dues.get(keyOf(leaf)) ?? null
    expect(due === null || due > given.now).toBe(true)
    if (due === null || due.getTime() > given.now.getTime() + 1) beyond++
    const before = due === null ? given.now.getTime() + 900 * 86_400_000 : due.getTime() - 1
    const [then] = await holdersOf({ ...given, now: new Date(before) }, [leaf])
    const explained = `${given.now.toISOString()} due ${due?.toISOString()} seed ${seed} ${JSON.stringify(leaf)}`
    expect({ explained, holders: then }).toEqual({ explained, holders: now[at] })
  }
  expect(beyond).toBeGreaterThan(0)
}

async function touchesWhomItChanges(
  given: Case,
  leaves: readonly SegmentLeaf[],
  whole: Evaluated,
): Promise<void> {
  const store = given.open.app.eventStore
  const before = holdersIn(whole, leaves)
  for (const ahead of [1, 7 * 3_600_000, 40 * 86_400_000]) {
    const later = { ...given, now: new Date(given.now.getTime() + ahead) }
    const after = await holdersOf(later, leaves)
    const touched = await touchedByClock(store, { leaves, scene: sceneOf(later), from: given.now })
    const changed = customers.filter((customer) =>
      before.some((holders, at) => holders.includes(customer) !== after[at]?.includes(customer)),
    )
    const missed = changed.filter((customer) => !has(touched, customer))
    const explained = `${given.now.toISOString()} + ${ahead} ms, seed ${seed}`
    expect({ explained, missed }).toEqual({ explained, missed: [] })
    expect(sizeOf(touched)).toBeLessThan(ahead === 1 ? customers.length : customers.length + 1)
  }
}

/** A person's facts by themselves say whether a condition holds. */
async function explains(given: Case, leaves: readonly SegmentLeaf[], whole: Evaluated): Promise<void> {
  const moment = { now: given.now, zone: given.place.zone }
  const holders = holdersIn(whole, leaves)
  for (const customer of [10, 65_535, silent].filter((id) =>
    given.world.profiles.some((of) => of.customer === id && !of.gone),
  )) {
    const facts = await factsOf(given.open.app.eventStore, { customer, leaves, scene: sceneOf(given) })
    const told = leaves.map((leaf) => saysFact(leaf, facts.get(keyOf(leaf)), moment))
    const contradicted = leaves.filter(
      (_, at) => told[at] !== undefined && told[at] !== holders[at]?.includes(customer),
    )
    expect({ seed, customer, contradicted }).toEqual({ seed, customer, contradicted: [] })
    expect(leaves.filter((leaf) => !facts.has(keyOf(leaf)))).toEqual([])
  }
}

function sceneOf({ now, place, world }: Case): Scene {
  return { now, zone: place.zone, merges: world.merges }
}

async function holdersOf(given: Case, leaves: readonly SegmentLeaf[]): Promise<number[][]> {
  return holdersIn(await answers(given, leaves, customers), leaves)
}

function holdersIn({ holders }: Evaluated, leaves: readonly SegmentLeaf[]): number[][] {
  return leaves.map((leaf) => [...idsOf(holders.get(keyOf(leaf)) ?? new Map())])
}

async function answers(
  given: Case,
  leaves: readonly SegmentLeaf[],
  among?: readonly number[],
): Promise<Evaluated> {
  return evaluate(given.open.app.eventStore, { leaves, scene: sceneOf(given), among })
}

function members(definition: SegmentDefinition, { holders, people }: Evaluated): number[] {
  const universe = asksForKnown(definition) ? people.everyone : people.known
  const membersOfSegment = (id: string) =>
    bitsOf(customers.filter((customer) => customer % 2 === segmentIds.indexOf(id)))
  return [...idsOf(membersOf(definition, { truth: holders, universe, membersOfSegment }))]
}
