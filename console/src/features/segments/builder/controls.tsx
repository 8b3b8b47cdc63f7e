/** The small fields a sentence is filled in with. */
import { type KeyboardEvent, type ReactNode, useId, useState } from 'react'

import { useT } from '#/lang/index.ts'
import { cx } from '#/ui/cx.ts'
import { type Choice, Input, Select } from '#/ui/Field.tsx'
import { Icon } from '#/ui/Icon.tsx'

export function Choose<Value extends string>({
  label,
  value,
  choices,
  onChange,
}: {
  label: string
  value: Value
  choices: readonly (Choice & { value: Value })[]
  onChange: (value: Value) => void
}) {
  return (
    <Select
      aria-label={label}
      value={value}
      choices={choices}
      onChange={(event) => onChange(event.target.value as Value)}
      className="max-w-full shrink-0"
    />
  )
}

/** A number while it is typed: an empty field stays empty on the screen and is not passed on. */
export function NumberField({
  label,
  value,
  onChange,
  whole,
  min,
  max,
}: {
  label: string
  value: number
  onChange: (value: number) => void
  whole?: boolean
  min?: number
  max?: number
}) {
  const [typed, setTyped] = useState<string | null>(null)
  return (
    <Narrow width="w-20">
      <Input
        type="number"
        inputMode={whole ? 'numeric' : 'decimal'}
        aria-label={label}
        value={typed ?? String(value)}
        min={min}
        max={max}
        step={whole ? 1 : 'any'}
        className="num"
        onBlur={() => setTyped(null)}
        onChange={(event) => {
          setTyped(event.target.value)
          const next = Number(event.target.value)
          if (event.target.value !== '' && Number.isFinite(next)) onChange(whole ? Math.trunc(next) : next)
        }}
      />
    </Narrow>
  )
}

/** Exact decimal text; a comma is taken as the decimal sign. */
export function DecimalField({
  label,
  value,
  onChange,
}: {
  label: string
  value: string
  onChange: (value: string) => void
}) {
  return (
    <Narrow width="w-28">
      <Input
        inputMode="decimal"
        aria-label={label}
        value={value}
        className="num"
        aria-invalid={!/^-?\d{1,14}(\.\d{1,4})?$/.test(value)}
        onChange={(event) => onChange(event.target.value.trim().replace(',', '.'))}
      />
    </Narrow>
  )
}

export function DayField({
  label,
  value,
  onChange,
}: {
  label: string
  value: string
  onChange: (value: string) => void
}) {
  return (
    <Narrow width="w-40">
      <Input
        type="date"
        aria-label={label}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </Narrow>
  )
}

/** Fields take the whole width of what they stand in; in a sentence that is little. */
export function Narrow({ width, children }: { width: 'w-20' | 'w-28' | 'w-40'; children: ReactNode }) {
  return <span className={cx('inline-block shrink-0', width)}>{children}</span>
}

type ValuesProps = {
  label: string
  values: readonly string[]
  suggestions: readonly string[]
  /** What a value is called; itself when left out. */
  words?: (value: string) => string
  onChange: (values: string[]) => void
  onType?: (text: string) => void
}

const itself = (value: string): string => value

/** Several texts: Enter or a comma takes one over, Backspace in the empty field removes the last. */
export function ValuesField({ label, values, suggestions, words = itself, onChange, onType }: ValuesProps) {
  const t = useT()
  const list = useId()
  const [typed, setTyped] = useState('')
  const take = (text: string): void => {
    const typedText = text.trim()
    const value = suggestions.find((one) => words(one) === typedText) ?? typedText
    if (value && !values.includes(value)) onChange([...values, value])
    setTyped('')
  }
  const type = (text: string): void => {
    if (suggestions.includes(text)) return take(text)
    setTyped(text)
    return onType?.(text)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' || event.key === ',') {
      event.preventDefault()
      take(typed)
    } else if (event.key === 'Backspace' && typed === '') onChange(values.slice(0, -1))
  }
  const left = suggestions.filter((one) => !values.includes(one))
  return (
    <span className="inline-flex min-h-8 max-w-full flex-wrap items-center gap-1 rounded-2 border border-line-strong bg-surface px-1 py-[2px] focus-within:border-accent">
      {values.map((value) => (
        <Chip
          key={value}
          value={words(value)}
          onRemove={() => onChange(values.filter((one) => one !== value))}
        />
      ))}
      <input
        aria-label={label}
        list={list}
        value={typed}
        placeholder={values.length === 0 ? t('segmentBuilder.typeValue') : ''}
        className="h-6 w-32 min-w-0 bg-transparent px-1 text-13 outline-none"
        onChange={(event) => type(event.target.value)}
        onKeyDown={onKeyDown}
        onBlur={() => take(typed)}
      />
      <datalist id={list}>
        {left.map((one) => (
          <option key={one} value={one} label={words(one) === one ? undefined : words(one)} />
        ))}
      </datalist>
    </span>
  )
}

function Chip({ value, onRemove }: { value: string; onRemove: () => void }) {
  const t = useT()
  return (
    <span className="inline-flex items-center gap-1 rounded bg-accent-tint py-[1px] pr-1 pl-2 text-12 text-accent-text">
      {value}
      <button
        type="button"
        aria-label={t('segmentBuilder.removeValue', { value })}
        className="grid size-6 place-items-center rounded hover:bg-hover"
        onClick={onRemove}
      >
        <Icon name="close" size={10} />
      </button>
    </span>
  )
}
