import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as fc from 'fast-check'

import { openTestApp, type TestApp } from '#test/support/app.ts'

import { rowSource, type RowColumns } from './row-source.ts'

let opened: TestApp

beforeAll(async () => {
  opened = await openTestApp({ shop: false })
})

afterAll(() => opened.close())

type Row = { n: number; t: string | null; at: Date; yes: boolean; j: string }
const columns: RowColumns<Row> = {
  n: ['int', (row) => row.n],
  t: ['text', (row) => row.t],
  at: ['timestamptz', (row) => row.at],
  yes: ['bool', (row) => row.yes],
  j: ['jsonb', (row) => row.j],
}

const text = fc.string({ unit: 'binary' }).map((value) => value.replaceAll('\u0000', ''))
const rows: fc.Arbitrary<Row[]> = fc.array(
  fc.record({
    n: fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
    t: fc.option(fc.oneof(text, fc.constantFrom('NULL', '', '{"a"}', '\\', '"', "o'k", ' , '))),
    at: fc.date({ min: new Date('1900-01-01'), max: new Date('2200-01-01'), noInvalidDate: true }),
    yes: fc.boolean(),
    j: fc.array(fc.string()).map((value) => JSON.stringify(value).replaceAll('\\u0000', '')),
  }),
)

test('whatever rows hold arrives as it was', async () => {
  await fc.assert(
    fc.asyncProperty(rows, async (rows) => {
      const answer = await sql<Omit<Row, 'j'> & { j: unknown }>`
        SELECT d.* FROM ${rowSource(rows, columns, 'd')}`.execute(opened.app.db)
      expect(answer.rows).toEqual(
        rows.map((row) => Object.assign({}, row, { j: JSON.parse(row.j) as unknown })),
      )
    }),
    { numRuns: 200 },
  )
})
