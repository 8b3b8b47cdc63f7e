/** From conditions to questions for the event store: pure, with every value bound. */
import type { SegmentLeaf } from '@vefa/contract'

import type { Question, Scene } from './scene.ts'

/** `text` gives one UInt32 column `customer`; `negated`: the condition holds for everybody else. */
export type CompiledLeaf = Question & { negated: boolean }

/** The positive form of one condition over everybody. */
export function compileLeaf(leaf: SegmentLeaf, scene: Scene): CompiledLeaf {
  throw new Error(`not written yet: ${leaf.kind} ${scene.zone}`)
}

export type CompiledAmong = Question & {
  /** One UInt8 column k0, k1 … after `customer` for each: 1 where the positive form holds. */
  columns: { key: string; negated: boolean }[]
}

/** Many conditions over given people: one question for each source. */
export function compileAmong(
  leaves: readonly SegmentLeaf[],
  scene: Scene,
  among: readonly number[],
): CompiledAmong[] {
  throw new Error(`not written yet: ${leaves.length} ${scene.zone} ${among.length}`)
}
