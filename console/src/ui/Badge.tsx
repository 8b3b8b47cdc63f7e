/** Small marks beside words: badges, avatars, risk, consents. */
import type { ReactNode } from 'react'

import { cx } from './cx.ts'

export type Tone = 'plain' | 'good' | 'warn' | 'bad' | 'accent'

const tones: Record<Tone, string> = {
  plain: 'bg-sunken text-ink-2 shadow-[inset_0_0_0_1px_var(--line)]',
  good: 'bg-good-tint text-good-text shadow-[inset_0_0_0_1px_var(--good-line)]',
  warn: 'bg-warn-tint text-warn-text shadow-[inset_0_0_0_1px_var(--warn-line)]',
  bad: 'bg-bad-tint text-bad-text shadow-[inset_0_0_0_1px_var(--bad-line)]',
  accent: 'bg-accent-tint text-accent-text shadow-[inset_0_0_0_1px_var(--accent-line)]',
}

export function Badge({ tone = 'plain', children }: { tone?: Tone; children: ReactNode }) {
  return (
    <span
      className={cx(
        'inline-flex h-5 items-center gap-[5px] rounded-1 px-[7px] text-11 font-medium whitespace-nowrap',
        tones[tone],
      )}
    >
      {children}
    </span>
  )
}

const avatarSizes = { s: 'size-6 text-[10px]', m: 'size-8 text-12', l: 'size-11 text-[15px]' }

/** Initials on a tone that comes from the name, so that a person keeps theirs. */
export function Avatar({ name, size = 's' }: { name: string; size?: 's' | 'm' | 'l' }) {
  const letters = name.split(/\s+/).filter(Boolean)
  const initials =
    `${letters[0]?.[0] ?? '?'}${letters.length > 1 ? (letters.at(-1)?.[0] ?? '') : ''}`.toLocaleUpperCase(
      'tr',
    )
  const hue = Array.from(name).reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 360, 7)
  return (
    <span
      className={cx(
        'avatar inline-grid flex-none place-items-center rounded-full font-semibold',
        avatarSizes[size],
      )}
      style={{ '--h': hue } as React.CSSProperties}
      aria-hidden="true"
    >
      {initials}
    </span>
  )
}

/** Four steps, readable without colour; `level` 1 low … 4 high. */
export function Risk({ level, children }: { level: number; children: ReactNode }) {
  const fill = level >= 4 ? 'bg-bad-fill' : level === 3 ? 'bg-warn-fill' : 'bg-ink-4'
  return (
    <span className="inline-flex items-center gap-[7px] whitespace-nowrap">
      <span className="inline-flex gap-[2px]" aria-hidden="true">
        {[1, 2, 3, 4].map((step) => (
          <i
            key={step}
            className={cx('h-[11px] w-1 rounded-[1px]', step <= level ? fill : 'bg-line-strong')}
          />
        ))}
      </span>
      {children}
    </span>
  )
}

export type ConsentMark = { letter: string; label: string; state: 'given' | 'refused' | 'withdrawn' | null }

/** One letter a channel: filled given, struck refused or withdrawn, hollow never asked. */
export function Consents({ marks }: { marks: readonly ConsentMark[] }) {
  const look = {
    given: 'bg-accent-tint text-accent-text shadow-[inset_0_0_0_1px_var(--accent-line)]',
    no: 'bg-sunken line-through text-ink-3 shadow-[inset_0_0_0_1px_var(--line-strong)]',
    none: 'text-ink-3 shadow-[inset_0_0_0_1px_var(--line-strong)]',
  }
  return (
    <span className="inline-flex gap-[3px]">
      {marks.map(({ letter, label, state }) => (
        <span
          key={letter}
          title={label}
          role="img"
          aria-label={label}
          className={cx(
            'inline-grid size-[18px] place-items-center rounded-1 text-[10px] font-semibold',
            look[state === 'given' ? 'given' : state ? 'no' : 'none'],
          )}
        >
          {letter}
        </span>
      ))}
    </span>
  )
}
