/** Owns what a buying process is: how purchases come and how people drop out, with the limiting cases as kinds of their own. */

/** How often people buy while they are active; time in the unit of the counts (weeks). */
export type Purchases =
  /** Each person's own rate, Gamma distributed with shape r and rate alpha. */
  | { kind: 'gamma'; r: number; alpha: number }
  /** The limit r, alpha → ∞: one rate for everybody, purchases per unit of time. */
  | { kind: 'common'; rate: number }

/** When a drop-out by share may happen: after every repeat purchase (BG/NBD), or after the first one too (MBG/NBD). */
export type DropOutFrom = 'repeat' | 'first'

/** How people stop for good. */
export type DropOut =
  /** Nobody: the limit a → 0, or s → 0. With gamma purchases the process is the NBD. */
  | { kind: 'none' }
  /** After a purchase with each person's own probability, Beta(a, b) distributed. */
  | { kind: 'beta'; a: number; b: number; from: DropOutFrom }
  /** The limit a, b → ∞: after a purchase with one probability for everybody. */
  | { kind: 'share'; share: number; from: DropOutFrom }
  /** The limit a, b → 0: a share leaves at the first possibility, the others never. */
  | { kind: 'split'; share: number; from: DropOutFrom }
  /** At any time with each person's own rate, Gamma distributed with shape s and rate beta (Pareto/NBD). */
  | { kind: 'gamma'; s: number; beta: number }
  /** The limit s, beta → ∞: one rate for everybody. */
  | { kind: 'rate'; rate: number }

export type Process = { purchases: Purchases; dropOut: DropOut }

export const FAMILIES = ['bgnbd', 'mbgnbd', 'paretonbd'] as const
export type Family = (typeof FAMILIES)[number]

/** Which edge of the parameter space a fit reached; the console has a sentence for each. Null inside. */
export type Boundary = {
  purchases: 'one_purchase_rate' | null
  dropOut: 'no_drop_out' | 'one_drop_out_share' | 'one_drop_out_rate' | 'at_once_or_never' | null
}

const edges: Record<DropOut['kind'], Boundary['dropOut']> = {
  none: 'no_drop_out',
  share: 'one_drop_out_share',
  rate: 'one_drop_out_rate',
  split: 'at_once_or_never',
  beta: null,
  gamma: null,
}

export function boundaryOf({ purchases, dropOut }: Process): Boundary {
  return {
    purchases: purchases.kind === 'common' ? 'one_purchase_rate' : null,
    dropOut: edges[dropOut.kind],
  }
}

/** The numbers of a process that mean something, by the names of the literature. */
export function parametersOf({ purchases, dropOut }: Process): Record<string, number> {
  const bought: Record<string, number> =
    purchases.kind === 'gamma' ? { r: purchases.r, alpha: purchases.alpha } : { purchaseRate: purchases.rate }
  return { ...bought, ...numbersOfDropOut(dropOut) }
}

function numbersOfDropOut(dropOut: DropOut): Record<string, number> {
  if (dropOut.kind === 'beta') return { a: dropOut.a, b: dropOut.b }
  if (dropOut.kind === 'gamma') return { s: dropOut.s, beta: dropOut.beta }
  if (dropOut.kind === 'rate') return { dropOutRate: dropOut.rate }
  return dropOut.kind === 'none' ? {} : { dropOutShare: dropOut.share }
}

/** The interior process of each family, as the literature writes it. */
export const bgnbd = ([r, alpha, a, b]: readonly [number, number, number, number]): Process => ({
  purchases: { kind: 'gamma', r, alpha },
  dropOut: { kind: 'beta', a, b, from: 'repeat' },
})
export const mbgnbd = ([r, alpha, a, b]: readonly [number, number, number, number]): Process => ({
  purchases: { kind: 'gamma', r, alpha },
  dropOut: { kind: 'beta', a, b, from: 'first' },
})
export const paretonbd = ([r, alpha, s, beta]: readonly [number, number, number, number]): Process => ({
  purchases: { kind: 'gamma', r, alpha },
  dropOut: { kind: 'gamma', s, beta },
})
