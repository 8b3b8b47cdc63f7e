/** Owns percentiles of a sorted sample. */

/**
 * The value below which the share `p` (0 to 1) lies, by linear interpolation between neighbours: position p·(n − 1)
 * (Hyndman & Fan 1996, definition 7). Null for an empty sample.
 * @param sorted ascending
 */
export function percentile(sorted: readonly number[], p: number): number | null {
  if (!(p >= 0 && p <= 1)) throw new RangeError('p must be 0 to 1')
  const position = p * (sorted.length - 1)
  const below = sorted[Math.floor(position)]
  const above = sorted[Math.ceil(position)]
  if (below === undefined || above === undefined) return null
  return below + (above - below) * (position - Math.floor(position))
}

/** The percentile 0.5. */
export function median(sorted: readonly number[]): number | null {
  return percentile(sorted, 0.5)
}

/** Copies and sorts ascending, as {@link percentile} needs it. */
export function ascending(values: Iterable<number>): number[] {
  return Array.from(values).sort((a, b) => a - b)
}

/** The percentile 0.5 of values each found `n` times, in any order. */
export function medianOfCounts(counts: readonly { value: number; n: number }[]): number | null {
  const sorted = counts.filter(({ n }) => n > 0).sort((a, b) => a.value - b.value)
  const all = sorted.reduce((sum, { n }) => sum + n, 0)
  const at = (position: number): number | undefined => {
    let before = 0
    return sorted.find(({ n }) => (before += n) > position)?.value
  }
  const [below, above] = [at(Math.floor((all - 1) / 2)), at(Math.ceil((all - 1) / 2))]
  return below === undefined || above === undefined ? null : (below + above) / 2
}
