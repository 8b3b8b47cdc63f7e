import * as fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestApp, type TestApp } from '#test/support/app.ts'
import { foldExpression, foldForSearch } from './fold.ts'

let open: TestApp

beforeAll(async () => {
  open = await openTestApp({ shop: false })
})
afterAll(() => open.close())

async function foldedByDatabase(texts: string[]): Promise<string[]> {
  const fold = sql.raw(foldExpression('given.text'))
  const query = sql<{ folded: string }>`
    select ${fold} as folded
    from unnest(${texts}::text[]) with ordinality as given (text, position) order by position`
  const { rows } = await query.execute(open.app.db)
  return rows.map((row) => row.folded)
}

/** Latin with its additions and phonetic letters, Greek, Cyrillic, Armenian; letterlike signs and ligatures. */
const SCRIPTS = [
  [0x20, 0x58f],
  [0x1e00, 0x1fff],
  [0x2100, 0x218f],
  [0xfb00, 0xfb17],
  [0xff01, 0xff5e],
]

test('the database folds every letter of Latin, Greek, Cyrillic and Armenian as the program does', async () => {
  const codes = SCRIPTS.flatMap(([from = 0, to = 0]) =>
    Array.from({ length: to - from + 1 }, (_, i) => from + i),
  )
  const letters = codes.map((code) => String.fromCodePoint(code))
  const inWords = letters.map((letter) => `a${letter}I`)
  expect(await foldedByDatabase([...letters, ...inWords])).toEqual(
    [...letters, ...inWords].map(foldForSearch),
  )
})

test('and any text made of them', async () => {
  const signs = fc.string({
    unit: fc.constantFrom(...Array.from("IıİiŞşĞğÇçÖöÜüÂâÎîÛûéÉﬁ①ΣσςßẞǅK\u0307\u0327\u0301 한'-")),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(signs, { minLength: 1, maxLength: 50 }), async (texts) => {
      expect(await foldedByDatabase(texts)).toEqual(texts.map(foldForSearch))
    }),
    { numRuns: 100 },
  )
})
