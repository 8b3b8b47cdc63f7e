/** Figures that explain themselves: tiles, the noise band, spark lines, changes, the dotted underline. */
import type { ReactNode } from 'react'

import { cx } from './cx.ts'
import { Icon } from './Icon.tsx'
import { Popover } from './Overlay.tsx'

export type Explanation = {
  title: string
  definition: string
  /** How this very number came about, e.g. `3,9 × ₺1.890 = ₺6.900`. */
  formula?: string
  /** Sample, interval, source. */
  note?: string
  /** A link to the people behind it. */
  people?: ReactNode
}

/** The house mark: a dotted underline that opens definition, sample and people. */
export function Explain({ children, explanation }: { children: ReactNode; explanation: Explanation }) {
  return (
    <Popover
      label={explanation.title}
      trigger={
        <button type="button" className="explains num text-left font-[inherit] text-[length:inherit]">
          {children}
        </button>
      }
    >
      <h3 className="text-14 font-semibold">{explanation.title}</h3>
      <p className="mt-2 text-13 text-ink">{explanation.definition}</p>
      {explanation.formula && (
        <p className="mt-2 rounded-2 bg-sunken px-[10px] py-2 text-12 tabular-nums">{explanation.formula}</p>
      )}
      {explanation.note && <p className="mt-2 text-12 text-ink-3">{explanation.note}</p>}
      {explanation.people && <div className="mt-2">{explanation.people}</div>}
    </Popover>
  )
}

export function Tiles({ children }: { children: ReactNode }) {
  return (
    <div className="grid rounded-3 border border-line-strong bg-surface max-phone:divide-y max-phone:divide-line phone:auto-cols-[minmax(0,1fr)] phone:grid-flow-col phone:divide-x phone:divide-line">
      {children}
    </div>
  )
}

/** Many tiles: as many beside one another as there is room for, with hairlines between. */
export function TileGrid({ children }: { children: ReactNode }) {
  return (
    <div className="grid grid-cols-2 overflow-hidden rounded-3 border border-line-strong bg-surface *:-mr-px *:-mb-px *:border-r *:border-b *:border-line phone:grid-cols-[repeat(auto-fill,minmax(212px,1fr))]">
      {children}
    </div>
  )
}

export type TileProps = {
  label: string
  /** Makes the label a button that chooses the tile, as for a chart below. */
  onChoose?: () => void
  chosen?: boolean
  figure: ReactNode
  unit?: string
  explanation?: Explanation
  change?: ReactNode
  sub?: ReactNode
  spark?: readonly number[]
  band?: BandProps
  link?: ReactNode
}

export function Tile(tile: TileProps) {
  const { label, figure, unit, explanation, change, sub, spark, band, link } = tile
  return (
    <section
      className={cx('flex min-w-0 flex-col gap-1 px-4 py-[14px]', tile.chosen && 'bg-selected')}
      aria-label={label}
    >
      <h3 className="min-h-5 text-12 font-medium text-ink-2">
        {tile.onChoose ? (
          <button
            type="button"
            aria-pressed={tile.chosen ?? false}
            onClick={tile.onChoose}
            className="text-left font-medium hover:text-accent-text aria-pressed:text-accent-text"
          >
            {label}
          </button>
        ) : (
          label
        )}
      </h3>
      <div className="flex items-end justify-between gap-2">
        <div className="num flex items-baseline gap-[6px] text-24 leading-[30px] font-semibold tracking-[-0.02em] max-phone:text-20">
          {explanation ? <Explain explanation={explanation}>{figure}</Explain> : figure}
          {unit && <small className="text-12 font-normal tracking-normal text-ink-3">{unit}</small>}
        </div>
        {spark && spark.length > 1 && <Spark values={spark} />}
      </div>
      {band && <NoiseBand {...band} />}
      {change && <div className="text-12 font-medium">{change}</div>}
      {sub && <div className="text-12 text-ink-3">{sub}</div>}
      {link && <div className="mt-1 text-12">{link}</div>}
    </section>
  )
}

export type BandProps = {
  from: number
  to: number
  now: number
  label: string
  format: (value: number) => string
  tone?: 'bad' | 'warn' | 'good'
}

/** A track with the usual range and a mark for now: round inside, diamond outside. */
export function NoiseBand({ from, to, now, label, format, tone = 'bad' }: BandProps) {
  const low = Math.min(from, now)
  const high = Math.max(to, now)
  const span = high - low || 1
  const at = (value: number): string => `${10 + ((value - low) / span) * 80}%`
  const outside = now < from || now > to
  const fill = { bad: 'bg-bad-fill', warn: 'bg-warn-fill', good: 'bg-good-fill' }[tone]
  return (
    <div role="img" aria-label={label} className="relative mx-1 mt-[6px] h-8">
      <span className="absolute top-2 -right-1 -left-1 h-px bg-line-strong" />
      <span
        className="absolute top-1 h-[9px] rounded-[3px] bg-band shadow-[inset_0_0_0_1px_var(--band-edge)]"
        style={{ left: at(from), width: `calc(${at(to)} - ${at(from)})` }}
      />
      <span
        className={cx(
          'absolute top-[3px] -ml-[5.5px] size-[11px] shadow-[0_0_0_2px_var(--surface)]',
          outside ? cx('rotate-45 rounded-[2px]', fill) : 'rounded-full bg-ink-2',
        )}
        style={{ left: at(now) }}
      />
      <BandEnds {...{ from, to, format, at }} crowded={(to - from) / span < 0.45} />
    </div>
  )
}

/** The ends under the band; where it is too narrow for both, in one. */
function BandEnds({
  from,
  to,
  format,
  at,
  crowded,
}: Pick<BandProps, 'from' | 'to' | 'format'> & { at: (value: number) => string; crowded: boolean }) {
  const look = 'absolute top-[17px] text-11 leading-[14px] whitespace-nowrap text-ink-3 tabular-nums'
  if (crowded) {
    const low = at(from) === '10%'
    return (
      <span className={cx(look, low ? 'left-0' : 'right-0')}>
        {format(from)} – {format(to)}
      </span>
    )
  }
  return [from, to].map((value) => (
    <span key={value} className={cx(look, '-translate-x-1/2')} style={{ left: at(value) }}>
      {format(value)}
    </span>
  ))
}

export function Spark({
  values,
  width = 84,
  height = 30,
}: {
  values: readonly number[]
  width?: number
  height?: number
}) {
  const low = Math.min(...values)
  const span = Math.max(...values) - low || 1
  const points = values.map(
    (value, index) =>
      `${2 + (index / (values.length - 1)) * (width - 4)},${height - 4 - ((value - low) / span) * (height - 8)}`,
  )
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      aria-hidden="true"
      className="flex-none"
    >
      <polyline
        points={points.join(' ')}
        fill="none"
        stroke="var(--ink-3)"
        strokeWidth="1.6"
        strokeLinejoin="round"
      />
    </svg>
  )
}

/** A change in words: an arrow, the difference, and whether it is more than noise. */
export function Change({
  direction,
  children,
  tone = 'plain',
}: {
  direction: 'up' | 'down' | 'same'
  children: ReactNode
  tone?: 'plain' | 'good' | 'bad'
}) {
  const ink = { plain: 'text-ink-2', good: 'text-good-text', bad: 'text-bad-text' }[tone]
  return (
    <span className={cx('inline-flex items-center gap-1 text-12 font-medium', ink)}>
      {direction !== 'same' && <Icon name={direction === 'up' ? 'arrowUp' : 'arrowDown'} size={12} />}
      {children}
    </span>
  )
}
