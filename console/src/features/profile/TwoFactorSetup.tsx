/** Setting up the second factor: password, then QR code, backup codes and a first code. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'

import { useT } from '#/lang/index.ts'
import { api, type client } from '#/lib/api.ts'
import { CopyField } from '#/ui/CopyField.tsx'
import { TextField } from '#/ui/Field.tsx'
import { FormDialog } from '#/ui/FormDialog.tsx'
import { useToast } from '#/ui/Toast.tsx'

import { BackupCodes } from './BackupCodes.tsx'
import { PasswordDialog } from './PasswordDialog.tsx'

type Start = Awaited<ReturnType<typeof client.team.profile.twoFactor.begin>>

export function TwoFactorSetup({ onClose }: { onClose: () => void }) {
  const t = useT()
  const begin = useMutation(api.team.profile.twoFactor.begin.mutationOptions())
  if (begin.data) return <ConfirmSetup start={begin.data} onClose={onClose} />
  return (
    <PasswordDialog
      title={t('profile.beginTitle')}
      action={t('app.next')}
      error={begin.error}
      busy={begin.isPending}
      onPassword={(password) => begin.mutate({ password })}
      onClose={onClose}
    />
  )
}

function ConfirmSetup({ start, onClose }: { start: Start; onClose: () => void }) {
  const t = useT()
  const toast = useToast()
  const queries = useQueryClient()
  const [code, setCode] = useState('')
  const confirm = useMutation(
    api.team.profile.twoFactor.confirm.mutationOptions({
      onSuccess: async () => {
        await queries.invalidateQueries({ queryKey: api.session.key() })
        toast({ text: t('profile.turnedOn') })
        onClose()
      },
    }),
  )
  const submit = (): void => {
    confirm.mutate({ code })
  }
  return (
    <FormDialog
      wide
      title={t('profile.beginTitle')}
      description={t('profile.scan')}
      action={t('profile.confirm')}
      busy={confirm.isPending}
      error={confirm.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <ScanFields start={start} code={code} onCode={setCode} />
      <section className="flex flex-col gap-2">
        <h3 className="font-semibold">{t('profile.backupTitle')}</h3>
        <BackupCodes codes={start.backupCodes} />
      </section>
    </FormDialog>
  )
}

function ScanFields({ start, code, onCode }: { start: Start; code: string; onCode: (code: string) => void }) {
  const t = useT()
  return (
    <div className="flex items-start gap-5 max-phone:flex-col">
      <img
        src={start.qrCode}
        alt={t('profile.qrCode')}
        className="size-44 flex-none rounded-2 bg-white p-1"
      />
      <div className="flex w-full min-w-0 flex-col gap-4">
        <CopyField label={t('profile.secret')} value={start.secret} />
        <TextField
          label={t('profile.code')}
          required
          inputMode="numeric"
          autoComplete="one-time-code"
          pattern="\s*(\d\s*){6}"
          value={code}
          onChange={onCode}
        />
      </div>
    </div>
  )
}
