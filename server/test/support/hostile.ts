/** Values that have broken other programs, and inputs of a schema bent out of shape with them; the same seed bends the same way. */
import type { Random } from '#/main/demo/random.ts'

import type { JsonSchema } from './endpoints.ts'

/** What stands in the stores of a test: ids and words that exist, so that hostile requests get past the first look-up. */
export type Pool = { uuids: string[]; numbers: string[]; cursors: string[]; words: string[] }

export const hostileTexts: readonly string[] = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\u0001\u0002\u001f\u007f\u0085',
  '\ud800',
  'x\udfff',
  '\ufeff',
  '\u202e\u200b\u2028\u2029',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'NaN',
  'Infinity',
  '-Infinity',
  '-0',
  '1e309',
  '1e-400',
  '0x10',
  '1,5',
  '١٢٣',
  '12345678901234567890',
  '-1',
  '9223372036854775808',
  '00000000-0000-0000-0000-000000000000',
  '9999-99-99',
  '2026-02-30',
  '0000-00-00',
  '0001-01-01',
  '9999-12-31',
  '+275760-09-13',
  '-271821-04-20T00:00:00Z',
  '2026-13-01T25:61:61Z',
  '9999-12-31T23:59:59.999Z',
  '0001-01-01T00:00:00+14:00',
  '2026-06-30T23:59:60Z',
  "'; DROP TABLE customers; --",
  "' OR 1=1 --",
  '" UNION SELECT NULL, version() --',
  '\\',
  "\\'",
  '%',
  '_%_',
  '%00',
  '%ff',
  '$1',
  '{p:String}',
  '(((((',
  '[[:alpha:]]{1000}',
  '(a+)+$',
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '{{7*7}}',
  '{% for i in (1..1000000000) %}x{% endfor %}',
  '{{ constructor.constructor("return 1")() }}',
  '{% include "../../../etc/passwd" %}',
  '${7*7}',
  '../../../etc/passwd',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'http://[::1',
  'İıŞşĞğÇçÖöÜü',
  'I\u0307'.repeat(50),
  'e\u0301\u0302\u0303'.repeat(200),
  '👩‍👩‍👧‍👦🏳️‍🌈',
  'null',
  'undefined',
  'true',
  '[object Object]',
  'a@b',
  'İ@ş.com',
  `${'a'.repeat(300)}@example.com`,
  'Europe/Istanbul',
  'Mars/Olympus',
  'x'.repeat(5_000),
  'ı'.repeat(70_000),
  ' '.repeat(10_000),
  '('.repeat(3_000),
  '"'.repeat(2_000),
]

const hostilePlain: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -0,
  -1,
  0.1,
  1e308,
  -1e308,
  5e-324,
  2 ** 31,
  2 ** 32,
  2 ** 53,
  2 ** 63,
  2 ** 64,
  [],
  {},
  [null],
  [[[[[[]]]]]],
  { length: 1e9 },
  { toString: 1, valueOf: 'x' },
  { $ne: null },
]

export function hostileValue(random: Random, depth = 0): unknown {
  const kind = random.next()
  if (kind < 0.55) return random.pick(hostileTexts)
  if (kind < 0.8 || depth > 2) return random.pick(hostilePlain)
  if (kind < 0.9) return Array.from({ length: random.whole(0, 5) }, () => hostileValue(random, depth + 1))
  return hostileObject(random, depth)
}

function hostileObject(random: Random, depth: number): unknown {
  const names = ['__proto__', 'constructor', 'prototype', 'a', '', '\u0000', 'id', 'kind', 'İ'] as const
  return Object.fromEntries(
    Array.from({ length: random.whole(1, 4) }, () => [random.pick(names), hostileValue(random, depth + 1)]),
  )
}

const fitting: readonly string[] = [
  'TRY',
  'EUR',
  'ZZZ',
  '1',
  '2',
  '7',
  '12.5',
  '-3',
  '0',
  '-0.0001',
  '0.0001',
  '99999999999999.9999',
  '-99999999999999.9999',
  '999999999.999',
  '1000000000.12345678',
  '9223372036854775807',
  '9999999999999999999',
  '2026-01',
  '#00727a',
  'customers',
]

/** An input that should fit, drawn at random; what exists in the stores is preferred. */
export function fittingValue(schema: JsonSchema, random: Random, pool: Pool): unknown {
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return random.pick(schema.enum)
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return fittingValue(random.pick(choices), random, pool)
  if (schema.type === 'object') return fittingObject(schema, random, pool)
  if (schema.type === 'array') {
    const length = random.whole(schema.minItems ?? 0, (schema.minItems ?? 0) + 3)
    return Array.from({ length }, () => fittingValue(schema.items ?? {}, random, pool))
  }
  if (schema.type === 'integer' || schema.type === 'number') return fittingNumber(schema, random, pool)
  if (schema.type === 'boolean') return random.chance(0.5)
  if (schema.type === 'null') return null
  return schema.type === 'string' ? fittingText(schema, random, pool) : random.pick(pool.numbers)
}

function fittingObject(schema: JsonSchema, random: Random, pool: Pool): unknown {
  const { required = [], properties = {} } = schema
  const names = Object.keys(properties).filter((name) => required.includes(name) || random.chance(0.5))
  return Object.fromEntries(names.map((name) => [name, fittingValue(properties[name] ?? {}, random, pool)]))
}

