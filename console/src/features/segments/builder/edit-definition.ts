/** Changing a rule: every edit makes a new tree and leaves the old one, so that undo is going back to it. Pure. */
import type { SegmentCondition, SegmentGroup } from '@vefa/contract'

/** Positions from the root down; empty for the root itself. */
export type Path = readonly number[]

/** Puts a condition, or nothing, where the path leads; other conditions keep their order. */
export function replaceAt(root: SegmentGroup, path: Path, condition: SegmentCondition | null): SegmentGroup {
  const [first, ...rest] = path
  if (first === undefined) return condition?.kind === 'group' ? condition : root
  const here = root.conditions[first]
  if (rest.length > 0) {
    if (here?.kind !== 'group') return root
    return withConditions(root, root.conditions.with(first, replaceAt(here, rest, condition)))
  }
  if (here === undefined) return root
  return withConditions(
    root,
    condition === null ? root.conditions.toSpliced(first, 1) : root.conditions.with(first, condition),
  )
}

/** Adds a condition at the end of the group the path leads to. */
export function addTo(root: SegmentGroup, path: Path, condition: SegmentCondition): SegmentGroup {
  const group = groupAt(root, path)
  return group ? replaceAt(root, path, withConditions(group, [...group.conditions, condition])) : root
}

/** A copy stands right behind the original. */
export function duplicateAt(root: SegmentGroup, path: Path): SegmentGroup {
  return changeSiblings(root, path, (siblings, index) => {
    const original = siblings[index]
    return original ? siblings.toSpliced(index + 1, 0, structuredClone(original)) : siblings
  })
}

/** One place up (-1) or down (1) among its siblings; nothing at the ends. */
export function moveAt(root: SegmentGroup, path: Path, step: -1 | 1): SegmentGroup {
  return changeSiblings(root, path, (siblings, index) => {
    const moved = siblings[index]
    const to = index + step
    if (!moved || to < 0 || to >= siblings.length) return siblings
    return siblings.toSpliced(index, 1).toSpliced(to, 0, moved)
  })
}

function changeSiblings(
  root: SegmentGroup,
  path: Path,
  change: (siblings: SegmentCondition[], index: number) => SegmentCondition[],
): SegmentGroup {
  const parent = path.slice(0, -1)
  const group = groupAt(root, parent)
  const index = path.at(-1)
  if (!group || index === undefined) return root
  return replaceAt(root, parent, withConditions(group, change(group.conditions, index)))
}

function groupAt(root: SegmentGroup, path: Path): SegmentGroup | null {
  const [first, ...rest] = path
  if (first === undefined) return root
  const next = root.conditions[first]
  return next?.kind === 'group' ? groupAt(next, rest) : null
}

function withConditions(group: SegmentGroup, conditions: SegmentCondition[]): SegmentGroup {
  return { ...group, conditions }
}

/** What was, is, and was taken back. */
export type Editing = {
  past: readonly SegmentGroup[]
  root: SegmentGroup
  future: readonly SegmentGroup[]
  /** Edits of the same field follow each other without a step of undo each. */
  field: string | null
}

export type Edit =
  | { do: 'change'; root: SegmentGroup; field?: string }
  | { do: 'undo' }
  | { do: 'redo' }
  | { do: 'restart'; root: SegmentGroup }

const mostSteps = 200

export function startEditing(root: SegmentGroup): Editing {
  return { past: [], root, future: [], field: null }
}

export function edit(editing: Editing, step: Edit): Editing {
  switch (step.do) {
    case 'restart':
      return startEditing(step.root)
    case 'undo': {
      const root = editing.past.at(-1)
      if (!root) return editing
      return {
        past: editing.past.slice(0, -1),
        root,
        future: [editing.root, ...editing.future],
        field: null,
      }
    }
    case 'redo': {
      const [root, ...future] = editing.future
      return root ? { past: [...editing.past, editing.root], root, future, field: null } : editing
    }
    case 'change': {
      const field = step.field ?? null
      const goesOn = field !== null && field === editing.field
      const past = goesOn ? editing.past : [...editing.past, editing.root].slice(-mostSteps)
      return { past, root: step.root, future: [], field }
    }
  }
}
