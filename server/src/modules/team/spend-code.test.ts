/** Which step a code belongs to, by the examples of RFC 6238, appendix B (the last six of their eight digits). */
import { expect, test } from 'vitest'

import { stepOf } from './spend-code.ts'

const secret = '12345678901234567890'

test.each([
  [59, '287082', 1],
  [1_111_111_109, '081804', 37_037_036],
  [1_234_567_890, '005924', 41_152_263],
  [20_000_000_000, '353130', 666_666_666],
])('at %s s the code %s is of step %s', (seconds, code, step) => {
  expect(stepOf({ code, secret, now: new Date(seconds * 1_000) })).toBe(step)
  expect(stepOf({ code, secret, now: new Date((seconds + 30) * 1_000) })).toBe(step)
  expect(stepOf({ code, secret, now: new Date((seconds - 30) * 1_000) })).toBe(step)
  expect(stepOf({ code, secret, now: new Date((seconds + 120) * 1_000) })).toBeUndefined()
})