function fittingNumber({ type, minimum, maximum }: JsonSchema, random: Random, pool: Pool): number {
  const least = Math.max(minimum ?? -1_000_000, -(2 ** 53))
  const most = Math.min(maximum ?? 2 ** 53, 2 ** 53)
  if (type === 'number') return random.pick([least, most, (least + most) / 2, least / 3 + most / 7])
  const known = Number(random.pick(pool.numbers))
  return random.pick([least, most, random.whole(least, Math.min(most, least + 60)), known, known])
}

function fittingText({ format, pattern, maxLength }: JsonSchema, random: Random, pool: Pool): string {
  if (format === 'uuid') return random.pick(pool.uuids)
  if (format === 'email') return random.pick(['nobody@example.com', 'ayse@ornek.com', 'x+y@sub.example.co'])
  if (format === 'date') return random.pick(['2026-01-31', '0001-01-01', '9999-12-31', '2026-11-20'])
  if (format === 'date-time')
    return random.pick(['2026-03-01T10:00:00Z', '0001-01-01T00:00:00Z', '9999-12-31T23:59:59+14:00'])
  if (format === 'uri') return random.pick(['https://ornek.com/a?b=%C4%B0', 'http://localhost', 'ftp://x'])
  const candidates = pattern ? fitting.filter((one) => new RegExp(pattern, 'u').test(one)) : []
  if (candidates.length > 0) return random.pick(candidates)
  const text = random.pick([...pool.words, ...pool.cursors, ...pool.numbers, ...hostileTexts])
  return text.slice(0, maxLength ?? 2_000)
}

/** The same input with one to three places made hostile, missing, or more than asked for. */
export function bent(input: unknown, random: Random): unknown {
  if (random.chance(0.04)) return hostileValue(random)
  let result = structuredClone(input)
  for (let times = random.whole(1, 3); times > 0; times -= 1) result = bentOnce(result, random)
  return result
}

function bentOnce(input: unknown, random: Random): unknown {
  if (Array.isArray(input)) {
    if (input.length === 0 || random.chance(0.1)) return manyOf(hostileValue(random), random)
    const place = random.whole(0, input.length - 1)
    return input.map((item: unknown, index) => (index === place ? bentOnce(item, random) : item))
  }
  if (typeof input !== 'object' || input === null) return hostileValue(random)
  const entries = Object.entries(input)
  const [name] = entries.length > 0 ? random.pick(entries) : ['']
  const act = random.next()
  if (act < 0.1) return Object.fromEntries(entries.filter(([key]) => key !== name))
  if (act < 0.2 || entries.length === 0)
    return Object.fromEntries([...entries, [random.pick(hostileTexts).slice(0, 300), hostileValue(random)]])
  return Object.fromEntries(
    entries.map(([key, value]) => [key, key === name ? bentOnce(value, random) : value]),
  )
}

function manyOf(value: unknown, random: Random): unknown[] {
  return Array.from({ length: random.pick([1, 2, 1_500]) }, () => value).slice(
    0,
    typeof value === 'string' && value.length > 100 ? 5 : undefined,
  )
}

/** Texts that are not what their content type says. */
export function brokenBody(sound: string, random: Random): string {
  return random.pick([
    () => sound.slice(0, random.whole(0, sound.length)),
    () => `${sound}${sound}`,
    () => `\ufeff${sound}`,
    () => '['.repeat(20_000),
    () => `{"a":${'['.repeat(30_000)}${']'.repeat(30_000)}}`,
    () => '{"a":'.repeat(5_000) + '1' + '}'.repeat(5_000),
    () => `{"__proto__":{"id":1},"constructor":{"prototype":{"x":1}}}`,
    () => sound.replaceAll('"', "'"),
    () => '\u0000\u0001\u0002',
    () => '',
    () => 'null',
    () => '"text"',
    () => '1e999',
    () => '\ud800',
    () => `{"id":1,"id":2,${sound.slice(1)}`,
    () => 'a=1&b[]=2&b[x]=3&__proto__[y]=4',
    () => '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--x--\r\n',
  ])()
}

/** Query strings no form would make. */
export function brokenQuery(sound: string, random: Random): string {
  const name = /^[\w]+/.exec(sound)?.[0] ?? 'limit'
  return random.pick([
    `${name}=%`,
    `${name}=%00`,
    `${name}=%ff%fe`,
    `${name}=%ED%A0%80`,
    `${name}[]=1&${name}[]=2`,
    `${name}[__proto__][x]=1`,
    '__proto__[x]=1&constructor[prototype][y]=2',
    `${name}[4294967294]=1`,
    `${name}[999999999]=1`,
    `${name}[a]=1&${name}=2&${name}[0]=3`,
    `${name}${'[a]'.repeat(2_000)}=1`,
    `${sound}&${sound}&${sound}`,
    `${name}=${'9'.repeat(60_000)}`,
    'a=1&'.repeat(5_000),
    `${name}=1e309`,
    `${name}=-1`,
    `${name}=${encodeURIComponent('{"a":1}')}`,
    name,
    '=',
    '&&&',
    '?;#',
    `${name}=${encodeURIComponent(random.pick(hostileTexts).toWellFormed().slice(0, 2_000))}`,
  ])
}
