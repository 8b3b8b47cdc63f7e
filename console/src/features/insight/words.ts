/** Words of insight used on several pages: chart buttons, intervals, what an empty key means. */
import { useMemo } from 'react'

import { useT } from '#/lang/index.ts'
import { useFormat } from '#/lib/session.ts'
import type { ChartTexts } from '#/ui/Chart.tsx'

export function useChartTexts(): ChartTexts {
  const t = useT()
  return useMemo(
    () => ({ table: t('app.asTable'), chart: t('app.asChart'), png: t('app.png'), csv: t('app.csv') }),
    [t],
  )
}

/** `%12,4 – %15,0` */
export function useShareReach(): (reach: { low: number; high: number } | null, digits?: number) => string {
  const format = useFormat()
  return (reach, digits = 1) =>
    reach ? `${format.percent(reach.low, digits)} – ${format.percent(reach.high, digits)}` : '–'
}

/** The address of a file with the same question as the page: `/api/exports/NAME.csv?…`. */
export function exportAddress(
  name: string,
  question: Record<string, string | number | boolean | null | undefined>,
): string {
  const query = new URLSearchParams()
  for (const [key, value] of Object.entries(question)) {
    if (value !== undefined && value !== null) query.set(key, String(value))
  }
  return `/api/exports/${name}.csv?${query.toString()}`
}

type Asked = { queryKey: readonly unknown[] }

/** Old rows stay while new ones are fetched, but only under the same split: months are not read as weekdays. */
export function keepWhile(part: string, value: string) {
  return <Data>(old: Data | undefined, before: Asked | undefined): Data | undefined => {
    const asked = before?.queryKey[1] as { input?: Record<string, unknown> } | undefined
    return asked?.input?.[part] === value ? old : undefined
  }
}
