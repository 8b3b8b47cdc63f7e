/** What a field or a property must be, by its type. */
import type { SegmentTest } from '@vefa/contract'
import { useState } from 'react'

import { useT } from '#/lang/index.ts'

import { blankTest, type ValueType } from './blank.ts'
import { Choose, DayField, NumberField, ValuesField } from './controls.tsx'
import { DayRange, SpanFields } from './TimeFields.tsx'
import { useValues } from './vocabulary.ts'

type Given = { type: ValueType; test: SegmentTest; valuesOf: string; onChange: (test: SegmentTest) => void }

const ways = {
  text: ['in', 'notIn', 'contains', 'notContains', 'starts'],
  number: ['atLeast', 'atMost', 'above', 'below', 'equals', 'between'],
  date: ['last', 'earlier', 'next', 'before', 'since', 'between', 'anniversary'],
  boolean: ['yes', 'no'],
  list: ['any', 'all', 'none'],
} as const

export function TestFields({ type, test, valuesOf, onChange }: Given) {
  const t = useT()
  const choices = [...ways[type].map((way) => `${type}.${way}`), 'presence.set', 'presence.unset']
  return (
    <span className="inline-flex min-w-0 flex-wrap items-center gap-2">
      <Choose
        label={t('segmentBuilder.test')}
        value={wayOf(test)}
        onChange={(way) => onChange(testOf(way, type, test))}
        choices={choices.map((value) => ({
          value,
          label: t(`segmentBuilder.tests.${value}` as 'segmentBuilder.tests.text.in'),
        }))}
      />
      <Rest test={test} valuesOf={valuesOf} onChange={onChange} />
    </span>
  )
}

function wayOf(test: SegmentTest): string {
  if (test.type === 'presence') return test.set ? 'presence.set' : 'presence.unset'
  if (test.type === 'boolean') return test.is ? 'boolean.yes' : 'boolean.no'
  return `${test.type}.${test.is}`
}

/** The test for a choice of the menu; what was filled in stays where it still fits. */
function testOf(way: string, type: ValueType, before: SegmentTest): SegmentTest {
  const [of, is = ''] = way.split('.')
  if (of === 'presence') return { type: 'presence', set: is === 'set' }
  if (of === 'boolean') return { type: 'boolean', is: is === 'yes' }
  const fitting = before.type === type ? before : blankTest(type)
  if (type === 'date') return dateTest(is, fitting)
  return { ...fitting, is } as SegmentTest
}

function dateTest(is: string, before: SegmentTest): SegmentTest {
  const span = 'span' in before ? before.span : { amount: 30, unit: 'day' as const }
  if (is === 'before' || is === 'since') return { type: 'date', is, day: 'day' in before ? before.day : '' }
  if (is === 'between') return { type: 'date', is, from: '', to: '' }
  if (is === 'anniversary') return { type: 'date', is, days: 7 }
  return { type: 'date', is: is as 'last' | 'earlier' | 'next', span }
}

function Rest({ test, valuesOf, onChange }: Omit<Given, 'type'>) {
  switch (test.type) {
    case 'text':
    case 'list':
      return (
        <Values of={valuesOf} values={test.values} onChange={(values) => onChange({ ...test, values })} />
      )
    case 'number':
      return <NumberRest test={test} onChange={onChange} />
    case 'date':
      return <DateRest test={test} onChange={onChange} />
    case 'boolean':
    case 'presence':
      return null
  }
}

function Values({
  of,
  values,
  onChange,
}: {
  of: string
  values: string[]
  onChange: (values: string[]) => void
}) {
  const t = useT()
  const [typed, setTyped] = useState('')
  const suggestions = useValues(of, typed)
  return (
    <ValuesField
      label={t('segmentBuilder.values')}
      values={values}
      suggestions={suggestions}
      onChange={onChange}
      onType={setTyped}
    />
  )
}

type NumberTest = Extract<SegmentTest, { type: 'number' }>

function NumberRest({ test, onChange }: { test: NumberTest; onChange: (test: SegmentTest) => void }) {
  const t = useT()
  return (
    <>
      <NumberField
        label={t('segmentBuilder.value')}
        value={test.value}
        onChange={(value) => onChange({ ...test, value })}
      />
      {test.is === 'between' && (
        <>
          <span className="text-ink-3">–</span>
          <NumberField
            label={t('segmentBuilder.to')}
            value={test.to ?? test.value}
            onChange={(to) => onChange({ ...test, to })}
          />
        </>
      )}
    </>
  )
}

type DateTest = Extract<SegmentTest, { type: 'date' }>

function DateRest({ test, onChange }: { test: DateTest; onChange: (test: SegmentTest) => void }) {
  const t = useT()
  if ('span' in test)
    return (
      <SpanFields
        label={t('segmentBuilder.howLong')}
        span={test.span}
        onChange={(span) => onChange({ ...test, span })}
      />
    )
  if ('day' in test)
    return (
      <DayField
        label={t('segmentBuilder.day')}
        value={test.day}
        onChange={(day) => onChange({ ...test, day })}
      />
    )
  if (test.is === 'anniversary')
    return (
      <span className="inline-flex items-center gap-1">
        <NumberField
          whole
          label={t('segmentBuilder.days')}
          value={test.days}
          min={0}
          max={366}
          onChange={(days) => onChange({ ...test, days })}
        />
        {t('segmentBuilder.units.day')}
      </span>
    )
  if (test.is !== 'between') return null
  return <DayRange range={test} onChange={(range) => onChange({ ...test, ...range })} />
}
