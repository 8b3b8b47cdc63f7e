/** A dialog that asks for something: a form, why it was refused, and the two ways out. */
import { type ReactNode, useId } from 'react'

import { useT } from '#/lang/index.ts'

import { Button } from './Button.tsx'
import { useFailureText } from './FailureState.tsx'
import { Dialog } from './Overlay.tsx'
import { Notice } from './Panel.tsx'

/** `action` is the word on the button that sends (default: save); `error` is null while nothing was refused. */
export function FormDialog(props: {
  title: string
  description?: string
  action?: string
  danger?: boolean
  wide?: boolean
  busy: boolean
  error: unknown
  onSubmit: () => void
  onClose: () => void
  children: ReactNode
}) {
  const t = useT()
  const formId = useId()
  const failureText = useFailureText()
  return (
    <Dialog
      open
      wide={props.wide ?? false}
      onOpenChange={props.onClose}
      title={props.title}
      {...(props.description && { description: props.description })}
      closeLabel={t('app.close')}
      foot={
        <>
          <Button onClick={props.onClose}>{t('app.cancel')}</Button>
          <Button kind={props.danger ? 'danger' : 'primary'} type="submit" form={formId} busy={props.busy}>
            {props.action ?? t('app.save')}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        onSubmit={(event) => {
          event.preventDefault()
          props.onSubmit()
        }}
        className="flex flex-col gap-4"
      >
        {props.error !== null && <Notice tone="bad">{failureText(props.error)}</Notice>}
        {props.children}
      </form>
    </Dialog>
  )
}
