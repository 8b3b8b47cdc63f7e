/** One customer. */
import { useT } from '#/lang/index.ts'
import { Page, TitleBar } from '#/ui/Panel.tsx'

export function CustomerPage() {
  const t = useT()
  return (
    <>
      <TitleBar title={t('customer.title')} />
      <Page>{null}</Page>
    </>
  )
}
