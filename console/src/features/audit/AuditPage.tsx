/** Who changed what. */
import { useT } from '#/lang/index.ts'
import { Page, TitleBar } from '#/ui/Panel.tsx'

export function AuditPage() {
  const t = useT()
  return (
    <>
      <TitleBar title={t('audit.title')} />
      <Page>{null}</Page>
    </>
  )
}
