/** Settings of the shop. */
import { useT } from '#/lang/index.ts'
import { Page, TitleBar } from '#/ui/Panel.tsx'

export function SettingsPage() {
  const t = useT()
  return (
    <>
      <TitleBar title={t('settings.title')} />
      <Page>{null}</Page>
    </>
  )
}
