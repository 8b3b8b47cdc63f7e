/** The one table: sticky head, sort, chosen columns, selection with a bulk bar, virtual rows that load as one scrolls, cards on a phone. */
import { useVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, type RefObject, useEffect, useRef, useState } from 'react'

import { useShortcuts } from '#/lib/keys.ts'

import { cx } from './cx.ts'
import { Checkbox } from './Field.tsx'
import { Icon } from './Icon.tsx'
import { usePhone } from './phone.ts'

export type Column<Row> = {
  id: string
  label: string
  cell: (row: Row) => ReactNode
  /** Numbers stand right. */
  align?: 'left' | 'right'
  /** Name of the sort the server knows. */
  sort?: string
  width?: string
  /** First on the card of a phone. */
  lead?: boolean
  hideOnCard?: boolean
}

export type Sort = { by: string; direction: 'asc' | 'desc' }

export type Selection = {
  ids: ReadonlySet<string>
  onChange: (ids: ReadonlySet<string>) => void
  selectLabel: string
  allLabel: string
}

export type DataTableProps<Row> = {
  label: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowId: (row: Row) => string
  onOpen?: (row: Row) => void
  sort?: Sort
  onSort?: (sort: Sort) => void
  selection?: Selection
  /** Called when the end comes near. */
  onEnd?: () => void
  foot?: ReactNode
  /** Height of the scrolling body; `fill` takes what the window leaves below a title and a row of filters. */
  height?: 'fill' | 'content'
}

const rowHeight = 36
const virtualFrom = 80

export function DataTable<Row>(props: DataTableProps<Row>) {
  const phone = usePhone()
  return phone ? <Cards {...props} /> : <Rows {...props} />
}

/** Rows to draw and the empty space before and after them; all of them while they are few. */
function useRowWindow(count: number, scroller: RefObject<HTMLDivElement | null>) {
  const virtual = count >= virtualFrom
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    enabled: virtual,
  })
  if (!virtual)
    return {
      virtual,
      indexes: Array.from({ length: count }, (_, index) => index),
      before: 0,
      after: 0,
      show: () => undefined,
    }
  const items = virtualizer.getVirtualItems()
  return {
    virtual,
    indexes: items.map((item) => item.index),
    before: items[0]?.start ?? 0,
    after: virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0),
    show: (index: number) => virtualizer.scrollToIndex(index),
  }
}

/** j and k move through the rows, Enter opens. */
function useCurrentRow<Row>({ rows, onOpen }: DataTableProps<Row>, show: (index: number) => void): number {
  const [current, setCurrent] = useState(-1)
  const move = (step: number): void => {
    const next = Math.min(rows.length - 1, Math.max(0, current + step))
    setCurrent(next)
    show(next)
  }
  const open = (): void => {
    const row = rows[current]
    if (row !== undefined) onOpen?.(row)
  }
  useShortcuts([
    { key: 'j', run: () => move(1) },
    { key: 'k', run: () => move(-1) },
    { key: 'Enter', run: open },
  ])
  return current
}

function Rows<Row>(props: DataTableProps<Row>) {
  const { rows, rowId, columns, selection, onEnd, height = 'content' } = props
  const scroller = useRef<HTMLDivElement>(null)
  const { virtual, indexes, before, after, show } = useRowWindow(rows.length, scroller)
  const current = useCurrentRow(props, show)
  const lastShown = indexes.at(-1) ?? 0
  useEffect(() => {
    if (rows.length > 0 && lastShown >= rows.length - 15) onEnd?.()
  }, [lastShown, rows.length, onEnd])
  const span = columns.length + (selection ? 1 : 0)
  const reach = virtual && (height === 'fill' ? 'max-h-[calc(100dvh-105px)]' : 'max-h-[70vh]')
  return (
    // In reach of the keyboard: what is wider or longer than its place is scrolled with the arrows.
    <div ref={scroller} tabIndex={0} className={cx('relative overflow-auto', reach)}>
      <table className="w-full border-separate border-spacing-0 text-13" aria-label={props.label}>
        <Head {...props} />
        <tbody>
          {before > 0 && <Gap height={before} span={span} />}
          {indexes.map((index) => {
            const row = rows[index]
            return row === undefined ? null : (
              <TableRow key={rowId(row)} row={row} table={props} current={index === current} />
            )
          })}
          {after > 0 && <Gap height={after} span={span} />}
        </tbody>
      </table>
      {props.foot}
    </div>
  )
}

function Gap({ height, span }: { height: number; span: number }) {
  return (
    <tr aria-hidden="true">
      <td colSpan={span} style={{ height, padding: 0 }} />
    </tr>
  )
}

function Head<Row>({ columns, rows, rowId, sort, onSort, selection }: DataTableProps<Row>) {
  const chosen = selection ? rows.filter((row) => selection.ids.has(rowId(row))).length : 0
  const all = rows.length > 0 && chosen === rows.length
  return (
    <thead>
      <tr>
        {selection && (
          <th className={cx(headLook, 'w-9 pr-0')}>
            <Checkbox
              hideLabel
              label={selection.allLabel}
              checked={all ? true : chosen > 0 ? 'indeterminate' : false}
              onChange={(on) => selection.onChange(new Set(on ? rows.map(rowId) : []))}
            />
          </th>
        )}
        {columns.map((column) => (
          <HeadCell key={column.id} column={column} sort={sort} onSort={onSort} />
        ))}
      </tr>
    </thead>
  )
}

