/** The person signed in. */
import { useT } from '#/lang/index.ts'
import { Page, TitleBar } from '#/ui/Panel.tsx'

export function ProfilePage() {
  const t = useT()
  return (
    <>
      <TitleBar title={t('profile.title')} />
      <Page>{null}</Page>
    </>
  )
}
