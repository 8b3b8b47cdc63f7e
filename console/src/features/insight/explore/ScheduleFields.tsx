/** How often, when and to whom an exploration is mailed. */
import { useT } from '#/lang/index.ts'
import { useFormat } from '#/lib/session.ts'
import { Checkbox, Field, Select } from '#/ui/Field.tsx'
import { Skeleton } from '#/ui/States.tsx'

import { hourName, weekdayName } from './explore-words.ts'
import { type Rolling, rollings } from './question.ts'
import type { Schedule } from './schedule-words.ts'

const often = ['day', 'week', 'month'] as const

export function ScheduleFields({
  schedule,
  rolling,
  onRolling,
  readers,
  onChange,
}: {
  schedule: Schedule
  rolling: Rolling
  onRolling: (rolling: Rolling) => void
  readers: readonly { id: string; name: string }[] | undefined
  onChange: (part: Partial<Schedule>) => void
}) {
  const t = useT()
  const format = useFormat()
  return (
    <>
      <div className="grid grid-cols-3 gap-3">
        <Field label={t('explore.every')}>
          {(field) => (
            <Select
              {...field}
              value={schedule.every}
              onChange={(event) => onChange({ every: event.target.value as Schedule['every'] })}
              choices={often.map((value) => ({ value, label: t(`explore.often.${value}`) }))}
            />
          )}
        </Field>
        <WhichDay schedule={schedule} onChange={onChange} />
        <Field label={t('explore.hour')}>
          {(field) => (
            <Select
              {...field}
              value={String(schedule.hour)}
              onChange={(event) => onChange({ hour: Number(event.target.value) })}
              choices={Array.from({ length: 24 }, (_, hour) => ({
                value: String(hour),
                label: hourName(format.locale, hour),
              }))}
            />
          )}
        </Field>
      </div>
      <Field label={t('explore.mailPeriod')} hint={t('explore.rollingHint')}>
        {(field) => (
          <Select
            {...field}
            value={rolling}
            onChange={(event) => onRolling(event.target.value as Rolling)}
            choices={rollings.map((value) => ({ value, label: t(`insight.${value}`) }))}
          />
        )}
      </Field>
      <Readers readers={readers} chosen={schedule.to} onChange={(to) => onChange({ to })} />
    </>
  )
}

function Readers({
  readers,
  chosen,
  onChange,
}: {
  readers: readonly { id: string; name: string }[] | undefined
  chosen: readonly string[]
  onChange: (to: string[]) => void
}) {
  const t = useT()
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="mb-1 text-12 font-medium text-ink-2">{t('explore.to')}</legend>
      {!readers && <Skeleton label={t('app.loading')} lines={2} />}
      {readers?.map(({ id, name }) => (
        <Checkbox
          key={id}
          label={name}
          checked={chosen.includes(id)}
          onChange={(on) => onChange(on ? [...chosen, id] : chosen.filter((other) => other !== id))}
        />
      ))}
    </fieldset>
  )
}

function WhichDay({
  schedule: { every, weekday, monthDay },
  onChange,
}: {
  schedule: Schedule
  onChange: (part: Partial<Schedule>) => void
}) {
  const t = useT()
  const format = useFormat()
  if (every === 'day') return <span />
  const weekly = every === 'week'
  const count = weekly ? 7 : 28
  return (
    <Field label={t('explore.day')}>
      {(field) => (
        <Select
          {...field}
          value={String(weekly ? weekday : monthDay)}
          onChange={(event) => onChange({ [weekly ? 'weekday' : 'monthDay']: Number(event.target.value) })}
          choices={Array.from({ length: count }, (_, index) => ({
            value: String(index + 1),
            label: weekly ? weekdayName(format.locale, index + 1) : String(index + 1),
          }))}
        />
      )}
    </Field>
  )
}
