/** Asks for the password before something that protects the account is touched. */
import { type FormEvent, useId, useState } from 'react'

import { useT } from '#/lang/index.ts'
import { Button } from '#/ui/Button.tsx'
import { useFailureText } from '#/ui/FailureState.tsx'
import { Field, Input } from '#/ui/Field.tsx'
import { Dialog } from '#/ui/Overlay.tsx'
import { Notice } from '#/ui/Panel.tsx'

export function PasswordDialog(props: {
  title: string
  action: string
  danger?: boolean
  error: unknown
  busy: boolean
  onPassword: (password: string) => void
  onClose: () => void
}) {
  const t = useT()
  const formId = useId()
  const failureText = useFailureText()
  const [password, setPassword] = useState('')
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    props.onPassword(password)
  }
  return (
    <Dialog
      open
      onOpenChange={props.onClose}
      title={props.title}
      description={t('profile.passwordFirst')}
      closeLabel={t('app.close')}
      foot={
        <>
          <Button onClick={props.onClose}>{t('app.cancel')}</Button>
          <Button kind={props.danger ? 'danger' : 'primary'} type="submit" form={formId} busy={props.busy}>
            {props.action}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="flex flex-col gap-4">
        {props.error !== null && <Notice tone="bad">{failureText(props.error)}</Notice>}
        <Field label={t('profile.current')}>
          {(field) => (
            <Input
              {...field}
              type="password"
              required
              autoComplete="current-password"
              value={password}
              onChange={(event) => setPassword(event.target.value)}
            />
          )}
        </Field>
      </form>
    </Dialog>
  )
}
