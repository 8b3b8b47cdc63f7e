/** Seeded randomness: the same seed tells the same story on every machine. */

export type Random = {
  /** Uniform in [0, 1). */
  next(): number
  /** Whole number in [from, to]. */
  whole(from: number, to: number): number
  chance(probability: number): boolean
  pick<Item>(items: readonly Item[]): Item
  /** By weight; weights need not sum to one. */
  weighted<Item>(items: readonly (readonly [Item, number])[]): Item
  normal(mean: number, deviation: number): number
  exponential(mean: number): number
  /** Gamma with a whole shape: the sum of that many exponentials. */
  gamma(shape: number, mean: number): number
  uuid(): string
}

/** mulberry32: small, fast, good enough to tell stories with. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const whole = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1))
  const pick = <Item>(items: readonly Item[]): Item => items[whole(0, items.length - 1)] as Item
  const exponential = (mean: number): number => -mean * Math.log(1 - next())
  return {
    next,
    whole,
    pick,
    exponential,
    chance: (probability) => next() < probability,
    weighted: <Item>(items: readonly (readonly [Item, number])[]): Item => {
      const total = items.reduce((sum, [, weight]) => sum + weight, 0)
      let left = next() * total
      for (const [item, weight] of items) {
        left -= weight
        if (left < 0) return item
      }
      return pick(items)[0]
    },
    normal: (mean, deviation) =>
      mean + deviation * Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    gamma: (shape, mean) =>
      Array.from({ length: shape }, () => exponential(mean / shape)).reduce((sum, part) => sum + part, 0),
    uuid: () => {
      const hex = Array.from({ length: 8 }, () => whole(0, 0xffff).toString(16).padStart(4, '0'))
      return `${hex[0]}${hex[1]}-${hex[2]}-4${hex[3]?.slice(1)}-a${hex[4]?.slice(1)}-${hex[5]}${hex[6]}${hex[7]}`
    },
  }
}
