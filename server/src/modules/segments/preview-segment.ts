/** Counts a rule that is not saved, shows some of its people, and how many each condition holds for by itself. */
import type { SegmentCondition, SegmentDefinition } from '@vefa/contract'

import { unfoldedMerges } from '#/modules/history/index.ts'
import type { App } from '#/platform/app.ts'

import { type Bits, emptyBits, idsOf, sizeOf } from './bits.ts'
import { checkRule } from './check-rule.ts'
import { type Person, personsOf } from './persons.ts'
import { evaluate } from './reports.ts'
import { asksForKnown, type Facts, holdersOf, leavesOf, membersOf, segmentsAskedBy } from './segment.ts'
import { shopCalendar } from './shop-calendar.ts'
import { readMembers } from './store-members.ts'
import { onceEach } from './truth.ts'

export type PreviewInput = {
  definition: SegmentDefinition
  /** The segment that is being changed, so that it cannot ask itself. */
  segmentId?: string | undefined
  /** Ends the questions when whoever asked has gone. */
  signal?: AbortSignal | undefined
}

const sampleSize = 12

export async function previewSegment(app: Pick<App, 'db' | 'eventStore' | 'clock'>, input: PreviewInput) {
  const start = performance.now()
  const { definition } = input
  await checkRule(app, { definition, id: input.segmentId })
  const facts = await factsAbout(app, input)
  const members = membersOf(definition, facts)
  return {
    people: sizeOf(members),
    of: sizeOf(facts.universe),
    sample: await sampleOf(app, members),
    conditions: conditionsOf(definition.root).map(({ path, condition }) => ({
      path,
      people: sizeOf(holdersOf(condition, facts)),
    })),
    tookMs: performance.now() - start,
  }
}

/** Members of a rule, reckoned anew over everybody. */
export async function membersNow(
  app: Pick<App, 'db' | 'eventStore' | 'clock'>,
  definition: SegmentDefinition,
): Promise<Bits> {
  return membersOf(definition, await factsAbout(app, { definition }))
}

async function factsAbout(
  app: Pick<App, 'db' | 'eventStore' | 'clock'>,
  { definition, signal }: PreviewInput,
): Promise<Facts> {
  const { now, zone } = await shopCalendar(app)
  const scene = { now, zone, merges: await unfoldedMerges(app) }
  // The client of the event store hears of an end only while it asks.
  signal?.throwIfAborted()
  const leaves = onceEach(leavesOf(definition))
  const { people, holders: truth } = await evaluate(app.eventStore, { leaves, scene, signal })
  const asked = await readMembers(app.db, segmentsAskedBy(definition))
  return {
    truth,
    universe: asksForKnown(definition) ? people.everyone : people.known,
    membersOfSegment: (id) => asked.get(id) ?? emptyBits(),
  }
}

/** Every condition and group below the root, by the way to it. */
function conditionsOf(
  condition: SegmentCondition,
  path: number[] = [],
): { path: number[]; condition: SegmentCondition }[] {
  if (condition.kind !== 'group') return []
  return condition.conditions.flatMap((inner, position) => {
    const way = [...path, position]
    return [{ path: way, condition: inner }, ...conditionsOf(inner, way)]
  })
}

/** Spread over all of them, so that the oldest customers are not the only ones seen. */
async function sampleOf(app: Pick<App, 'db'>, members: Bits): Promise<Person[]> {
  const step = Math.max(1, Math.floor(sizeOf(members) / sampleSize))
  const chosen: number[] = []
  let position = 0
  for (const id of idsOf(members)) {
    if (position % step === 0) chosen.push(id)
    position += 1
    if (chosen.length === sampleSize) break
  }
  return personsOf(app, chosen)
}
