/** Where one is in a task of several steps; and files that are dropped or chosen. */
import { type DragEvent, type ReactNode, useId, useState } from 'react'

import { cx } from './cx.ts'
import { Icon } from './Icon.tsx'

export function Steps({
  label,
  steps,
  current,
}: {
  label: string
  steps: readonly string[]
  current: number
}) {
  return (
    <ol aria-label={label} className="flex flex-wrap items-center gap-x-4 gap-y-2 font-medium text-ink-3">
      {steps.map((step, index) => (
        <li
          key={step}
          aria-current={index === current ? 'step' : undefined}
          className={cx(
            'inline-flex items-center gap-[7px] whitespace-nowrap',
            index === current && 'text-ink',
          )}
        >
          <span
            className={cx(
              'grid size-5 place-items-center rounded-full text-11 tabular-nums',
              index < current
                ? 'bg-good-fill text-surface'
                : index === current
                  ? 'bg-accent text-on-accent'
                  : 'shadow-[inset_0_0_0_1px_var(--line-strong)]',
            )}
          >
            {index < current ? <Icon name="check" size={11} /> : index + 1}
          </span>
          {step}
        </li>
      ))}
    </ol>
  )
}

export function FileDrop({
  label,
  hint,
  accept,
  onFile,
  busy,
}: {
  label: string
  hint: ReactNode
  accept: string
  onFile: (file: File) => void
  busy?: boolean
}) {
  const id = useId()
  const [over, setOver] = useState(false)
  const drop = (event: DragEvent): void => {
    event.preventDefault()
    setOver(false)
    const [file] = event.dataTransfer.files
    if (file) onFile(file)
  }
  return (
    <label
      htmlFor={id}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      className={cx(
        'flex cursor-pointer flex-col items-center gap-2 rounded-3 border border-dashed px-6 py-10 text-center focus-within:outline-2 focus-within:outline-offset-2 focus-within:outline-[var(--focus)]',
        over ? 'border-accent bg-accent-tint' : 'border-line-control bg-surface',
      )}
    >
      <Icon name="upload" size={20} className="text-accent-text" />
      <span className="text-14 font-medium">{label}</span>
      <span className="text-12 text-ink-3">{hint}</span>
      <input
        id={id}
        type="file"
        accept={accept}
        disabled={busy}
        className="sr-only"
        onChange={(event) => {
          const [file] = event.target.files ?? []
          if (file) onFile(file)
          event.target.value = ''
        }}
      />
    </label>
  )
}
