/** Inviting a person, and the link that is shown once. */
import { useMutation } from '@tanstack/react-query'
import { type Role, roles } from '@vefa/contract'
import { useState } from 'react'

import { useT } from '#/lang/index.ts'
import { api, type client } from '#/lib/api.ts'
import { Button } from '#/ui/Button.tsx'
import { CopyField } from '#/ui/CopyField.tsx'
import { Field, Select, TextField } from '#/ui/Field.tsx'
import { FormDialog } from '#/ui/FormDialog.tsx'
import { Dialog } from '#/ui/Overlay.tsx'

import { useChange } from './use-change.ts'

export type InvitationLink = Awaited<ReturnType<typeof client.team.invitations.create>>

export function InviteDialog({ onClose }: { onClose: () => void }) {
  const t = useT()
  const [email, setEmail] = useState('')
  const [role, setRole] = useState<Role>('agent')
  const { onSuccess } = useChange()
  const invite = useMutation(api.team.invitations.create.mutationOptions({ onSuccess }))
  if (invite.data) return <LinkDialog made={invite.data} onClose={onClose} />
  const submit = (): void => {
    invite.mutate({ email, role })
  }
  return (
    <FormDialog
      title={t('settings.inviteTitle')}
      description={t('settings.inviteText')}
      action={t('settings.invite')}
      busy={invite.isPending}
      error={invite.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField label={t('settings.email')} type="email" required value={email} onChange={setEmail} />
      <Field label={t('settings.role')} hint={t(`roleTexts.${role}`)}>
        {(field) => (
          <Select
            {...field}
            value={role}
            onChange={(event) => setRole(event.target.value as Role)}
            choices={roles.map((one) => ({ value: one, label: t(`roles.${one}`) }))}
          />
        )}
      </Field>
    </FormDialog>
  )
}

export function LinkDialog({ made, onClose }: { made: InvitationLink; onClose: () => void }) {
  const t = useT()
  const { email } = made.invitation
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t('settings.linkTitle')}
      description={made.mailed ? t('settings.linkMailed', { email }) : t('settings.linkShown', { email })}
      closeLabel={t('app.close')}
      foot={
        <Button kind="primary" onClick={onClose}>
          {t('app.close')}
        </Button>
      }
    >
      <CopyField label={t('settings.linkTitle')} value={made.link} />
    </Dialog>
  )
}
