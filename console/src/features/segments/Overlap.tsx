/** How many people a segment shares with up to four others, for every combination. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'

import { useT } from '#/lang/index.ts'
import { api } from '#/lib/api.ts'
import { useFormat } from '#/lib/session.ts'
import { Button } from '#/ui/Button.tsx'
import { FailureState } from '#/ui/FailureState.tsx'
import { Select } from '#/ui/Field.tsx'
import { Panel } from '#/ui/Panel.tsx'
import { Skeleton } from '#/ui/States.tsx'

import type { Segment } from './SegmentPage.tsx'

const most = 4

export function Overlap({ segment }: { segment: Segment }) {
  const t = useT()
  const [others, setOthers] = useState<readonly string[]>([])
  const list = useQuery(api.segments.list.queryOptions({ input: { limit: 200, sort: 'name' } }))
  const names = new Map(list.data?.items.map(({ id, name }) => [id, name]))
  names.set(segment.id, segment.name)
  const left = (list.data?.items ?? []).filter(({ id }) => id !== segment.id && !others.includes(id))
  return (
    <Panel title={t('segments.overlap')}>
      <div className="flex flex-col gap-3">
        {others.length < most && (
          <Select
            aria-label={t('segments.compareWith')}
            value=""
            onChange={(event) => setOthers([...others, event.target.value])}
            choices={[
              { value: '', label: t('segments.compareWith'), disabled: true },
              ...left.map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
        )}
        {others.length === 0 && <p className="text-12 text-ink-3">{t('segments.overlapText')}</p>}
        {others.length > 0 && (
          <>
            <Shared ids={[segment.id, ...others]} names={names} />
            <Button kind="quiet" small className="self-start" onClick={() => setOthers([])}>
              {t('segments.overlapClear')}
            </Button>
          </>
        )}
      </div>
    </Panel>
  )
}

/** Each combination of two and more as a bar against the smallest that could be. */
function Shared({ ids, names }: { ids: string[]; names: ReadonlyMap<string, string> }) {
  const t = useT()
  const format = useFormat()
  const overlap = useQuery(api.segments.overlap.queryOptions({ input: { ids } }))
  if (overlap.error) return <FailureState error={overlap.error} onRetry={() => void overlap.refetch()} />
  if (!overlap.data) return <Skeleton label={t('app.loading')} />
  const sizes = new Map(overlap.data.combinations.map((one) => [one.ids.join(), one.people]))
  const shared = overlap.data.combinations
    .filter((one) => one.ids.length > 1)
    .sort((one, other) => other.people - one.people)
  return (
    <ul aria-label={t('segments.overlap')} className="flex flex-col gap-3">
      {shared.map((one) => {
        const possible = Math.min(...one.ids.map((id) => sizes.get(id) ?? 0))
        const share = possible > 0 ? one.people / possible : 0
        return (
          <li key={one.ids.join()} className="min-w-0">
            <div className="flex items-baseline justify-between gap-3 text-12">
              <span className="min-w-0">
                {one.ids.map((id) => names.get(id) ?? id.slice(0, 8)).join(' + ')}
              </span>
              <span className="num font-medium whitespace-nowrap">
                {format.number(one.people)} ({format.percent(share, 0)})
              </span>
            </div>
            <div aria-hidden="true" className="mt-1 h-[6px] overflow-hidden rounded bg-sunken">
              <div className="h-full bg-accent" style={{ width: `${share * 100}%` }} />
            </div>
          </li>
        )
      })}
    </ul>
  )
}
