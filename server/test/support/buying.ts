/** Owns simulated buyers: a seeded stream of random numbers, and people who buy and drop out as a process says. */
import type { Process } from '#/modules/insight/models/process.ts'

export type Random = () => number

/** Numbers from 0 to 1 (not included), the same for the same seed (mulberry32). */
export function seeded(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

export function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
}

/** Gamma with this shape and scale 1 (Marsaglia & Tsang 2000). */
export function gamma(random: Random, shape: number): number {
  if (shape < 1) return gamma(random, shape + 1) * (1 - random()) ** (1 / shape)
  const d = shape - 1 / 3
  const c = 1 / Math.sqrt(9 * d)
  for (;;) {
    const x = normal(random)
    const v = (1 + c * x) ** 3
    if (v > 0 && Math.log(1 - random()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v
  }
}

/** Purchase times of one person from the first (0) until `length`, in the unit of the process. */
export function buyer(process: Process, random: Random, length: number): number[] {
  const { purchases, dropOut } = process
  const rate = purchases.kind === 'gamma' ? gamma(random, purchases.r) / purchases.alpha : purchases.rate
  const wait = () => -Math.log(1 - random()) / rate
  const until = Math.min(length, lifetime(process, random))
  const share = shareOf(process, random)
  const leaves = (purchase: number) =>
    'from' in dropOut && (purchase > 0 || dropOut.from === 'first') && random() < share
  const times = [0]
  if (leaves(0)) return times
  for (let at = wait(); at <= until; at += wait()) {
    times.push(at)
    if (leaves(times.length - 1)) break
  }
  return times
}

function lifetime({ dropOut }: Process, random: Random): number {
  if (dropOut.kind === 'rate') return -Math.log(1 - random()) / dropOut.rate
  return dropOut.kind === 'gamma'
    ? -Math.log(1 - random()) / (gamma(random, dropOut.s) / dropOut.beta)
    : Infinity
}

function shareOf({ dropOut }: Process, random: Random): number {
  if (dropOut.kind === 'split') return random() < dropOut.share ? 1 : 0
  if (dropOut.kind === 'share') return dropOut.share
  if (dropOut.kind !== 'beta') return 0
  const left = gamma(random, dropOut.a)
  return left / (left + gamma(random, dropOut.b))
}
