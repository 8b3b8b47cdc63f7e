/** What people fill in: fields with label, hint and error, inputs, choices. */
import { type ComponentProps, type ReactNode, useId } from 'react'
import { Checkbox as RadixCheckbox, Switch as RadixSwitch } from 'radix-ui'

import { cx } from './cx.ts'
import { Icon, type IconName } from './Icon.tsx'

const box =
  'rounded-2 border border-line-strong bg-surface text-ink focus-visible:outline-offset-[-1px] aria-invalid:border-bad-fill disabled:bg-sunken disabled:text-ink-3'

type FieldGiven = { id: string; 'aria-describedby': string | undefined; 'aria-invalid': boolean | undefined }

/** Gives its control an id and ties label, hint and error to it: `<Field label="…">{(field) => <Input {...field} />}</Field>`. */
export function Field({
  label,
  hint,
  error,
  children,
  className,
}: {
  label: string
  hint?: ReactNode
  error?: string | undefined
  children: (given: FieldGiven) => ReactNode
  className?: string | undefined
}) {
  const id = useId()
  const note = error ?? hint
  return (
    <div className={cx('flex min-w-0 flex-col gap-[5px]', className)}>
      <label htmlFor={id} className="text-12 font-medium text-ink-2">
        {label}
      </label>
      {children({
        id,
        'aria-describedby': note ? `${id}-note` : undefined,
        'aria-invalid': error ? true : undefined,
      })}
      {note && (
        <div
          id={`${id}-note`}
          className={cx('text-12', error ? 'text-bad-text' : 'text-ink-3')}
          role={error ? 'alert' : undefined}
        >
          {note}
        </div>
      )}
    </div>
  )
}

export function Input({ className, icon, ...rest }: ComponentProps<'input'> & { icon?: IconName }) {
  if (!icon)
    return <input {...rest} className={cx(box, 'control w-full min-w-0 px-[10px] text-14', className)} />
  return (
    <span className={cx('relative flex min-w-0 items-center', className)}>
      <Icon name={icon} size={14} className="pointer-events-none absolute left-[10px] text-ink-3" />
      <input {...rest} className={cx(box, 'control w-full min-w-0 pr-[10px] pl-[30px] text-13')} />
    </span>
  )
}

type TextFieldProps = Omit<ComponentProps<'input'>, 'value' | 'onChange'> &
  Omit<ComponentProps<typeof Field>, 'children'> & {
    icon?: IconName
    value: string
    onChange: (text: string) => void
  }

/** A field for one line of text; what is not of the field goes to its input. */
export function TextField({ label, hint, error, className, onChange, ...input }: TextFieldProps) {
  return (
    <Field label={label} hint={hint} error={error} className={className}>
      {(field) => <Input {...field} {...input} onChange={(event) => onChange(event.target.value)} />}
    </Field>
  )
}

export function Textarea({ className, ...rest }: ComponentProps<'textarea'>) {
  return (
    <textarea
      rows={4}
      {...rest}
      className={cx(box, 'w-full min-w-0 px-[10px] py-2 text-14 leading-relaxed', className)}
    />
  )
}

export type Choice = { value: string; label: string; disabled?: boolean }

/** A native select: works with any keyboard, reader and phone. */
export function Select({
  choices,
  className,
  ...rest
}: Omit<ComponentProps<'select'>, 'children'> & { choices: readonly Choice[] }) {
  return (
    <span className={cx('relative inline-flex min-w-0 items-center', className)}>
      <select
        {...rest}
        className={cx(box, 'control w-full min-w-0 appearance-none truncate pr-7 pl-[10px] text-13')}
      >
        {choices.map(({ value, label, disabled }) => (
          <option key={value} value={value} disabled={disabled}>
            {label}
          </option>
        ))}
      </select>
      <Icon name="down" size={14} className="pointer-events-none absolute right-2 text-ink-3" />
    </span>
  )
}

const checkLook =
  'inline-grid size-4 flex-none place-items-center rounded-1 border-[1.5px] border-line-control bg-surface text-on-accent data-[state=checked]:border-accent data-[state=checked]:bg-accent data-[state=indeterminate]:border-accent data-[state=indeterminate]:bg-accent disabled:opacity-50'

export function Checkbox({
  label,
  checked,
  onChange,
  hideLabel,
  disabled,
}: {
  label: string
  checked: boolean | 'indeterminate'
  onChange: (checked: boolean) => void
  hideLabel?: boolean
  disabled?: boolean
}) {
  const id = useId()
  return (
    <span className="inline-flex min-h-6 items-center gap-2">
      <RadixCheckbox.Root
        id={id}
        checked={checked}
        onCheckedChange={(next) => onChange(next === true)}
        className={checkLook}
        disabled={disabled ?? false}
        aria-label={hideLabel ? label : undefined}
      >
        <RadixCheckbox.Indicator>
          {checked === 'indeterminate' ? (
            <span className="block h-[2px] w-2 rounded bg-current" />
          ) : (
            <Icon name="check" size={12} />
          )}
        </RadixCheckbox.Indicator>
      </RadixCheckbox.Root>
      {!hideLabel && (
        <label htmlFor={id} className="cursor-pointer">
          {label}
        </label>
      )}
    </span>
  )
}

export function Switch({
  label,
  checked,
  onChange,
  disabled,
}: {
  label: string
  checked: boolean
  onChange: (checked: boolean) => void
  disabled?: boolean
}) {
  const id = useId()
  return (
    <span className="inline-flex min-h-6 items-center gap-[10px]">
      <RadixSwitch.Root
        id={id}
        checked={checked}
        onCheckedChange={onChange}
        disabled={disabled ?? false}
        className="relative h-5 w-9 flex-none rounded-full bg-line-control transition-colors data-[state=checked]:bg-accent"
      >
        <RadixSwitch.Thumb className="block size-4 translate-x-[2px] rounded-full bg-surface transition-transform data-[state=checked]:translate-x-[18px]" />
      </RadixSwitch.Root>
      <label htmlFor={id} className="cursor-pointer">
        {label}
      </label>
    </span>
  )
}

/** One of a few, all in sight. */
export function Segmented<Value extends string>({
  label,
  value,
  choices,
  onChange,
}: {
  label: string
  value: Value
  choices: readonly { value: Value; label: string }[]
  onChange: (value: Value) => void
}) {
  return (
    <div
      role="group"
      aria-label={label}
      className="inline-flex max-w-full gap-[2px] overflow-x-auto rounded-2 border border-line bg-sunken p-[2px] *:flex-none"
    >
      {choices.map((choice) => (
        <button
          key={choice.value}
          type="button"
          aria-pressed={choice.value === value}
          onClick={() => onChange(choice.value)}
          className="inline-flex h-[26px] items-center gap-[6px] rounded-[5px] px-[10px] text-12 font-medium whitespace-nowrap text-ink-2 aria-pressed:bg-surface aria-pressed:text-ink aria-pressed:shadow-[0_0_0_1px_var(--line-strong)] max-phone:h-8"
        >
          {choice.label}
        </button>
      ))}
    </div>
  )
}
