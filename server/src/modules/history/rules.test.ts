/** The pure rules of the intake as tables of examples. */
import { describe, expect, test } from 'vitest'

import { sum, times, toDecimal } from './decimal.ts'
import { deviceOf } from './device.ts'
import { columnsOf, eventRow } from './event-row.ts'
import { eventTime } from './event-time.ts'
import { readBody, writeKeyIn } from './intake-body.ts'
import { rawOf, spend, validate } from './pipeline.ts'
import { measureShape } from './shape.ts'
import { groupVisits, kindOf } from './timeline.ts'

const receivedAt = Date.UTC(2026, 10, 20, 12)
const hour = 3_600_000
const iso = (time: number): string => new Date(time).toISOString()

describe('event time', () => {
  test.each([
    ['no time: arrival', undefined, undefined, receivedAt],
    [
      'a clock an hour ahead is corrected',
      iso(receivedAt + hour - 5_000),
      iso(receivedAt + hour),
      receivedAt - 5_000,
    ],
    [
      'a clock a year behind is corrected',
      iso(receivedAt - 8_760 * hour - 5_000),
      iso(receivedAt - 8_760 * hour),
      receivedAt - 5_000,
    ],
    ['the past is believed', iso(receivedAt - 1_000 * hour), undefined, receivedAt - 1_000 * hour],
    ['the future happened on arrival', iso(receivedAt + 1_000 * hour), undefined, receivedAt],
    ['seconds since 1970', receivedAt / 1000 - 60, undefined, receivedAt - 60_000],
    ['milliseconds since 1970', receivedAt - 60_000, undefined, receivedAt - 60_000],
    ['without a zone: UTC', '2026-11-20T11:00:00', undefined, receivedAt - hour],
    ['before shops kept such books', '1969-12-31T00:00:00Z', undefined, null],
    ['no time at all', 'yesterday', undefined, null],
    ['no such number', Number.NaN, undefined, null],
  ] as const)('%s', (...row) => {
    const [, at, sentAt, expected] = row
    expect(eventTime({ at, sentAt, receivedAt })).toBe(expected)
  })
})

describe('decimals', () => {
  test.each([
    [12.5, '12.5'],
    ['12.50', '12.50'],
    [0.1 + 0.2, '0.3000'],
    [1e-7, '0'],
    ['0.00005', '0.0001'],
    ['-0.00005', '-0.0001'],
    [1e14, null],
    ['1,5', null],
    ['', null],
    [null, null],
    [Number.POSITIVE_INFINITY, null],
  ])('%s', (given, expected) => {
    expect(toDecimal(given, 4)).toBe(expected)
  })

  test('price × quantity and sums are exact', () => {
    expect(times('0.1', '3')).toBe('0.3000')
    expect(times('19.99', '1')).toBe('19.99')
    expect(times('624.95', '2.5')).toBe('1562.3750')
    expect(sum(['0.1', '0.2', '-0.05'])).toBe('0.2500')
  })
})

describe('bodies', () => {
  test('the longest event of a batch is found by its place, whatever stands in texts', () => {
    const body = JSON.stringify({
      context: { a: [1, { b: 2 }] },
      batch: [{ x: '}]{["\\' }, 7, { y: 'long'.repeat(20) }],
    })
    const shape = measureShape(Buffer.from(body))
    expect(shape.longest).toEqual({ bytes: JSON.stringify({ y: 'long'.repeat(20) }).length, position: 2 })
    expect(shape.depth).toBe(4)
  })

  test('what is shared by a batch must be small', () => {
    const read = readBody(
      Buffer.from(JSON.stringify({ batch: [{}], context: { x: 'x'.repeat(9_000) } })),
      'batch',
    )
    expect(read).toMatchObject({ ok: false, code: 'context_too_large' })
  })

  test('a write key in the body, however its name is written', () => {
    const keys = ['{"writeKey":"k"}', '{"writeKe\\u0079":"k"}', '{"writeKey":5}', '{"key":"k"}'].map((body) =>
      writeKeyIn(Buffer.from(body)),
    )
    expect(keys).toEqual(['k', 'k', null, null])
  })

  test('bytes that are no text', () => {
    expect(readBody(Buffer.from([0x7b, 0xff, 0x7d]), 'event')).toMatchObject({
      ok: false,
      code: 'body_not_utf8',
    })
  })
})

