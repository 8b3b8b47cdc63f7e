/** Owns identical customers as one row with a weight: what likelihoods are summed over. */

/**
 * One position a customer. `x` repeat purchases (whole, ≥ 0); `tx` time of the last one and `T` length of observation, both
 * since the first purchase and in one unit (weeks), 0 ≤ tx ≤ T, tx = 0 when x = 0.
 */
export type Counts = { x: Float64Array; tx: Float64Array; T: Float64Array }

/** Distinct (x, tx, T) with how many customers share them; x and the times by their place in ascending lists. */
export type Rows = {
  size: number
  customers: number
  xs: Float64Array
  times: Float64Array
  xAt: Uint32Array
  txAt: Uint32Array
  endAt: Uint32Array
  weight: Float64Array
}

/** Also tells the row of each customer. Customers that make no sense (NaN, negative, tx > T) are refused with RangeError. */
export function groupRows(counts: Counts): { rows: Rows; rowOf: Uint32Array } {
  const { firstOf, rowOf, weight } = distinctTriples(counts)
  const size = firstOf.length
  const x = Float64Array.from(firstOf, (index) => counts.x[index] ?? 0)
  const tx = Float64Array.from(firstOf, (index) => counts.tx[index] ?? 0)
  const end = Float64Array.from(firstOf, (index) => counts.T[index] ?? 0)
  checkRows({ x, tx, end })
  const xs = ascendingDistinct([x])
  const times = ascendingDistinct([tx, end])
  return {
    rowOf,
    rows: {
      size,
      customers: counts.x.length,
      xs,
      times,
      xAt: placesIn(xs, x),
      txAt: placesIn(times, tx),
      endAt: placesIn(times, end),
      weight,
    },
  }
}

/** Every `step`-th row, to start from; its weights still sum to a part of the customers. */
export function everyNth(rows: Rows, step: number): Rows {
  const pick = <T extends Uint32Array | Float64Array>(values: T): T =>
    values.filter((_, index) => index % step === 0) as T
  const weight = pick(rows.weight)
  return {
    ...rows,
    size: weight.length,
    customers: weight.reduce((sum, value) => sum + value, 0),
    xAt: pick(rows.xAt),
    txAt: pick(rows.txAt),
    endAt: pick(rows.endAt),
    weight,
  }
}

function checkRows(rows: { x: Float64Array; tx: Float64Array; end: Float64Array }): void {
  rows.x.forEach((x, index) => {
    const tx = rows.tx[index] ?? Number.NaN
    const end = rows.end[index] ?? Number.NaN
    const sound = Number.isInteger(x) && x >= 0 && tx >= 0 && tx <= end && Number.isFinite(end)
    if (!sound || (x === 0 && tx > 0)) throw new RangeError(`no customer has x=${x}, tx=${tx}, T=${end}`)
  })
}

/** Open addressing over the bits of the three numbers: a million customers in a tenth of a second. */
function distinctTriples({ x, tx, T }: Counts) {
  const n = x.length
  const slots = new Int32Array(2 ** Math.ceil(Math.log2(Math.max(16, 2 * n)))).fill(-1)
  const mask = slots.length - 1
  const txBits = new Int32Array(tx.buffer, tx.byteOffset, 2 * n)
  const endBits = new Int32Array(T.buffer, T.byteOffset, 2 * n)
  const rowOf = new Uint32Array(n)
  const weight: number[] = []
  const firstOf: number[] = []
  for (let index = 0; index < n; index += 1) {
    let slot = mix(
      ((x[index] as number) | 0) ^ mix((txBits[2 * index] as number) ^ (txBits[2 * index + 1] as number)),
      (endBits[2 * index] as number) ^ Math.imul(endBits[2 * index + 1] as number, 31),
    )
    for (slot &= mask; ; slot = (slot + 1) & mask) {
      const row = slots[slot] as number
      if (row === -1) {
        slots[slot] = firstOf.length
        rowOf[index] = firstOf.length
        firstOf.push(index)
        weight.push(1)
        break
      }
      const like = firstOf[row] as number
      if (x[like] === x[index] && tx[like] === tx[index] && T[like] === T[index]) {
        rowOf[index] = row
        weight[row] = (weight[row] as number) + 1
        break
      }
    }
  }
  return { firstOf, rowOf, weight: Float64Array.from(weight) }
}

function mix(a: number, b = 0): number {
  let h = Math.imul(a ^ (a >>> 15), 0x2c1b3c6d) ^ Math.imul(b ^ (b >>> 13), 0x297a2d39)
  h = Math.imul(h ^ (h >>> 12), 0x85ebca6b)
  return h ^ (h >>> 16)
}

function ascendingDistinct(lists: readonly Float64Array[]): Float64Array {
  const distinct = new Set<number>()
  for (const list of lists) for (const value of list) distinct.add(value)
  return Float64Array.from(distinct).sort()
}

function placesIn(sorted: Float64Array, values: Float64Array): Uint32Array {
  const places = new Map<number, number>()
  sorted.forEach((value, index) => places.set(value, index))
  return Uint32Array.from(values, (value) => places.get(value) ?? 0)
}
