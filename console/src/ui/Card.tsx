/** A page of one card in the middle: signing in, first run, invitations. */
import type { ReactNode } from 'react'

import { Mark } from './Icon.tsx'

export function Card({ title, children, wide }: { title: string; children: ReactNode; wide?: boolean }) {
  return (
    <main className="grid min-h-dvh place-items-center bg-bg px-4 py-10">
      <div className={wide ? 'w-full max-w-[640px]' : 'w-full max-w-[380px]'}>
        <div className="mb-6 flex items-center gap-3">
          <Mark size={32} />
          <h1 className="text-20 font-semibold tracking-[-0.012em]">{title}</h1>
        </div>
        <div className="rounded-4 border border-line-strong bg-surface p-6">{children}</div>
      </div>
    </main>
  )
}
