/** One order. */
import { useT } from '#/lang/index.ts'
import { Page, TitleBar } from '#/ui/Panel.tsx'

export function OrderPage() {
  const t = useT()
  return (
    <>
      <TitleBar title={t('orders.title')} />
      <Page>{null}</Page>
    </>
  )
}
