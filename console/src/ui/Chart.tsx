/** ECharts in the look of the house, loaded when first needed; with a table of the same numbers for readers and export. */
import { useEffect, useRef, useState } from 'react'

import { Button } from './Button.tsx'

export type Series = {
  name: string
  values: readonly (number | null)[]
  kind?: 'line' | 'bar'
  comparison?: boolean
}
export type ChartTexts = { table: string; chart: string; png: string; csv: string }
export type ChartProps = {
  label: string
  unit?: string
  categories: readonly string[]
  series: readonly Series[]
  format: (value: number) => string
  texts: ChartTexts
  height?: number
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
        <div ref={place} role="img" aria-label={label} style={{ height }} />
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
          <Button kind="quiet" small onClick={() => savePicture(place.current, label)}>
            {texts.png}
          </Button>
        )}
      </figcaption>
    </figure>
  )
}

function ChartTable({ label, categories, series, format }: ChartProps) {
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
          {categories.map((category, index) => (
            <tr key={category}>
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

function savePicture(place: HTMLDivElement | null, label: string): void {
  place?.querySelector('canvas')?.toBlob((blob) => blob && save(`${label}.png`, blob))
}

function save(name: string, blob: Blob): void {
  const url = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}
