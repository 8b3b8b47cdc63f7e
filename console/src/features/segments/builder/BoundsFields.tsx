/** Limits as exact decimals, and how often something happened. */
import type { SegmentBounds } from '@vefa/contract'

import { useT } from '#/lang/index.ts'

import { Choose, DecimalField, NumberField } from './controls.tsx'

export function BoundsFields({
  bounds,
  onChange,
}: {
  bounds: SegmentBounds
  onChange: (bounds: SegmentBounds) => void
}) {
  const t = useT()
  return (
    <span className="inline-flex flex-wrap items-center gap-2">
      <Choose
        label={t('segmentBuilder.test')}
        value={bounds.is}
        onChange={(is) =>
          onChange(
            is === 'between' ? { ...bounds, is, to: bounds.to ?? bounds.value } : { is, value: bounds.value },
          )
        }
        choices={(['atLeast', 'atMost', 'between'] as const).map((value) => ({
          value,
          label: t(`segmentBuilder.tests.number.${value}`),
        }))}
      />
      <DecimalField
        label={t('segmentBuilder.value')}
        value={bounds.value}
        onChange={(value) => onChange({ ...bounds, value })}
      />
      {bounds.is === 'between' && (
        <>
          <span className="text-ink-3">–</span>
          <DecimalField
            label={t('segmentBuilder.to')}
            value={bounds.to ?? ''}
            onChange={(to) => onChange({ ...bounds, to })}
          />
        </>
      )}
    </span>
  )
}

type Often = { is: 'atLeast' | 'atMost' | 'exactly'; times: number }

/** At least, at most, exactly so often; never is at most 0. */
export function TimesFields({ often, onChange }: { often: Often; onChange: (often: Often) => void }) {
  const t = useT()
  const never = often.is === 'atMost' && often.times === 0
  return (
    <span className="inline-flex items-center gap-2">
      <Choose
        label={t('segmentBuilder.howOften')}
        value={never ? 'never' : often.is}
        onChange={(is) =>
          onChange(is === 'never' ? { is: 'atMost', times: 0 } : { is, times: Math.max(1, often.times) })
        }
        choices={(['atLeast', 'atMost', 'exactly', 'never'] as const).map((value) => ({
          value,
          label: t(`segmentBuilder.often.${value}`),
        }))}
      />
      {!never && (
        <>
          <NumberField
            whole
            label={t('segmentBuilder.times')}
            value={often.times}
            min={0}
            max={1_000_000}
            onChange={(times) => onChange({ ...often, times })}
          />
          <span>{t('segmentBuilder.timesWord')}</span>
        </>
      )}
    </span>
  )
}
