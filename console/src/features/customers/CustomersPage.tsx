/** The list of customers. */
import { useT } from '#/lang/index.ts'
import { Page, TitleBar } from '#/ui/Panel.tsx'

export function CustomersPage() {
  const t = useT()
  return (
    <>
      <TitleBar title={t('customers.title')} />
      <Page>{null}</Page>
    </>
  )
}
