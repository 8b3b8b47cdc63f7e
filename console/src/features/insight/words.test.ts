import { expect, test } from 'vitest'

import { exportAddress, keepWhile } from './words.ts'

test('old rows stay only under the same split', () => {
  const before = { queryKey: [['insight', 'explore'], { type: 'query', input: { by: 'month' } }] }
  expect(keepWhile('by', 'month')('rows', before)).toBe('rows')
  expect(keepWhile('by', 'weekday')('rows', before)).toBeUndefined()
  expect(keepWhile('by', 'month')('rows', undefined)).toBeUndefined()
})

test('the address of a file holds what was asked, an unknown cohort too', () => {
  expect(exportAddress('people', { kind: 'cohort', key: '', month: 0, storeId: undefined })).toBe(
    '/api/exports/people.csv?kind=cohort&key=&month=0',
  )
})
