/** The list of campaigns. */
import { useT } from '#/lang/index.ts'
import { Page, TitleBar } from '#/ui/Panel.tsx'

export function CampaignsPage() {
  const t = useT()
  return (
    <>
      <TitleBar title={t('campaigns.title')} />
      <Page>{null}</Page>
    </>
  )
}