const headLook =
  'sticky top-0 z-[var(--z-sticky)] h-[34px] border-b border-line-strong bg-surface px-[10px] text-left text-12 font-medium whitespace-nowrap text-ink-3 first:pl-4 last:pr-4'

function HeadCell<Row>({
  column,
  sort,
  onSort,
}: {
  column: Column<Row>
  sort: Sort | undefined
  onSort: ((sort: Sort) => void) | undefined
}) {
  const active = column.sort !== undefined && sort?.by === column.sort
  const order = active ? (sort?.direction === 'asc' ? 'ascending' : 'descending') : undefined
  const by = column.sort
  return (
    <th
      scope="col"
      aria-sort={order}
      className={cx(headLook, column.align === 'right' && 'text-right')}
      style={{ width: column.width }}
    >
      {by && onSort ? (
        <button
          type="button"
          className={cx('inline-flex items-center gap-1 font-medium', active && 'text-ink')}
          onClick={() => onSort({ by, direction: active && sort?.direction === 'desc' ? 'asc' : 'desc' })}
        >
          {column.label}
          <Icon
            name={active && sort?.direction === 'asc' ? 'arrowUp' : 'arrowDown'}
            size={12}
            className={active ? '' : 'opacity-0'}
          />
        </button>
      ) : (
        column.label
      )}
    </th>
  )
}

function toggled(ids: ReadonlySet<string>, id: string, on: boolean): ReadonlySet<string> {
  const next = new Set(ids)
  if (on) next.add(id)
  else next.delete(id)
  return next
}

function TableRow<Row>({ row, table, current }: { row: Row; table: DataTableProps<Row>; current: boolean }) {
  const { columns, rowId, selection, onOpen } = table
  const id = rowId(row)
  const selected = selection?.ids.has(id) ?? false
  const cell = cx(
    'row-h border-b border-line px-[10px] whitespace-nowrap first:pl-4 last:pr-4 group-hover:bg-hover',
    selected ? 'bg-selected' : current ? 'bg-hover' : 'bg-surface',
  )
  return (
    <tr className={cx('group', onOpen && 'cursor-pointer')} onClick={() => onOpen?.(row)}>
      {selection && (
        <td className={cx(cell, 'w-9 pr-0')} onClick={(event) => event.stopPropagation()}>
          <Checkbox
            hideLabel
            label={selection.selectLabel}
            checked={selected}
            onChange={(on) => selection.onChange(toggled(selection.ids, id, on))}
          />
        </td>
      )}
      {columns.map((column, index) => (
        <td
          key={column.id}
          className={cx(
            cell,
            column.align === 'right' && 'text-right tabular-nums',
            current && index === 0 && 'shadow-[inset_2px_0_var(--accent)]',
          )}
        >
          {column.cell(row)}
        </td>
      ))}
    </tr>
  )
}

function Cards<Row>(props: DataTableProps<Row>) {
  const { rows, rowId, columns, onOpen, onEnd } = props
  const end = useRef<HTMLLIElement>(null)
  useEffect(() => {
    const watcher = new IntersectionObserver(([entry]) => entry?.isIntersecting && onEnd?.(), {
      rootMargin: '300px',
    })
    if (end.current) watcher.observe(end.current)
    return () => watcher.disconnect()
  }, [onEnd, rows.length])
  const [lead, ...others] = [...columns].sort(
    (one, other) => Number(other.lead ?? false) - Number(one.lead ?? false),
  )
  return (
    <>
      <ul aria-label={props.label} className="divide-y divide-line">
        {rows.map((row) => (
          <li key={rowId(row)} className="px-4 py-3" onClick={() => onOpen?.(row)}>
            <div className="font-medium">{lead?.cell(row)}</div>
            <dl className="mt-1 flex flex-wrap gap-x-4 gap-y-1">
              {others
                .filter((column) => !column.hideOnCard)
                .map((column) => (
                  <div key={column.id} className="flex max-w-full min-w-[45%] grow justify-between gap-2">
                    <dt className="text-12 whitespace-nowrap text-ink-3">{column.label}</dt>
                    <dd className="min-w-0 truncate">{column.cell(row)}</dd>
                  </div>
                ))}
            </dl>
          </li>
        ))}
        <li ref={end} aria-hidden="true" />
      </ul>
      {props.foot}
    </>
  )
}

/** What can be done with the rows chosen; floats above the foot of the page. */
export function BulkBar({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div
      role="region"
      aria-label={label}
      className="appears fixed bottom-5 left-[calc(50%+var(--rail-w)/2)] z-[var(--z-pop)] flex -translate-x-1/2 items-center gap-2 rounded-[10px] border border-line-strong bg-surface py-[6px] pr-[6px] pl-[14px] whitespace-nowrap shadow-dialog max-phone:inset-x-3 max-phone:bottom-[72px] max-phone:translate-x-0 max-phone:overflow-x-auto"
    >
      <span className="num font-medium">{label}</span>
      {children}
    </div>
  )
}
