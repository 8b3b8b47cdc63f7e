/** A search field that waits until one has stopped typing. */
import { useEffect, useState } from 'react'

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
  useEffect(() => {
    if (typed === value) return
    const timer = setTimeout(() => onChange(typed), pause)
    return () => clearTimeout(timer)
  }, [typed, value, onChange])
  return (
    <Input
      icon="search"
      type="search"
      aria-label={label}
      placeholder={label}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      className="w-[240px]"
    />
  )
}
