/** The cheap look at a body before it is accepted: how deep it nests and which event of a batch is too long. Bytes only, nothing is built. */

export type Shape = {
  /** Deepest nesting of objects and arrays. */
  depth: number
  /** The longest object inside a list of the outermost object: its bytes and its position there. */
  longest: { bytes: number; position: number }
  /** Bytes of the largest object directly inside the outermost one; what a batch shares between its events. */
  shared: number
}

const quote = 0x22
const backslash = 0x5c
const comma = 0x2c

/** One pass over UTF-8 JSON; what is not JSON gets some answer, since the parser speaks next. */
export function measureShape(body: Uint8Array): Shape {
  const shape: Shape = { depth: 0, longest: { bytes: 0, position: 0 }, shared: 0 }
  const open = { depth: 0, deepest: 0, inList: false, position: 0, second: 0, third: 0 }
  for (let at = 0; at < body.length; at += 1) {
    const byte = body[at]
    if (byte === quote) at = endOfText(body, at)
    else if (byte === 0x7b || byte === 0x5b) enter(open, at, byte)
    else if (byte === comma && open.depth === 2) open.position += 1
    else if (byte === 0x7d || byte === 0x5d) leave(shape, open, at)
  }
  shape.depth = open.deepest
  return shape
}

type Open = {
  depth: number
  deepest: number
  inList: boolean
  position: number
  second: number
  third: number
}

function enter(open: Open, at: number, byte: number): void {
  open.depth += 1
  if (open.depth > open.deepest) open.deepest = open.depth
  if (open.depth === 2) {
    open.second = at
    open.position = 0
    open.inList = byte === 0x5b
  } else if (open.depth === 3) open.third = at
}

function leave(shape: Shape, open: Open, at: number): void {
  if (open.depth === 3 && open.inList && at + 1 - open.third > shape.longest.bytes) {
    shape.longest = { bytes: at + 1 - open.third, position: open.position }
  }
  if (open.depth === 2 && !open.inList) shape.shared = Math.max(shape.shared, at + 1 - open.second)
  open.depth -= 1
}

function endOfText(body: Uint8Array, from: number): number {
  let at = from + 1
  while (at < body.length && body[at] !== quote) at += body[at] === backslash ? 2 : 1
  return at
}
