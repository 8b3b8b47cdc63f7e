/**
 * The look at a body before it is accepted: whether it is JSON, how deep it nests, how many events a batch has and which of
 * them is too long. Bytes only: building the events to throw them away would cost several times as much.
 */
import { numberEnd, textEnd, wordEnd } from './json-bytes.ts'

export type Shape = {
  /** False: `JSON.parse` refuses it too; the rest then says how far it could be read. */
  json: boolean
  /** The outermost value is an object. */
  object: boolean
  /** Deepest nesting of objects and arrays. */
  depth: number
  /** How many entries the outermost object's list `batch` has; null where it has none. */
  entries: number | null
  /** The longest object inside a list of the outermost object: its bytes and its position there. */
  longest: { bytes: number; position: number }
  /** Bytes of the largest object directly inside the outermost one; what a batch shares between its events. */
  shared: number
}

/** What may come next; up to `valueOrEnd` a value may. */
const expected = { value: 0, valueOrEnd: 1, name: 2, nameOrEnd: 3, colon: 4, more: 5, nothing: 6 } as const
type Expected = (typeof expected)[keyof typeof expected]

type Reading = {
  body: Uint8Array
  at: number
  expect: Expected
  /** Of each level that is open, from outside: whether it is a list. */
  lists: boolean[]
  /** The name before what is directly inside the outermost object is `batch`. */
  isBatch: boolean
  position: number
  second: number
  third: number
  shape: Shape
}

const quote = 0x22
const comma = 0x2c
const colon = 0x3a
const opensList = 0x5b
const closesList = 0x5d
const opensObject = 0x7b
const closesObject = 0x7d

/** One pass over UTF-8. */
export function measureShape(body: Uint8Array): Shape {
  const reading = begin(body)
  while (reading.at < body.length && passOne(reading, body[reading.at] ?? 0));
  const { shape } = reading
  shape.json = reading.at >= body.length && reading.expect === expected.nothing
  return shape
}

function begin(body: Uint8Array): Reading {
  const longest = { bytes: 0, position: 0 }
  const shape: Shape = { json: false, object: false, depth: 0, entries: null, longest, shared: 0 }
  const { value: expect } = expected
  return { body, at: 0, expect, lists: [], isBatch: false, position: 0, second: 0, third: 0, shape }
}

/** Whether what begins with this byte may stand here; then the reading stands behind it. */
function passOne(reading: Reading, byte: number): boolean {
  if (byte === quote) return passText(reading)
  if (byte === colon) return passColon(reading)
  if (byte === comma) return passComma(reading)
  if (byte === opensObject) return enter(reading, false)
  if (byte === closesObject) return leave(reading, false)
  if (byte === opensList) return enter(reading, true)
  if (byte === closesList) return leave(reading, true)
  if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) return passBare(reading, byte)
  reading.at += 1
  return true
}

function passText(reading: Reading): boolean {
  const end = textEnd(reading.body, reading.at)
  if (reading.expect !== expected.name && reading.expect !== expected.nameOrEnd)
    return passValue(reading, end)
  if (end < 0) return false
  if (reading.lists.length === 1) noteName(reading, end)
  reading.at = end
  reading.expect = expected.colon
  return true
}

/** The last of equal names holds, and a name may be written with escapes; the outermost object has few. */
function noteName(reading: Reading, end: number): void {
  const { body, at, shape } = reading
  const name = Buffer.from(body.buffer, body.byteOffset + at, end - at).toString('utf8')
  reading.isBatch = name === '"batch"' || (name.includes('\\') && JSON.parse(name) === 'batch')
  if (reading.isBatch) shape.entries = null
}

/** `end`: behind the value; -1 where it is none. */
function passValue(reading: Reading, end: number): boolean {
  if (end < 0 || reading.expect > expected.valueOrEnd) return false
  reading.at = end
  reading.expect = reading.lists.length === 0 ? expected.nothing : expected.more
  return true
}

function passBare(reading: Reading, byte: number): boolean {
  const { body, at } = reading
  const number = byte === 0x2d || (byte >= 0x30 && byte <= 0x39)
  return passValue(reading, number ? numberEnd(body, at) : wordEnd(body, at))
}

function passColon(reading: Reading): boolean {
  if (reading.expect !== expected.colon) return false
  reading.at += 1
  reading.expect = expected.value
  return true
}

function passComma(reading: Reading): boolean {
  if (reading.expect !== expected.more) return false
  const { lists } = reading
  reading.at += 1
  reading.expect = lists[lists.length - 1] === true ? expected.value : expected.name
  if (lists.length === 2) reading.position += 1
  return true
}

function enter(reading: Reading, list: boolean): boolean {
  if (reading.expect > expected.valueOrEnd) return false
  const { shape, lists } = reading
  const depth = lists.push(list)
  if (depth > shape.depth) shape.depth = depth
  if (depth === 1) shape.object = !list
  else if (depth === 2) {
    reading.second = reading.at
    reading.position = 0
  } else if (depth === 3) reading.third = reading.at
  reading.expect = list ? expected.valueOrEnd : expected.nameOrEnd
  reading.at += 1
  return true
}

function leave(reading: Reading, list: boolean): boolean {
  const empty = reading.expect === (list ? expected.valueOrEnd : expected.nameOrEnd)
  if (!empty && reading.expect !== expected.more) return false
  const { lists } = reading
  const depth = lists.length
  if (lists.pop() !== list) return false
  reading.at += 1
  if (depth <= 3) note(reading, { depth, list, entries: empty ? 0 : reading.position + 1 })
  reading.expect = depth === 1 ? expected.nothing : expected.more
  return true
}

type Left = { depth: number; list: boolean; entries: number }

/** What has been left was directly inside the outermost object, or inside that. */
function note(reading: Reading, { depth, list, entries }: Left): void {
  const { shape, lists, at, position } = reading
  if (depth === 3 && lists[1] === true && at - reading.third > shape.longest.bytes) {
    shape.longest = { bytes: at - reading.third, position }
  }
  if (depth !== 2 || !shape.object) return
  if (!list) shape.shared = Math.max(shape.shared, at - reading.second)
  else if (reading.isBatch) shape.entries = entries
}
