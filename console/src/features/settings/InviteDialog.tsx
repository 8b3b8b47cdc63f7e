/** Inviting a person, and the link that is shown once. */
import { useMutation } from '@tanstack/react-query'
import { type Role, roles } from '@vefa/contract'
import { type FormEvent, useId, useState } from 'react'

import { useT } from '#/lang/index.ts'
import { api, type client } from '#/lib/api.ts'
import { Button } from '#/ui/Button.tsx'
import { CopyField } from '#/ui/CopyField.tsx'
import { useFailureText } from '#/ui/FailureState.tsx'
import { Field, Input, Select } from '#/ui/Field.tsx'
import { Dialog } from '#/ui/Overlay.tsx'
import { Notice } from '#/ui/Panel.tsx'

import { useChange } from './use-change.ts'

export type InvitationLink = Awaited<ReturnType<typeof client.team.invitations.create>>

export function InviteDialog({ onClose }: { onClose: () => void }) {
  const t = useT()
  const formId = useId()
  const failureText = useFailureText()
  const [email, setEmail] = useState('')
  const [role, setRole] = useState<Role>('agent')
  const { onSuccess } = useChange()
  const invite = useMutation(api.team.invitations.create.mutationOptions({ onSuccess }))
  if (invite.data) return <LinkDialog made={invite.data} onClose={onClose} />
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    invite.mutate({ email, role })
  }
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t('settings.inviteTitle')}
      description={t('settings.inviteText')}
      closeLabel={t('app.close')}
      foot={
        <>
          <Button onClick={onClose}>{t('app.cancel')}</Button>
          <Button kind="primary" type="submit" form={formId} busy={invite.isPending}>
            {t('settings.invite')}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="flex flex-col gap-4">
        {invite.error && <Notice tone="bad">{failureText(invite.error)}</Notice>}
        <Field label={t('settings.email')}>
          {(field) => (
            <Input
              {...field}
              type="email"
              required
              value={email}
              onChange={(event) => setEmail(event.target.value)}
            />
          )}
        </Field>
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
      </form>
    </Dialog>
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
