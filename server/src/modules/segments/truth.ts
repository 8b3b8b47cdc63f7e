/** Asks the event store for whom conditions hold, and finds out which rule is at fault where it cannot answer. */
import { ClickHouseError } from '@clickhouse/client'

import type { App } from '#/platform/app.ts'

import type { Rule } from './plan-round.ts'
import { evaluate, type Evaluated, type People } from './reports.ts'
import type { Scene } from './scene.ts'
import type { PlacedLeaf } from './segment.ts'

export type Truth = Evaluated & {
  /** Segments whose rule could not be answered, with why. */
  failures: Map<string, string>
}

type Asked = { rules: readonly Rule[]; scene: Scene; among?: readonly number[]; people?: People | undefined }

/** Equal conditions are asked once. Without `among`, over everybody. */
export async function findTruth(app: Pick<App, 'eventStore'>, asked: Asked): Promise<Truth> {
  const { scene, among, people } = asked
  const ask = (leaves: readonly PlacedLeaf[]): Promise<Evaluated> =>
    evaluate(app.eventStore, { leaves: onceEach(leaves), scene, among, people })
  try {
    return { ...(await ask(asked.rules.flatMap((rule) => rule.leaves))), failures: new Map() }
  } catch (error) {
    if (!(error instanceof ClickHouseError)) throw error
    return oneByOne(asked.rules, ask)
  }
}

async function oneByOne(
  rules: readonly Rule[],
  ask: (leaves: readonly PlacedLeaf[]) => Promise<Evaluated>,
): Promise<Truth> {
  const { people, holders } = await ask([])
  const failures = new Map<string, string>()
  for (const { segment, leaves } of rules) {
    try {
      for (const [key, bits] of (await ask(leaves)).holders) holders.set(key, bits)
    } catch (error) {
      if (!(error instanceof ClickHouseError)) throw error
      failures.set(segment.id, error.message.split('\n')[0]?.slice(0, 300) ?? error.code)
    }
  }
  return { people, holders, failures }
}

/** Conditions for the event store, equal ones once; those on other segments are known already. */
export function onceEach(leaves: readonly PlacedLeaf[]): PlacedLeaf['leaf'][] {
  const asked = leaves.filter(({ leaf }) => leaf.kind !== 'segment')
  return [...new Map(asked.map(({ key, leaf }) => [key, leaf])).values()]
}
