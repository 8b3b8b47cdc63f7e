/** Figures for the owner. */
import { useT } from '#/lang/index.ts'
import { Page, TitleBar } from '#/ui/Panel.tsx'

export function InsightPage() {
  const t = useT()
  return (
    <>
      <TitleBar title={t('insight.title')} />
      <Page>{null}</Page>
    </>
  )
}
