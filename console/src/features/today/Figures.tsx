/** Four figures of the last thirty days against the thirty before. */
import { useQuery } from '@tanstack/react-query'

import { useCodeText, useT } from '#/lang/index.ts'
import { api } from '#/lib/api.ts'
import { useFormat, useSession } from '#/lib/session.ts'
import { Change, Tile, Tiles } from '#/ui/Figures.tsx'

const names = new Set(['revenue', 'orders', 'averageOrder', 'repeatRate'])
const length = 30
const day = 86_400_000

export function Figures() {
  const t = useT()
  const format = useFormat()
  const label = useCodeText('measures')
  const definition = useCodeText('definitions')
  const { data: session } = useSession()
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: session?.shop?.timeZone ?? 'UTC' }).format(
    new Date(),
  )
  const from = new Date(Date.parse(`${today}T00:00:00Z`) - (length - 1) * day).toISOString().slice(0, 10)
  const { data } = useQuery(api.insight.figures.queryOptions({ input: { from, to: today } }))
  const show = (kind: string, value: string | null): string => {
    if (value === null) return '–'
    if (kind === 'money') return format.money(value, format.currency)
    return kind === 'share' ? format.percent(Number(value)) : format.number(Number(value))
  }
  const figures = (data?.figures ?? []).filter((figure) => names.has(figure.measure))
  return (
    <Tiles>
      {figures.map((figure) => (
        <Tile
          key={figure.measure}
          label={label(figure.measure)}
          figure={show(figure.kind, figure.value)}
          explanation={{
            title: label(figure.measure),
            definition: definition(figure.measure),
            note: t('insight.sample', { n: figure.sample }),
          }}
          change={
            <Change
              direction={figure.verdict === 'up' || figure.verdict === 'down' ? figure.verdict : 'same'}
            >
              {figure.verdict ? t(`insight.${figure.verdict}`) : t('insight.tooFew')}
            </Change>
          }
          sub={
            figure.before === null
              ? undefined
              : t('insight.before', { value: show(figure.kind, figure.before) })
          }
        />
      ))}
    </Tiles>
  )
}
