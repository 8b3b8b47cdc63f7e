/** Asks for the password before something that protects the account is touched. */
import { useState } from 'react'

import { useT } from '#/lang/index.ts'
import { TextField } from '#/ui/Field.tsx'
import { FormDialog } from '#/ui/FormDialog.tsx'

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
  const [password, setPassword] = useState('')
  const submit = (): void => {
    props.onPassword(password)
  }
  return (
    <FormDialog
      title={props.title}
      description={t('profile.passwordFirst')}
      action={props.action}
      danger={props.danger ?? false}
      busy={props.busy}
      error={props.error}
      onSubmit={submit}
      onClose={props.onClose}
    >
      <TextField
        label={t('profile.current')}
        type="password"
        required
        autoComplete="current-password"
        value={password}
        onChange={setPassword}
      />
    </FormDialog>
  )
}
