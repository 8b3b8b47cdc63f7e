/** What is reckoned on both sides, here and in the event store, is the same. */
import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { openTestApp, type TestApp } from '#test/support/app.ts'

import { createBinder } from './bind.ts'
import { foldLetters, foldLettersOf } from './fold-letters.ts'
import { shareOf } from './share.ts'

let open: TestApp

beforeAll(async () => {
  open = await openTestApp({ shop: false })
})
afterAll(() => open?.close())

test('the place in a lot', async () => {
  const seeds = fc
    .sample(fc.string({ unit: 'grapheme', maxLength: 20 }), 300)
    .map((seed) => seed.replaceAll('\u0000', ''))
  const rows = await open.app.eventStore.query<{ place: string }>(
    `SELECT murmurHash3_32(concat(seed, ':', toString(number * 7919))) % 10000 AS place
     FROM (SELECT arrayJoin(arrayZip({seeds:Array(String)}, range(300))) AS pair, pair.1 AS seed, pair.2 AS number) ORDER BY number`,
    { seeds },
  )
  expect(rows.map(({ place }) => Number(place))).toEqual(seeds.map((seed, at) => shareOf(seed, at * 7919)))
})

test('the letters under which texts of events compare', async () => {
  const letters = Array.from({ length: 0x2000 - 0x20 }, (_, at) => String.fromCodePoint(at + 0x20))
  const texts = [...letters, ...letters.map((letter) => `a${letter}I`), 'İSTANBUL ılık ŞÇÖÜĞ', '한국 👍', '']
  const binder = createBinder()
  const given = binder.bind('Array(String)', texts)
  const rows = await open.app.eventStore.query<{ folded: string[] }>(
    `SELECT arrayMap(text -> ${foldLettersOf('text', binder)}, ${given}) AS folded`,
    binder.params,
  )
  expect(rows[0]?.folded).toEqual(texts.map(foldLetters))
  expect(foldLetters('IŞIK İpek ÇAĞ')).toBe('isik ipek cag')
})
