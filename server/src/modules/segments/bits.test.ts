import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import {
  bitsAdder,
  bitsOf,
  bitsOfChunks,
  chunksOf,
  emptyBits,
  equalBits,
  has,
  idsOf,
  intersect,
  sizeOf,
  subtract,
  union,
} from './bits.ts'

const ids = fc.array(
  fc.oneof(
    fc.integer({ min: 0, max: 40 }),
    fc.integer({ min: 65_530, max: 65_545 }),
    fc.integer({ min: 0, max: 4_294_967_295 }),
  ),
)

describe('bits', () => {
  test('hold numbers as sets do', () => {
    fc.assert(
      fc.property(ids, ids, (a, b) => {
        const [left, right] = [new Set(a), new Set(b)]
        const sorted = (set: Iterable<number>): number[] => [...set].sort((x, y) => x - y)
        expect([...idsOf(union(bitsOf(a), bitsOf(b)))]).toEqual(sorted(new Set([...a, ...b])))
        expect([...idsOf(intersect(bitsOf(a), bitsOf(b)))]).toEqual(
          sorted([...left].filter((id) => right.has(id))),
        )
        expect([...idsOf(subtract(bitsOf(a), bitsOf(b)))]).toEqual(
          sorted([...left].filter((id) => !right.has(id))),
        )
        expect(sizeOf(bitsOf(a))).toBe(left.size)
        expect(equalBits(bitsOf(a), bitsOf(b))).toBe(
          left.size === right.size && [...left].every((id) => right.has(id)),
        )
        for (const id of b) expect(has(bitsOf(a), id)).toBe(left.has(id))
      }),
    )
  })

  test('change nothing they are made from', () => {
    const a = bitsOf([1, 70_000])
    for (const made of [union(a, emptyBits()), subtract(a, emptyBits()), union(emptyBits(), a)])
      bitsAdder(made)(2)
    expect([...idsOf(a)]).toEqual([1, 70_000])
  })

  test('lie as PostgreSQL counts bits, chunk by chunk', () => {
    const [first, second] = chunksOf(bitsOf([65_536, 9, 0]))
    expect(first?.[0]).toBe(0)
    expect([...(first?.[1].subarray(0, 3) ?? [])]).toEqual([1, 2, 0])
    expect(second?.[0]).toBe(1)
    expect(chunksOf(subtract(bitsOf([5]), bitsOf([5])))).toEqual([])
    const stored = chunksOf(bitsOf([3, 65_540])).map(([chunk, bits]) => ({ chunk, bits }))
    expect([...idsOf(bitsOfChunks(stored))]).toEqual([3, 65_540])
  })
})
