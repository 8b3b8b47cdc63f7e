/** Decides whether a request to the intake can be accepted at all; what single events say is judged later, by the pipeline. */
import { isUtf8 } from 'node:buffer'

import { measureShape, type Shape } from './shape.ts'

/** Segment's limits, in bytes and events; `shared` bounds a batch's own context, which is merged into every event of it. */
export const limits = { event: 32 * 1024, batch: 500 * 1024, events: 2_500, shared: 8 * 1024, depth: 60 }

export type ReadBody = { ok: true; events: number } | { ok: false; code: string; message: string }

/** Reads the body of one event or, with `batch`, of many. The message of a refusal names the event that is too large. */
export function readBody(body: Buffer, kind: 'event' | 'batch'): ReadBody {
  const largest = kind === 'event' ? limits.event : limits.batch
  if (body.length > largest) return tooLarge(kind, body.length)
  if (!isUtf8(body)) return bad('body_not_utf8', 'The body is not UTF-8.')
  const shape = measureShape(body)
  if (shape.depth > limits.depth) {
    return bad('body_too_deep', `The body nests ${shape.depth} levels; ${limits.depth} are allowed.`)
  }
  if (!shape.json) return bad('body_not_json', 'The body is not valid JSON.')
  if (!shape.object) return bad('body_not_object', 'The body must be a JSON object.')
  return kind === 'event' ? { ok: true, events: 1 } : readBatch(shape)
}

/** The key that libraries for browsers write into the body; null where there is none. */
export function writeKeyIn(body: Buffer): string | null {
  if (!body.includes('"writeKey"') && !body.includes('\\u')) return null
  try {
    const { writeKey } = JSON.parse(body.toString('utf8')) as Record<string, unknown>
    return typeof writeKey === 'string' ? writeKey : null
  } catch {
    return null
  }
}

function readBatch({ entries, longest, shared }: Shape): ReadBody {
  if (entries === null) return bad('batch_missing', '`batch` must be a list of events.')
  if (entries > limits.events) {
    return bad('batch_too_long', `The batch holds ${entries} events; ${limits.events} are allowed.`)
  }
  const { bytes, position } = longest
  if (bytes > limits.event) {
    return bad('event_too_large', `batch[${position}] has ${bytes} bytes; ${limits.event} are allowed.`)
  }
  if (shared > limits.shared) {
    return bad(
      'context_too_large',
      `The batch's own context has ${shared} bytes; ${limits.shared} are allowed.`,
    )
  }
  return { ok: true, events: entries }
}

function tooLarge(kind: 'event' | 'batch', bytes: number): ReadBody {
  const most = kind === 'event' ? limits.event : limits.batch
  return bad(
    kind === 'event' ? 'event_too_large' : 'batch_too_large',
    `The ${kind} has ${bytes} bytes; ${most} are allowed.`,
  )
}

function bad(code: string, message: string): ReadBody {
  return { ok: false, code, message }
}
