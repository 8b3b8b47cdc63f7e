/** One campaign: a draft to be written, or what became of it. */
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'

import { useT } from '#/lang/index.ts'
import { api } from '#/lib/api.ts'
import { FailureState } from '#/ui/FailureState.tsx'
import { Page, TitleBar } from '#/ui/Panel.tsx'
import { Skeleton } from '#/ui/States.tsx'

import { CampaignReport } from './CampaignReport.tsx'
import { DraftEditor } from './DraftEditor.tsx'

export function CampaignPage() {
  const t = useT()
  const { id = '' }: { id?: string } = useParams({ strict: false })
  const campaign = useQuery(api.campaigns.get.queryOptions({ input: { id } }))
  if (campaign.data?.state === 'draft') return <DraftEditor key={id} campaign={campaign.data} />
  if (campaign.data) return <CampaignReport campaign={campaign.data} />
  return (
    <>
      <TitleBar title={t('campaigns.one')} crumbs={<Crumbs />} />
      <Page>
        {campaign.error ? (
          <FailureState error={campaign.error} onRetry={() => void campaign.refetch()} />
        ) : (
          <Skeleton lines={6} label={t('app.loading')} />
        )}
      </Page>
    </>
  )
}

export function Crumbs() {
  const t = useT()
  return (
    <>
      <Link to="/campaigns" className="hover:text-ink">
        {t('campaigns.title')}
      </Link>
      <span aria-hidden="true">/</span>
    </>
  )
}
