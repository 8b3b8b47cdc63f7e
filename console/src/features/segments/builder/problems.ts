/** Where a rule is not complete yet: the conditions, by their path, that could not be asked as they stand. Pure. */
import { segmentDefinition, type SegmentGroup } from '@vefa/contract'

/** Paths of incomplete conditions as texts such as `0.2`; empty for a rule that can be asked. */
export function problemsOf(root: SegmentGroup): Set<string> {
  const paths = new Set<string>()
  walk(root, [], paths)
  return paths
}

function walk(group: SegmentGroup, path: readonly number[], paths: Set<string>): void {
  group.conditions.forEach((condition, index) => {
    const here = [...path, index]
    if (condition.kind === 'group') {
      walk(condition, here, paths)
      return
    }
    const alone = { version: 1, root: { kind: 'group', match: 'all', conditions: [condition] } }
    if (!segmentDefinition.safeParse(alone).success || isUpsideDown(condition)) paths.add(here.join('.'))
  })
}

/** An upper end below the lower one, which holds for nobody. */
function isUpsideDown(condition: SegmentGroup['conditions'][number]): boolean {
  if (condition.kind === 'share') return condition.from >= condition.to
  if (condition.kind === 'attribute' && condition.test.type === 'number' && condition.test.is === 'between')
    return condition.test.to === undefined || condition.test.to < condition.test.value
  if ('bounds' in condition && condition.bounds.is === 'between')
    return condition.bounds.to === undefined || Number(condition.bounds.to) < Number(condition.bounds.value)
  return false
}
