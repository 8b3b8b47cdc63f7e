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
