/** Numbers as they are typed: kept as text until they are one. */
import { useT } from '#/lang/index.ts'
import { Field, Input } from '#/ui/Field.tsx'

/** A decimal comma is a decimal sign; anything that is no number is null. */
export function numberOf(text: string): number | null {
  const value = Number(text.trim().replace(',', '.'))
  return text.trim() === '' || !Number.isFinite(value) ? null : value
}

export function NumberText({
  label,
  hint,
  value,
  onChange,
}: {
  label: string
  hint?: string
  value: string
  onChange: (value: string) => void
}) {
  const t = useT()
  const wrong = value.trim() !== '' && numberOf(value) === null
  return (
    <Field
      label={label}
      {...(hint !== undefined && { hint })}
      error={wrong ? t('experiments.noNumber') : undefined}
    >
      {(given) => (
        <Input
          {...given}
          inputMode="decimal"
          value={value}
          className="num"
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  )
}
