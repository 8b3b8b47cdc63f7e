/** What a compiled condition is answered against, and what compiling gives. */
import type { QueryParams } from '#/platform/event-store/index.ts'

/** The customer number `customer`, as first written, stands for another; its rows may also lie under one of `liesAt`. */
export type Merge = { customer: number; standsFor: number; liesAt: readonly number[] }

export type Scene = {
  now: Date
  /** Of the shop's calendar. */
  zone: string
  /** Those not yet folded into the events. */
  merges: readonly Merge[]
}

export type Question = {
  text: string
  params: QueryParams
  /** Asks for so many that looking where a few people's rows lie is in vain. */
  wide?: boolean
}
