/** Shares as cells of one colour that gets deeper: hours and weekdays, cohorts. */
import type { ReactNode } from 'react'

import { cx } from './cx.ts'

const seven = [1, 2, 3, 4, 5, 6, 7] as const

/** Step 1 to 7 of the sequential scale for a share of the greatest. */
export function heatStep(share: number): (typeof seven)[number] {
  return seven[Math.min(6, Math.max(0, Math.ceil(share * 7) - 1))] ?? 1
}

export function heatStyle(share: number): { background: string; color: string } {
  const step = heatStep(share)
  return { background: `var(--s${step})`, color: step >= 5 ? 'var(--seq-on-dark)' : 'var(--seq-on-light)' }
}

export type HeatRow = {
  id: string
  label: string
  /** `content` stands for the text where a cell leads somewhere. */
  cells: readonly { id: string; share: number | null; text: string; title: string; content?: ReactNode }[]
  lead?: ReactNode
}

/** A table read by row and column; cells without a share stay empty. */
export function HeatTable({
  label,
  columns,
  rows,
  leadLabel,
  dense,
}: {
  label: string
  columns: readonly string[]
  rows: readonly HeatRow[]
  leadLabel?: string
  /** Many narrow columns, as for the hours of a day. */
  dense?: boolean
}) {
  const columnLook = dense ? 'w-[26px] print:w-auto' : 'min-w-11 px-1'
  return (
    <div className="overflow-x-auto" tabIndex={0} role="region" aria-label={label}>
      <table
        className={cx(
          'w-full border-separate border-spacing-[2px] text-12 tabular-nums',
          dense && 'table-fixed',
        )}
        aria-label={label}
      >
        <thead>
          <tr>
            <th scope="col" className={cx('px-2 text-left font-medium text-ink-3', dense && 'w-14')}>
              <span className="sr-only">{label}</span>
            </th>
            {leadLabel && (
              <th scope="col" className="px-2 text-right font-medium text-ink-3">
                {leadLabel}
              </th>
            )}
            {columns.map((column) => (
              <th key={column} scope="col" className={cx('text-center font-medium text-ink-3', columnLook)}>
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <HeatLine key={row.id} row={row} dense={dense ?? false} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function HeatLine({ row, dense }: { row: HeatRow; dense: boolean }) {
  return (
    <tr>
      <th scope="row" className="px-2 text-left font-medium whitespace-nowrap text-ink-2">
        {row.label}
      </th>
      {row.lead !== undefined && <td className="px-2 text-right text-ink-2">{row.lead}</td>}
      {row.cells.map((cell) => (
        <td
          key={cell.id}
          title={cell.title}
          className={cx('h-[30px] rounded-[3px] text-center', dense ? 'text-11' : 'px-1')}
          style={cell.share === null ? undefined : heatStyle(cell.share)}
        >
          {cell.content || cell.text}
        </td>
      ))}
    </tr>
  )
}
