/** Questions asked together keep their own parameters and answers. */
import { expect, test } from 'vitest'

import { type Asking, together } from './together.ts'

test('parameters that differ get names of their own, and each answer finds its question', async () => {
  const asked: { text: string; params: unknown }[] = []
  const store: Asking = {
    query: async <Row>(text: string, params = {}) => {
      asked.push({ text, params })
      return [
        { which: 1, line: '{"n":2}' },
        { which: 0, line: '{"n":1}' },
      ] as Row[]
    },
  }
  const people = [7, 8]
  const answers = await together(store, (gathering) =>
    Promise.all([
      gathering.query('SELECT {from:Date} AS n, {people:Array(UInt32)}', { from: '2026-01-01', people }),
      gathering.query('SELECT {from:Date} AS n, {people:Array(UInt32)}', { from: '2026-02-01', people }),
    ]),
  )
  expect(answers).toEqual([[{ n: 1 }], [{ n: 2 }]])
  expect(asked).toHaveLength(1)
  expect(asked[0]?.params).toEqual({ from: '2026-01-01', from_1: '2026-02-01', people })
  expect(asked[0]?.text).toContain('FROM (SELECT {from_1:Date} AS n, {people:Array(UInt32)})')
})

test('a question that fails fails those asked with it', async () => {
  const store: Asking = { query: () => Promise.reject(new Error('no such column')) }
  const answer = together(store, (gathering) =>
    Promise.all([gathering.query('SELECT 1'), gathering.query('SELECT 2')]),
  )
  await expect(answer).rejects.toThrow('no such column')
})
