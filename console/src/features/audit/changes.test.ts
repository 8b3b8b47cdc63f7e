import { expect, test } from 'vitest'

import { changesBetween } from './changes.ts'

test('only what differs is told, nested fields by their path', () => {
  const before = { name: 'Ilgın', brand: { color: '#000000', logoUrl: '' }, tags: ['a'] }
  const after = { name: 'Ilgın', brand: { color: '#00727a', logoUrl: '' }, tags: ['a', 'b'] }
  expect(changesBetween(before, after)).toEqual([
    { field: 'brand.color', before: '#000000', after: '#00727a' },
    { field: 'tags', before: '["a"]', after: '["a","b"]' },
  ])
})

test.each([
  [null, { role: 'agent' }, [{ field: 'role', before: null, after: 'agent' }]],
  [{ disabled: true }, null, [{ field: 'disabled', before: 'true', after: null }]],
  [null, null, []],
  ['x', 'y', [{ field: '=', before: 'x', after: 'y' }]],
])('%j to %j', (before, after, changes) => {
  expect(changesBetween(before, after)).toEqual(changes)
})