describe('timeline', () => {
  test.each([
    ['Order Completed', 'order'],
    ['Product Added', 'cart'],
    ['Product Viewed', 'visit'],
    ['Email Opened', 'message'],
    ['Product Reviewed', 'survey'],
    ['Customer Identified', 'profile'],
    ['Size Chosen', 'other'],
  ])('%s is %s', (name, kind) => {
    expect(kindOf(name)).toBe(kind)
  })

  test('looks less than half an hour apart are one visit', () => {
    const at = (minutes: number, name = 'Page Viewed') => ({
      id: String(minutes),
      name,
      time: minutes * 60_000,
      query: '',
    })
    const groups = groupVisits([at(100), at(80), at(49), at(48, 'Order Completed'), at(47)])
    expect(groups.map((group) => group.map((event) => event.id))).toEqual([
      ['100', '80'],
      ['49'],
      ['48'],
      ['47'],
    ])
  })

  test.each([
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Mobile/15E148', 'phone'],
    ['Mozilla/5.0 (Linux; Android 14; SM-X710)', 'tablet'],
    ['Mozilla/5.0 (Windows NT 10.0; Win64; x64)', 'desktop'],
    ['Googlebot/2.1', 'bot'],
    ['', ''],
  ])('device of %s', (agent, device) => {
    expect(deviceOf(agent)).toBe(device)
  })
})

describe('rows for the event store', () => {
  const row = (said: { session?: string; value?: string }) =>
    eventRow({ name: 'Page Viewed', customer: 5, time: 1_500, receivedAt: 2_000, standard: said, lines: [] })

  test('leave out the columns nobody says, and only those', () => {
    const { names, body } = columnsOf([row({ session: '0' }), row({})])
    expect(names.join(' ')).toBe(
      'name customer original_customer time received_at store session discount properties context',
    )
    const columns = JSON.parse(body) as unknown[][]
    expect(columns[names.indexOf('session')]).toEqual(['0', ''])
    expect(columns[names.indexOf('time')]).toEqual(['1.500', '1.500'])
    expect(columns.at(-1)).toEqual([{}, {}])
    expect(columnsOf([row({}), row({ value: '0.5' })]).names).toContain('value')
  })

  const origin = { kind: 'api', endpoint: 'batch', keyId: 'k', storeId: 1, ip: '', userAgent: '' }
  const bodyOf = (body: string) => ({ id: '1', body, origin, received_at: new Date(receivedAt), events: 2 })

  test('a body that is no JSON does not stop its neighbours', () => {
    const { events, dropped } = validate([
      bodyOf('{"batch":['),
      bodyOf(JSON.stringify({ batch: [{ type: 'page', userId: 'u' }] })),
    ])
    expect(dropped.map(({ raw, reason }) => [raw, reason])).toEqual([['{"batch":[', 'not_an_object']])
    expect(events).toHaveLength(1)
  })

  test('an event let go is read again as it was sent', () => {
    const sent = { type: 'track', event: 'Page Viewed', messageId: 'm', userId: 'u', properties: { page: 1 } }
    const { events } = validate([
      bodyOf(JSON.stringify({ batch: [{ ...sent, messageId: 'other' }, sent], context: { ip: '1.1.1.1' } })),
    ])
    const raws = events.map(({ raw }) => raw)
    spend(events)
    expect(events.map(({ raw }) => raw)).toEqual([{}, {}])
    expect(events.map(rawOf)).toEqual(raws)
  })
})
