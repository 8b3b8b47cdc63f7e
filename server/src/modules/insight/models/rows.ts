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
  const x = pick(counts.x, firstOf)
  const tx = pick(counts.tx, firstOf)
  const end = pick(counts.T, firstOf)
  checkRows({ x, tx, end })
  const [xs, xAt] = ranked([x])
  const [times, txAt, endAt] = ranked([tx, end])
  const rows = { size: firstOf.length, customers: counts.x.length, xs, times, xAt, txAt, endAt, weight }
  return { rowOf, rows }
}

/** About `count` customers as rows: every so many-th of them, in the order of the rows. */
export function someOf(rows: Rows, count: number): Rows {
  const step = rows.customers / count
  const chosen: number[] = []
  const weight: number[] = []
  let [passed, next] = [0, step / 2]
  for (let row = 0; row < rows.size; row += 1) {
    passed += rows.weight[row] as number
    if (passed <= next) continue
    const times = Math.ceil((passed - next) / step)
    chosen.push(row)
    weight.push(times)
    next += times * step
  }
  const part = (places: Uint32Array) => Uint32Array.from(chosen.map((row) => places[row] as number))
  return {
    ...rows,
    size: chosen.length,
    customers: weight.reduce((sum, value) => sum + value, 0),
    xAt: part(rows.xAt),
    txAt: part(rows.txAt),
    endAt: part(rows.endAt),
    weight: Float64Array.from(weight),
  }
}

function pick(values: Float64Array, places: readonly number[]): Float64Array {
  const picked = new Float64Array(places.length)
  for (let index = 0; index < places.length; index += 1)
    picked[index] = values[places[index] as number] as number
  return picked
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

/** The distinct values of all lists ascending, and the place of each value of the first and the second list among them. */
function ranked(lists: readonly Float64Array[]): [Float64Array, Uint32Array, Uint32Array] {
  const places = new Map<number, number>()
  const met: number[] = []
  const [first = new Uint32Array(0), second = new Uint32Array(0)] = lists.map((list) => {
    const at = new Uint32Array(list.length)
    for (let index = 0; index < list.length; index += 1) {
      const value = list[index] as number
      let place = places.get(value)
      if (place === undefined) {
        place = met.length
        places.set(value, place)
        met.push(value)
      }
      at[index] = place
    }
    return at
  })
  const order = met.map((_, index) => index).sort((a, b) => (met[a] as number) - (met[b] as number))
  const rank = new Uint32Array(met.length)
  order.forEach((place, index) => {
    rank[place] = index
  })
  const sorted = Float64Array.from(order.map((place) => met[place] as number))
  return [sorted, first.map((place) => rank[place] as number), second.map((place) => rank[place] as number)]
}
