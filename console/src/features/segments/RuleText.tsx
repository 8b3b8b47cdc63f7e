/** A rule as nested lists of sentences; beside each condition may stand what is known of one person. */
import type { SegmentGroup } from '@vefa/contract'
import type { ReactNode } from 'react'

import { useT } from '#/lang/index.ts'

import { describeLeaf } from './describe.ts'
import { useWords } from './use-words.ts'

type Beside = (path: readonly number[]) => ReactNode

export function RuleText({ root, beside }: { root: SegmentGroup; beside?: Beside }) {
  const t = useT()
  if (root.conditions.length === 0) return <p>{t('segments.everyone')}</p>
  return <GroupText group={root} path={[]} {...(beside && { beside })} />
}

function GroupText({
  group,
  path,
  beside,
}: {
  group: SegmentGroup
  path: readonly number[]
  beside?: Beside
}) {
  const t = useT()
  const words = useWords()
  return (
    <div className="min-w-0">
      {(group.conditions.length > 1 || group.match === 'none') && (
        <p className="text-12 font-medium text-ink-3">{t(`segments.match.${group.match}`)}</p>
      )}
      <ul className="mt-1 flex flex-col gap-[6px] border-l border-line-strong pl-3">
        {group.conditions.map((condition, index) => {
          const here = [...path, index]
          return (
            <li key={here.join('.')} className="min-w-0">
              {condition.kind === 'group' ? (
                <GroupText group={condition} path={here} {...(beside && { beside })} />
              ) : (
                <>
                  <span className="block first-letter:uppercase">{describeLeaf(condition, words)}</span>
                  {beside?.(here)}
                </>
              )}
            </li>
          )
        })}
      </ul>
    </div>
  )
}
