/** ECharts in the look of the house, loaded when first needed; with a table of the same numbers for readers and export. */
import { useEffect, useRef, useState } from 'react'

import { Button } from './Button.tsx'

export type Series = {
  name: string
  values: readonly (number | null)[]
  kind?: 'line' | 'bar'
  comparison?: boolean
  /** An interval around each value, drawn as a band behind a line and told beside a bar. */
  band?: readonly ({ low: number; high: number } | null)[]
}
export type ChartTexts = { table: string; chart: string; png: string; csv: string }
export type ChartProps = {
  label: string
  unit?: string
  /** What the categories count, said under them. */
  axis?: string
  categories: readonly string[]
  series: readonly Series[]
  format: (value: number) => string
  texts: ChartTexts
  height?: number
  /** Bars that lie, for long names. */
  lying?: boolean
}

export function Chart(props: ChartProps) {
  const { label, texts, height = 260 } = props
  const place = useRef<HTMLDivElement>(null)
  const [asTable, setAsTable] = useState(false)
  useEffect(() => {
    if (asTable || !place.current) return undefined
    const element = place.current
    let dispose: (() => void) | undefined
    let gone = false
    void import('./chart-engine.ts').then(({ draw }) => {
      if (!gone) dispose = draw(element, props)
    })
    return () => {
      gone = true
      dispose?.()
    }
  }, [asTable, props])
  return (
    <figure aria-label={label}>
      {asTable ? (
        <ChartTable {...props} />
      ) : (
        <>
          {props.series.length > 1 && <Legend series={props.series} />}
          {/* A drawn canvas must not hold its place at the width it was drawn in. */}
          <div
            ref={place}
            role="img"
            aria-label={label}
            className="overflow-hidden [contain:inline-size]"
            style={{ height }}
          />
        </>
      )}
      <figcaption className="mt-2 flex justify-end gap-1">
        <Button kind="quiet" small onClick={() => setAsTable(!asTable)}>
          {asTable ? texts.chart : texts.table}
        </Button>
        <Button
          kind="quiet"
          small
          onClick={() => save(`${label}.csv`, new Blob([`\uFEFF${csvOf(props)}`], { type: 'text/csv' }))}
        >
          {texts.csv}
        </Button>
        {!asTable && (
          <Button kind="quiet" small onClick={() => savePicture(place.current, props)}>
            {texts.png}
          </Button>
        )}
      </figcaption>
    </figure>
  )
}

/** What each line is, with its own stroke: read without colour by its order and dashes. */
function Legend({ series }: { series: readonly Series[] }) {
  return (
    <ul className="mb-1 flex flex-wrap gap-x-4 gap-y-1 text-12 text-ink-2" aria-hidden="true">
      {series.map((one, index) => (
        <li key={one.name} className="inline-flex items-center gap-[6px]">
          <span
            className={one.comparison ? 'w-4 border-t-2 border-dashed' : 'w-4 border-t-[3px]'}
            style={{ borderColor: one.comparison ? 'var(--compare)' : `var(--c${(index % 8) + 1})` }}
          />
          {one.name}
        </li>
      ))}
    </ul>
  )
}

function ChartTable({ label, categories, series, format }: ChartProps) {
  // Two products may share a name.
  const rows = categories.map((category, index) => ({ id: `${index} ${category}`, category, index }))
  return (
    <div className="max-h-[320px] overflow-auto">
      <table className="w-full text-12 tabular-nums" aria-label={label}>
        <thead>
          <tr>
            <th scope="col" />
            {series.map((one) => (
              <th key={one.name} scope="col" className="px-2 text-right font-medium text-ink-3">
                {one.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, category, index }) => (
            <tr key={id}>
              <th scope="row" className="py-1 text-left font-normal text-ink-2">
                {category}
              </th>
              {series.map((one) => {
                const value = one.values[index]
                return (
                  <td key={one.name} className="px-2 text-right">
                    {value === null || value === undefined ? '–' : format(value)}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function csvOf({ categories, series }: ChartProps): string {
  const quote = (text: string): string => `"${text.replaceAll('"', '""').replace(/^[=+\-@]/, "'$&")}"`
  const head = ['', ...series.map((one) => one.name)].map(quote).join(';')
  return [
    head,
    ...categories.map((category, index) =>
      [quote(category), ...series.map((one) => String(one.values[index] ?? ''))].join(';'),
    ),
  ].join('\n')
}

function savePicture(place: HTMLDivElement | null, { label, series }: ChartProps): void {
  const drawn = place?.querySelector('canvas')
  if (!drawn) return
  const names = series.length > 1 ? series.map((one) => one.name) : []
  pictureOf(drawn, [label, ...names]).toBlob((blob) => blob && save(`${label}.png`, blob))
}

/** The chart under its title, and what its lines are called, on the colour of the page. */
function pictureOf(drawn: HTMLCanvasElement, [title = '', ...names]: readonly string[]): HTMLCanvasElement {
  const picture = document.createElement('canvas')
  const scale = drawn.width / (drawn.clientWidth || drawn.width)
  const head = (names.length > 0 ? 64 : 40) * scale
  const look = getComputedStyle(document.body)
  picture.width = drawn.width
  picture.height = drawn.height + head
  const pen = picture.getContext('2d')
  if (!pen) return drawn
  pen.fillStyle = look.backgroundColor
  pen.fillRect(0, 0, picture.width, picture.height)
  pen.fillStyle = look.color
  pen.font = `600 ${15 * scale}px ${look.fontFamily}`
  pen.fillText(title, 16 * scale, 26 * scale)
  pen.font = `${12 * scale}px ${look.fontFamily}`
  pen.fillText(names.join(' · '), 16 * scale, 48 * scale)
  pen.drawImage(drawn, 0, head)
  return picture
}

function save(name: string, blob: Blob): void {
  const url = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}
