/** One import. */
import { useT } from '#/lang/index.ts'
import { Page, TitleBar } from '#/ui/Panel.tsx'

export function ImportRunPage() {
  const t = useT()
  return (
    <>
      <TitleBar title={t('import.title')} />
      <Page>{null}</Page>
    </>
  )
}
