/** One product. */
import { useT } from '#/lang/index.ts'
import { Page, TitleBar } from '#/ui/Panel.tsx'

export function ProductPage() {
  const t = useT()
  return (
    <>
      <TitleBar title={t('products.title')} />
      <Page>{null}</Page>
    </>
  )
}
