/** A figure of the head with its name above. */
import type { ReactNode } from 'react'

export function Figure({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-12 text-ink-3">{term}</dt>
      <dd className="num flex min-h-6 items-center text-16 font-semibold">{children}</dd>
    </div>
  )
}
