/** What a campaign did, in plain counts of people; robots are left out and said. */
import { useQuery } from '@tanstack/react-query'
import type { Campaign } from '@vefa/contract'

import { useT } from '#/lang/index.ts'
import { api } from '#/lib/api.ts'
import { useFormat } from '#/lib/session.ts'
import { FailureState } from '#/ui/FailureState.tsx'
import { Tile, Tiles } from '#/ui/Figures.tsx'
import { Notice, Panel } from '#/ui/Panel.tsx'
import { Skeleton } from '#/ui/States.tsx'

import { Effect } from './Effect.tsx'

export function Results({ campaign }: { campaign: Campaign }) {
  const t = useT()
  const format = useFormat()
  const results = useQuery(api.campaigns.results.queryOptions({ input: { id: campaign.id } }))
  if (results.error) return <FailureState error={results.error} onRetry={() => void results.refetch()} />
  if (!results.data) return <Skeleton lines={3} label={t('app.loading')} />
  const { progress, opened, clicked, unsubscribed, robotOpens, robotClicks, repeated, effect } = results.data
  const ofSent = (count: number): string =>
    progress.sent === 0 ? '' : t('campaigns.ofSent', { share: format.percent(count / progress.sent) })
  const explained = (name: 'opened' | 'clicked' | 'unsubscribed', robots?: number) => ({
    title: t(`campaigns.${name}`),
    definition: t(`campaigns.${name}Definition`),
    ...(robots !== undefined && { note: t('campaigns.robots', { count: robots }) }),
  })
  return (
    <>
      <Tiles>
        <Tile
          label={t('campaigns.sent')}
          figure={format.number(progress.sent)}
          sub={t('campaigns.ofAudience', { count: progress.audience })}
        />
        {campaign.tracked && (
          <>
            <Tile
              label={t('campaigns.opened')}
              figure={format.number(opened)}
              explanation={explained('opened', robotOpens)}
              sub={ofSent(opened)}
            />
            <Tile
              label={t('campaigns.clicked')}
              figure={format.number(clicked)}
              explanation={explained('clicked', robotClicks)}
              sub={ofSent(clicked)}
            />
          </>
        )}
        <Tile
          label={t('campaigns.unsubscribed')}
          figure={format.number(unsubscribed)}
          explanation={explained('unsubscribed')}
          sub={ofSent(unsubscribed)}
        />
        <Tile
          label={t('campaigns.failed')}
          figure={format.number(progress.failed)}
          sub={ofSent(progress.failed)}
        />
      </Tiles>
      {repeated > 0 && <Notice tone="warn">{t('campaigns.repeated', { count: repeated })}</Notice>}
      {effect && <Effect effect={effect} campaign={campaign} />}
      <NotWritten progress={progress} />
    </>
  )
}

function NotWritten({ progress }: { progress: NonNullable<Campaign['progress']> }) {
  const t = useT()
  const format = useFormat()
  const rows = [
    ...(progress.heldOut > 0 ? [{ label: t('campaigns.heldOut'), count: progress.heldOut }] : []),
    ...Object.entries(progress.skipped).map(([reason, count]) => ({
      label: t(`campaigns.reason.${reason}` as never),
      count,
    })),
    ...(progress.cancelled > 0
      ? [{ label: t('campaigns.reason.cancelled'), count: progress.cancelled }]
      : []),
  ]
  if (rows.length === 0) return null
  return (
    <Panel title={t('campaigns.notWritten')} flush>
      <table className="w-full text-13">
        <tbody>
          {rows.map(({ label, count }) => (
            <tr key={label} className="border-b border-line last:border-b-0">
              <th scope="row" className="px-4 py-2 text-left font-normal text-ink-2">
                {label}
              </th>
              <td className="px-4 py-2 text-right tabular-nums">{format.number(count)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  )
}
