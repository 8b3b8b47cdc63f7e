/** A search field that waits until one has stopped typing. */
import { useRef, useState } from 'react'

import { Input } from '#/ui/Field.tsx'

const pause = 250

export function SearchInput({
  label,
  value,
  onChange,
}: {
  label: string
  value: string
  onChange: (value: string) => void
}) {
  const [typed, setTyped] = useState(value)
  const [shown, setShown] = useState(value)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  // Filters cleared elsewhere empty the field; while one types, the address only follows.
  if (shown !== value) {
    setShown(value)
    if (value === '') setTyped('')
  }
  const type = (text: string): void => {
    setTyped(text)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => onChange(text.trim()), pause)
  }
  return (
    <Input
      icon="search"
      type="search"
      aria-label={label}
      placeholder={label}
      value={typed}
      onChange={(event) => type(event.target.value)}
      className="w-[240px]"
    />
  )
}
