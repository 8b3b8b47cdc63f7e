/** What was sent, or would have been. */
import { useT } from '#/lang/index.ts'
import { Page, TitleBar } from '#/ui/Panel.tsx'

export function MailboxPage() {
  const t = useT()
  return (
    <>
      <TitleBar title={t('mailbox.title')} />
      <Page>{null}</Page>
    </>
  )
}
