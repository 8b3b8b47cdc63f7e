/** One campaign. */
import { useT } from '#/lang/index.ts'
import { Page, TitleBar } from '#/ui/Panel.tsx'

export function CampaignPage() {
  const t = useT()
  return (
    <>
      <TitleBar title={t('campaigns.title')} />
      <Page>{null}</Page>
    </>
  )
}
