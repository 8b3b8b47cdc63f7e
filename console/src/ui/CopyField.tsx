/** Text to take along: shown whole, copied with one press. */
import { useId, useState } from 'react'

import { useT } from '#/lang/index.ts'

import { Button } from './Button.tsx'

export function CopyField({ label, value }: { label: string; value: string }) {
  const t = useT()
  const id = useId()
  const [copied, setCopied] = useState(false)
  const copy = (): void => {
    void navigator.clipboard.writeText(value).then(() => setCopied(true))
  }
  return (
    <div className="flex flex-col gap-[5px]">
      <label htmlFor={id} className="text-12 font-medium text-ink-2">
        {label}
      </label>
      <div className="flex gap-2">
        <input
          id={id}
          readOnly
          value={value}
          onFocus={(event) => event.target.select()}
          className="control w-full min-w-0 rounded-2 border border-line-strong bg-sunken px-[10px] font-mono text-13 text-ink"
        />
        <Button onClick={copy}>{copied ? t('app.copied') : t('app.copy')}</Button>
      </div>
    </div>
  )
}
