/** When an event happened, by a clock that may be wrong. */

/** Nothing a shop knows is older; it also keeps a broken clock from scattering the history over centuries. */
export const earliest = Date.UTC(1990, 0, 1)

/**
 * Milliseconds since 1970 in our own time, or null for a time that cannot be.
 * With both of the sender's clocks known, the distance between event and sending is kept and counted back from the
 * arrival (Segment: `timestamp = receivedAt − (sentAt − originalTimestamp)`). A sender that does not say when it sent
 * is believed as it is. What would lie in the future happened on arrival.
 */
export function eventTime(given: { at: unknown; sentAt: unknown; receivedAt: number }): number | null {
  const { receivedAt } = given
  if (given.at === undefined || given.at === null || given.at === '') return receivedAt
  const at = parseTime(given.at)
  if (at === null) return null
  const sentAt = parseSentAt(given.sentAt)
  const time = sentAt === null ? at : receivedAt - (sentAt - at)
  if (time < earliest) return null
  return Math.min(time, receivedAt)
}

/** All events of a batch were sent at once. */
const lastSent: { text: unknown; time: number | null } = { text: undefined, time: null }

function parseSentAt(value: unknown): number | null {
  if (typeof value !== 'string') return parseTime(value)
  if (value !== lastSent.text) {
    lastSent.text = value
    lastSent.time = parseTime(value)
  }
  return lastSent.time
}

const iso = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?)?\s?(?:Z|[+-]\d{2}:?\d{2})?$/

/** ISO 8601, or milliseconds (or seconds, below 10^11) since 1970. A time without a zone is UTC. */
function parseTime(value: unknown): number | null {
  if (typeof value === 'number') return fromNumber(value)
  if (typeof value !== 'string' || value.length > 40 || !iso.test(value)) return null
  const time = Date.parse(value.endsWith('Z') ? value.replace(',', '.') : zoned(value.replace(',', '.')))
  return Number.isNaN(time) ? null : time
}

function zoned(value: string): string {
  return value.length > 10 && !/[+-]\d{2}:?\d{2}$/.test(value.slice(10)) ? `${value}Z` : value
}

function fromNumber(value: number): number | null {
  if (!Number.isFinite(value) || value < 0 || value > 8.64e15) return null
  return Math.round(value < 1e11 ? value * 1000 : value)
}
