/** The look at a body says what `JSON.parse` would say of it. */
import { array, assert, constantFrom, double, json, nat, property, record } from 'fast-check'
import { expect, test } from 'vitest'

import { measureShape } from './shape.ts'

function parses(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

const shapeOf = (text: string) => measureShape(Buffer.from(text))

test.each([
  ['{}', '[]', ' {"a" : 1 }\n', '[1,-0,0.5,1e5,1E-05,-12.25e+3]', 'true', 'null', '"a"', '7'],
  ['{"a":"\\u00e7\\n\\"\\\\\\/","\\u0061":[{}]}', '[[],{},""]', '{"a":{"b":[false,{"c":null}]}}'],
  [
    '',
    ' ',
    '{',
    '[',
    '"',
    '"\\',
    '"\\u12',
    '{"a"}',
    '{"a":}',
    '{a:1}',
    "{'a':1}",
    '[,]',
    '[1,]',
    '{"a":1,}',
    '[1 2]',
  ],
  [
    '{}{}',
    '[]]',
    '}',
    '[}',
    '{]',
    '{"a":1]',
    '[1}',
    '01',
    '-',
    '1.',
    '.5',
    '1e',
    '+1',
    '0x1',
    'NaN',
    'nul',
    'truee',
  ],
  [
    '"\t"',
    '"\u0000"',
    '"\\x"',
    '"\\u00zz"',
    '\ufeff{}',
    '\u00a0{}',
    '{"a":1}\u0000',
    '[1],',
    ':',
    ',',
    '{"a"::1}',
    '{:1}',
  ],
])('texts judged as JSON.parse judges them (%#)', (...texts) => {
  expect(texts.map((text) => [text, shapeOf(text).json])).toEqual(texts.map((text) => [text, parses(text)]))
})

test('so is whatever comes of JSON with a few letters changed', () => {
  const letters = constantFrom(...Array.from('{}[]:,"\\ue+-.019tfn \n'), '\t', '\u0001', 'ç', 'true')
  const change = record({ at: double({ min: 0, max: 1, noNaN: true }), drop: nat(2), put: letters })
  assert(
    property(json({ maxDepth: 4 }), array(change, { maxLength: 3 }), (whole, changes) => {
      const text = changes.reduce((before, { at, drop, put }) => {
        const place = Math.floor(at * before.length)
        return before.slice(0, place) + put + before.slice(place + drop)
      }, whole)
      expect(shapeOf(text).json).toBe(parses(text.toWellFormed()))
    }),
    { numRuns: 3_000 },
  )
})

test.each([
  ['{"batch":[1,{"a":[1,2]},[3,4]]}', 3],
  ['{"batch": [ ] }', 0],
  ['{"b\\u0061tch":[1]}', 1],
  ['{"batch":[1,2],"batch":[{}]}', 1],
  ['{"batch":[1,2],"batch":"none"}', null],
  ['{"batch":{"batch":[1]},"other":[1]}', null],
  ['{"other":{"batch":[1]}}', null],
  ['[{"batch":[1]}]', null],
])('events in %s', (text, entries) => {
  expect(shapeOf(text)).toMatchObject({ json: true, entries })
})
