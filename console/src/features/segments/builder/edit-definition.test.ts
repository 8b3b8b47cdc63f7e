import type { SegmentCondition, SegmentGroup } from '@vefa/contract'
import { describe, expect, test } from 'vitest'

import { addTo, duplicateAt, edit, moveAt, replaceAt, startEditing } from './edit-definition.ts'

function city(name: string): SegmentCondition {
  return { kind: 'attribute', field: 'city', test: { type: 'text', is: 'in', values: [name] } }
}

function group(...conditions: SegmentCondition[]): SegmentGroup {
  return { kind: 'group', match: 'all', conditions }
}

const root = group(city('a'), group(city('b'), city('c')), city('d'))

describe('editing a rule', () => {
  test('puts and removes conditions at any depth, and leaves the old tree as it was', () => {
    const before = structuredClone(root)
    expect(replaceAt(root, [1, 0], city('x'))).toEqual(
      group(city('a'), group(city('x'), city('c')), city('d')),
    )
    expect(replaceAt(root, [1, 1], null)).toEqual(group(city('a'), group(city('b')), city('d')))
    expect(replaceAt(root, [1], null)).toEqual(group(city('a'), city('d')))
    expect(addTo(root, [1], city('x'))).toEqual(
      group(city('a'), group(city('b'), city('c'), city('x')), city('d')),
    )
    expect(root).toEqual(before)
  })

  test('moves within the siblings and stops at the ends', () => {
    expect(moveAt(root, [1, 1], -1)).toEqual(group(city('a'), group(city('c'), city('b')), city('d')))
    expect(moveAt(root, [0], -1)).toEqual(root)
    expect(moveAt(root, [2], 1)).toEqual(root)
    expect(duplicateAt(root, [0]).conditions).toHaveLength(4)
  })

  test('a path that leads nowhere changes nothing', () => {
    expect(replaceAt(root, [7], null)).toEqual(root)
    expect(replaceAt(root, [0, 1], city('x'))).toEqual(root)
    expect(addTo(root, [0], city('x'))).toEqual(root)
  })

  test('undo and redo walk through the edits; typing in one field is one step', () => {
    let editing = startEditing(root)
    editing = edit(editing, { do: 'change', root: group(city('1')), field: 'name' })
    editing = edit(editing, { do: 'change', root: group(city('12')), field: 'name' })
    editing = edit(editing, { do: 'change', root: group(city('123')) })
    editing = edit(editing, { do: 'undo' })
    expect(editing.root).toEqual(group(city('12')))
    editing = edit(editing, { do: 'undo' })
    expect(editing.root).toEqual(root)
    expect(edit(editing, { do: 'undo' })).toBe(editing)
    editing = edit(editing, { do: 'redo' })
    expect(editing.root).toEqual(group(city('12')))
    expect(edit(editing, { do: 'change', root: group() }).future).toEqual([])
  })
})
