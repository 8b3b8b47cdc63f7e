import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import { packBody, unpackBody } from './packing.ts'

test('whatever was kept comes back as it was, long ones from a fraction of the bytes', () => {
  const text = fc.tuple(fc.string({ unit: 'binary' }), fc.nat({ max: 20_000 }))
  fc.assert(
    fc.property(text, ([part, times]) => {
      const body = `${part} ığüşöç 👩‍👩‍👧 `.repeat(Math.ceil(times / 100)).toWellFormed()
      for (const given of [body, Buffer.from(body)]) {
        const { body: plain, packed } = packBody(given)
        expect(unpackBody({ body: plain === null ? null : plain.toString(), packed })).toBe(body)
        if (packed) expect(packed.length).toBeLessThan(given.length / 4)
      }
    }),
  )
})
