/** The start page. */
import { useT } from '#/lang/index.ts'
import { Page, TitleBar } from '#/ui/Panel.tsx'

export function TodayPage() {
  const t = useT()
  return (
    <>
      <TitleBar title={t('today.title')} />
      <Page>{null}</Page>
    </>
  )
}
