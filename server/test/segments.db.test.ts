/** Segments against an oracle: random rules over random histories, in the event store and in plain TypeScript, must agree exactly. */
import { randomInt } from 'node:crypto'

import type { SegmentDefinition, SegmentLeaf } from '@vefa/contract'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { bitsOf, idsOf } from '#/modules/segments/bits.ts'
import { checkDefinition } from '#/modules/segments/check-definition.ts'
import { evaluate, type People, universe } from '#/modules/segments/reports.ts'
import { asksForKnown, type Facts, leavesOf, membersOf } from '#/modules/segments/segment.ts'
import { openTestApp, type TestApp } from '#test/support/app.ts'
import { definitionOf, segmentIds } from '#test/support/segment-definitions.ts'
import { type LoadedWorld, loadWorld } from '#test/support/segment-loading.ts'
import { membersByOracle } from '#test/support/segment-oracle.ts'
import { customers, type Place, places } from '#test/support/segment-worlds.ts'

const seed = randomInt(2 ** 30)
const definitionsPerMoment = 40
const eventsPerWorld = 900

type Case = { open: TestApp; world: LoadedWorld; place: Place; now: Date }

describe.each(places.map((place) => ({ ...place, place })))('in $zone', ({ place }) => {
  test(`rules hold for whom the oracle says (seed ${seed})`, { timeout: 240_000 }, async () => {
    const open = await openTestApp()
    try {
      const world = await loadWorld(open, place, { seed, events: eventsPerWorld })
      for (const [at, now] of place.nows.entries()) {
        const definitions = fc.sample(definitionOf(place), {
          seed: seed + 10 + at,
          numRuns: definitionsPerMoment,
        })
        definitions.forEach(checkShape)
        await agrees({ open, world, place, now }, definitions)
      }
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

/** Everybody at once, and some people alone. */
async function agrees(given: Case, definitions: readonly SegmentDefinition[]): Promise<void> {
  const leaves = definitions.flatMap((definition) => leavesOf(definition).map(({ leaf }) => leaf))
  const whole = await answers(given, leaves)
  const some = customers.filter((_, at) => at % 3 === 1)
  const part = await answers(given, leaves, some)
  for (const definition of definitions) {
    const expected = membersByOracle(definition, given.world, { now: given.now, zone: given.place.zone })
    const explained = `${given.now.toISOString()} seed ${seed} ${JSON.stringify(definition)}`
    expect(members(definition, whole), explained).toEqual(expected)
    expect(members(definition, part), `among some: ${explained}`).toEqual(
      expected.filter((customer) => some.includes(customer)),
    )
  }
}

type Answers = { truth: Facts['truth']; people: People }

async function answers(
  { open, world, place, now }: Case,
  leaves: readonly SegmentLeaf[],
  among?: readonly number[],
): Promise<Answers> {
  const store = open.app.eventStore
  const people = await universe(store, { among })
  const scene = { now, zone: place.zone, merges: world.merges }
  return { people, truth: await evaluate(store, { leaves, scene, everyone: people.everyone, among }) }
}

function members(definition: SegmentDefinition, { truth, people }: Answers): number[] {
  const universe = asksForKnown(definition) ? people.everyone : people.known
  const membersOfSegment = (id: string) =>
    bitsOf(customers.filter((customer) => customer % 2 === segmentIds.indexOf(id)))
  return [...idsOf(membersOf(definition, { truth, universe, membersOfSegment }))]
}
