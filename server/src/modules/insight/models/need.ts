/** Owns what a night has to do: nothing where neither orders nor days are new. */
import { dayAfter } from '#/modules/insight/reference.ts'

export type Need = 'fit' | 'score' | 'nothing'

/** `reference`: the day everything is reckoned from, null without orders. `seen`: what the history holds of orders. */
export function needFor(given: {
  reference: string | null
  seen: string
  saved: { ordersSeen: string; scoredThrough: string } | null
  again: boolean
}): Need {
  const { reference, seen, saved, again } = given
  if (reference === null) return 'nothing'
  if (again || saved === null || saved.ordersSeen !== seen) return 'fit'
  return saved.scoredThrough === dayAfter(reference, -1) ? 'nothing' : 'score'
}
