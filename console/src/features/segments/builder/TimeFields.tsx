/** Lengths of time and windows. */
import type { SegmentSpan, SegmentWindow } from '@vefa/contract'

import { useT } from '#/lang/index.ts'

import { Choose, DayField, NumberField } from './controls.tsx'

const units = ['minute', 'hour', 'day', 'week', 'month'] as const

export function SpanFields({
  label,
  span,
  onChange,
}: {
  label: string
  span: SegmentSpan
  onChange: (span: SegmentSpan) => void
}) {
  const t = useT()
  return (
    <span className="inline-flex items-center gap-1">
      <NumberField
        whole
        label={label}
        value={span.amount}
        min={1}
        max={1_000}
        onChange={(amount) => onChange({ ...span, amount })}
      />
      <Choose
        label={t('segmentBuilder.unit')}
        value={span.unit}
        onChange={(unit) => onChange({ ...span, unit })}
        choices={units.map((value) => ({ value, label: t(`segmentBuilder.units.${value}`) }))}
      />
    </span>
  )
}

const windows = ['ever', 'last', 'earlier', 'ago', 'between', 'since', 'until'] as const

export function WindowFields({
  window,
  onChange,
}: {
  window: SegmentWindow
  onChange: (window: SegmentWindow) => void
}) {
  const t = useT()
  return (
    <span className="inline-flex flex-wrap items-center gap-2">
      <Choose
        label={t('segmentBuilder.when')}
        value={window.kind}
        onChange={(kind) => onChange(blankWindow(kind, window))}
        choices={windows.map((value) => ({ value, label: t(`segmentBuilder.windows.${value}`) }))}
      />
      <WindowRest window={window} onChange={onChange} />
    </span>
  )
}

function WindowRest({
  window,
  onChange,
}: {
  window: SegmentWindow
  onChange: (window: SegmentWindow) => void
}) {
  const t = useT()
  switch (window.kind) {
    case 'ever':
      return null
    case 'last':
    case 'earlier':
      return (
        <SpanFields
          label={t('segmentBuilder.howLong')}
          span={window.span}
          onChange={(span) => onChange({ ...window, span })}
        />
      )
    case 'ago':
      return (
        <>
          <SpanFields
            label={t('segmentBuilder.from')}
            span={window.from}
            onChange={(from) => onChange({ ...window, from })}
          />
          <span className="text-ink-3">–</span>
          <SpanFields
            label={t('segmentBuilder.to')}
            span={window.to}
            onChange={(to) => onChange({ ...window, to })}
          />
        </>
      )
    case 'between':
      return <DayRange range={window} onChange={(range) => onChange({ ...window, ...range })} />
    case 'since':
      return (
        <DayField
          label={t('segmentBuilder.from')}
          value={window.from}
          onChange={(from) => onChange({ ...window, from })}
        />
      )
    case 'until':
      return (
        <DayField
          label={t('segmentBuilder.to')}
          value={window.to}
          onChange={(to) => onChange({ ...window, to })}
        />
      )
  }
}

type Range = { from: string; to: string }

export function DayRange({ range, onChange }: { range: Range; onChange: (range: Range) => void }) {
  const t = useT()
  const { from, to } = range
  return (
    <>
      <DayField
        label={t('segmentBuilder.from')}
        value={from}
        onChange={(day) => onChange({ from: day, to })}
      />
      <span className="text-ink-3">–</span>
      <DayField label={t('segmentBuilder.to')} value={to} onChange={(day) => onChange({ from, to: day })} />
    </>
  )
}

/** Keeps the length of time where both kinds have one. */
function blankWindow(kind: SegmentWindow['kind'], before: SegmentWindow): SegmentWindow {
  const span: SegmentSpan = 'span' in before ? before.span : { amount: 30, unit: 'day' }
  switch (kind) {
    case 'ever':
      return { kind }
    case 'last':
    case 'earlier':
      return { kind, span }
    case 'ago':
      return { kind, from: { amount: 60, unit: 'day' }, to: { amount: 30, unit: 'day' } }
    case 'between':
      return { kind, from: '', to: '' }
    case 'since':
      return { kind, from: '' }
    case 'until':
      return { kind, to: '' }
  }
}
