/** How the models did on time held out, beside plain guesses that need no model. */
import { useCodeText, useT } from '#/lang/index.ts'
import { useFormat } from '#/lib/session.ts'
import { Badge } from '#/ui/Badge.tsx'
import { type Column, DataTable } from '#/ui/DataTable.tsx'
import { Panel } from '#/ui/Panel.tsx'

import type { Fit } from './Forecast.tsx'

type Result = NonNullable<Fit['holdOut']>
type Score = Result['scores'][number]

export function HoldOut({ holdOut }: { holdOut: Result }) {
  const t = useT()
  const format = useFormat()
  const columns = useColumns(holdOut.best)
  const told = t('models.holdOut', {
    from: format.date(holdOut.calibrationEnd),
    to: format.date(holdOut.end),
    weeks: Math.round(holdOut.weeks),
  })
  return (
    <Panel
      title={t('models.holdOutTitle')}
      foot={holdOut.sampled ? t('models.sampled', { n: holdOut.customers }) : t('models.holdOutNote')}
      flush
    >
      <p className="px-4 pt-3 pb-2 text-ink-2">{told}</p>
      <DataTable
        label={t('models.holdOutTitle')}
        columns={columns}
        rows={holdOut.scores}
        rowId={(row) => row.name}
        height="content"
      />
    </Panel>
  )
}

function useColumns(best: string): Column<Score>[] {
  const t = useT()
  const format = useFormat()
  const model = useCodeText('models.name')
  const guess = useCodeText('models.guess')
  const number = (value: number | null): string =>
    value === null ? '–' : format.number(value, { minimumFractionDigits: 3, maximumFractionDigits: 3 })
  const share = (value: number | null): string => (value === null ? '–' : format.percent(value))
  const right = { align: 'right' as const }
  return [
    {
      id: 'name',
      label: t('models.method'),
      lead: true,
      cell: (row) => (
        <span className="inline-flex items-center gap-2">
          {row.kind === 'model' ? model(row.name) : guess(row.name)}
          {row.name === best && <Badge tone="accent">{t('models.best')}</Badge>}
        </span>
      ),
    },
    { id: 'mae', label: t('models.mae'), ...right, cell: (row) => number(row.meanAbsoluteError) },
    { id: 'rmse', label: t('models.rmse'), ...right, cell: (row) => number(row.rootMeanSquare) },
    { id: 'bias', label: t('models.sumBias'), ...right, cell: (row) => share(row.sumBias) },
    { id: 'correlation', label: t('models.correlation'), ...right, cell: (row) => number(row.correlation) },
    { id: 'auc', label: t('models.auc'), ...right, cell: (row) => number(row.auc) },
    { id: 'top', label: t('models.topTenth'), ...right, cell: (row) => share(row.topTenthRevenue) },
  ]
}
