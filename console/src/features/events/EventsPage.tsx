/** What arrives. */
import { useT } from '#/lang/index.ts'
import { Page, TitleBar } from '#/ui/Panel.tsx'

export function EventsPage() {
  const t = useT()
  return (
    <>
      <TitleBar title={t('events.title')} />
      <Page>{null}</Page>
    </>
  )
}
