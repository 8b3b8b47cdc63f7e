/** Accepting an invitation. */
import { useT } from '#/lang/index.ts'
import { Page, TitleBar } from '#/ui/Panel.tsx'

export function InvitationPage() {
  const t = useT()
  return (
    <>
      <TitleBar title={t('signIn.title')} />
      <Page>{null}</Page>
    </>
  )
}
