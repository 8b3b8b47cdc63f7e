import { expect, test } from 'vitest'

import { countFilters, readListSearch, writeListSearch } from './list-search.ts'

test('an empty address is the usual list', () => {
  const search = readListSearch({})
  expect(search).toMatchObject({ who: 'known', sort: 'seen', direction: 'desc' })
  expect(writeListSearch(search)).toEqual({})
  expect(countFilters(search)).toBe(0)
})

test('what was chosen comes back from the address', () => {
  const raw = {
    q: 'ayşe',
    tags: [3, 7],
    consentChannel: 'email',
    consentState: 'none',
    spentFrom: '100.5',
    columns: 'name,city',
    sort: 'spent',
    direction: 'asc',
  }
  const search = readListSearch(raw)
  expect(writeListSearch(search)).toEqual(raw)
  expect(countFilters(search)).toBe(3)
})

test('nonsense in the address is left out, the rest holds', () => {
  const search = readListSearch({
    q: 5512,
    sort: 'nothing',
    tags: 'x',
    ordersFrom: '3',
    columns: 'city,nothing',
  })
  expect(search).toMatchObject({ q: '5512', sort: 'seen', ordersFrom: 3, columns: ['name', 'city'] })
})
