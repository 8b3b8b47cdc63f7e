import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import { packBody, unpackBody } from './packing.ts'

test('whatever was kept comes back as it was', () => {
  const text = fc.tuple(fc.string({ unit: 'binary' }), fc.nat({ max: 2_000 }))
  fc.assert(
    fc.property(text, ([part, times]) => {
      const body = `${part} ığüşöç 👩‍👩‍👧 `.repeat(times + 1).toWellFormed()
      for (const given of [body, Buffer.from(body)]) {
        const { body: plain, packed } = packBody(given)
        expect(unpackBody({ body: plain === null ? null : plain.toString(), packed })).toBe(body)
      }
    }),
  )
})

test('a short body stays readable, a long one takes a fraction of its bytes', () => {
  expect(packBody('{"type":"track"}')).toEqual({ body: '{"type":"track"}', packed: null })
  const events = Array.from({ length: 100 }, (_, index) => ({ event: 'Page Viewed', userId: `u${index}` }))
  const { body, packed } = packBody(JSON.stringify({ batch: [...events, ...events, ...events] }))
  expect(body).toBeNull()
  expect(packed?.length).toBeLessThan(3_000)
})
