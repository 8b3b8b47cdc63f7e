/** Asks before something that cannot be taken back; the title names what will happen, the text its consequences. */
import { useT } from '#/lang/index.ts'

import { Button } from './Button.tsx'
import { Dialog } from './Overlay.tsx'

export type Question = { title: string; text: string; action: string; run: () => void }

export function Confirm({ question, onClose }: { question: Question | null; onClose: () => void }) {
  const t = useT()
  if (!question) return null
  const agree = (): void => {
    question.run()
    onClose()
  }
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={question.title}
      description={question.text}
      closeLabel={t('app.close')}
      foot={
        <>
          <Button onClick={onClose}>{t('app.cancel')}</Button>
          <Button kind="danger" onClick={agree}>
            {question.action}
          </Button>
        </>
      }
    >
      {null}
    </Dialog>
  )
}
