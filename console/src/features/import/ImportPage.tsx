/** Files taken in. */
import { useT } from '#/lang/index.ts'
import { Page, TitleBar } from '#/ui/Panel.tsx'

export function ImportPage() {
  const t = useT()
  return (
    <>
      <TitleBar title={t('import.title')} />
      <Page>{null}</Page>
    </>
  )
}
