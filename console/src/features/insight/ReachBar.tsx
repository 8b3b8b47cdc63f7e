/** The row of choices above a page of insight: period, comparison, store, segment; each page shows those it obeys. */
import { useQuery } from '@tanstack/react-query'

import { useT } from '#/lang/index.ts'
import { api } from '#/lib/api.ts'
import { useRights } from '#/lib/session.ts'
import { Input, Select } from '#/ui/Field.tsx'
import { Toolbar } from '#/ui/Panel.tsx'

import { comparisons, periods, useReach } from './reach.ts'

export type ReachPart = 'period' | 'compare' | 'store' | 'segment'

export function ReachBar({ parts }: { parts: readonly ReachPart[] }) {
  if (parts.length === 0) return null
  return (
    <div className="has-[>:empty]:hidden print:hidden">
      <Toolbar>
        {parts.includes('period') && <PeriodChoice />}
        {parts.includes('compare') && <CompareChoice />}
        {parts.includes('store') && <StoreChoice />}
        {parts.includes('segment') && <SegmentChoice />}
      </Toolbar>
    </div>
  )
}

function PeriodChoice() {
  const t = useT()
  const { reach, change, today } = useReach()
  const { from, to } = reach.days
  const choose = (next: string): void => {
    if (next === 'custom')
      return change({ period: next, from: from ?? `${today.slice(0, 7)}-01`, to: to ?? today })
    return change({ period: next === 'allTime' ? undefined : next, from: undefined, to: undefined })
  }
  return (
    <>
      <Select
        aria-label={t('insight.period')}
        value={reach.period}
        onChange={(event) => choose(event.target.value)}
        choices={periods.map((value) => ({ value, label: t(`insight.${value}`) }))}
      />
      {reach.period === 'custom' && (
        <>
          <DayInput
            label={t('insight.from')}
            value={from}
            max={to}
            onChange={(day) => change({ from: day })}
          />
          <span className="text-ink-3">–</span>
          <DayInput label={t('insight.to')} value={to} min={from} onChange={(day) => change({ to: day })} />
        </>
      )}
    </>
  )
}

function DayInput({
  label,
  value,
  onChange,
  ...reach
}: {
  label: string
  value: string | undefined
  onChange: (day: string | undefined) => void
  min?: string | undefined
  max?: string | undefined
}) {
  return (
    <span className="w-[142px]">
      <Input
        type="date"
        aria-label={label}
        value={value ?? ''}
        onChange={(event) => onChange(event.target.value || undefined)}
        {...reach}
      />
    </span>
  )
}

function CompareChoice() {
  const t = useT()
  const { reach, change } = useReach()
  const open = reach.days.from === undefined
  return (
    <Select
      aria-label={t('insight.compare')}
      value={open ? 'none' : reach.compare}
      disabled={open}
      onChange={(event) =>
        change({ compare: event.target.value === 'before' ? undefined : event.target.value })
      }
      choices={comparisons.map((value) => ({ value, label: t(`insight.compareWith.${value}`) }))}
    />
  )
}

/** Nothing to choose where there is one store. */
function StoreChoice() {
  const t = useT()
  const may = useRights()
  const { reach, change } = useReach()
  const stores = useQuery({
    ...api.team.stores.list.queryOptions({ input: {} }),
    enabled: may('stores.read'),
    staleTime: 300_000,
  })
  if ((stores.data?.length ?? 0) < 2 && reach.storeId === undefined) return null
  return (
    <Select
      aria-label={t('insight.store')}
      className="max-w-[220px]"
      value={String(reach.storeId ?? '')}
      onChange={(event) =>
        change({ store: event.target.value === '' ? undefined : Number(event.target.value) })
      }
      choices={[
        { value: '', label: t('insight.allStores') },
        ...(stores.data ?? []).map(({ id, name }) => ({ value: String(id), label: name })),
      ]}
    />
  )
}

function SegmentChoice() {
  const t = useT()
  const may = useRights()
  const { reach, change } = useReach()
  const segments = useQuery({
    ...api.segments.list.queryOptions({ input: { sort: 'name', limit: 200 } }),
    enabled: may('segments.read'),
    staleTime: 60_000,
  })
  const known = (segments.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))
  const missing = reach.segmentId !== undefined && !known.some(({ value }) => value === reach.segmentId)
  if (known.length === 0 && !missing) return null
  return (
    <Select
      aria-label={t('insight.segment')}
      className="max-w-[240px]"
      value={reach.segmentId ?? ''}
      onChange={(event) => change({ segment: event.target.value || undefined })}
      choices={[
        { value: '', label: t('insight.everyone') },
        ...known,
        ...(missing ? [{ value: reach.segmentId ?? '', label: t('insight.someSegment') }] : []),
      ]}
    />
  )
}
