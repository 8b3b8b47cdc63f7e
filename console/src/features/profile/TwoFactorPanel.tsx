/** The second factor: set up with an authenticator, renew backup codes, turn off; each asks for the password. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'

import { useT } from '#/lang/index.ts'
import { api } from '#/lib/api.ts'
import { Badge } from '#/ui/Badge.tsx'
import { Button } from '#/ui/Button.tsx'
import { Dialog } from '#/ui/Overlay.tsx'
import { Panel } from '#/ui/Panel.tsx'
import { useToast } from '#/ui/Toast.tsx'

import { BackupCodes } from './BackupCodes.tsx'
import { PasswordDialog } from './PasswordDialog.tsx'
import { TwoFactorSetup } from './TwoFactorSetup.tsx'

type Step = 'begin' | 'renew' | 'end' | null

export function TwoFactorPanel({ on }: { on: boolean }) {
  const t = useT()
  const [step, setStep] = useState<Step>(null)
  return (
    <Panel
      title={t('profile.twoFactor')}
      end={<Badge tone={on ? 'good' : 'plain'}>{on ? t('profile.stateOn') : t('profile.stateOff')}</Badge>}
    >
      <div className="flex flex-col items-start gap-4">
        <p className="text-ink-2">{on ? t('profile.on') : t('profile.off')}</p>
        {on ? (
          <div className="flex flex-wrap gap-2">
            <Button onClick={() => setStep('renew')}>{t('profile.renew')}</Button>
            <Button kind="danger" onClick={() => setStep('end')}>
              {t('profile.end')}
            </Button>
          </div>
        ) : (
          <Button onClick={() => setStep('begin')}>{t('profile.begin')}</Button>
        )}
      </div>
      {step === 'begin' && <TwoFactorSetup onClose={() => setStep(null)} />}
      {step === 'renew' && <RenewCodes onClose={() => setStep(null)} />}
      {step === 'end' && <EndTwoFactor onClose={() => setStep(null)} />}
    </Panel>
  )
}

function RenewCodes({ onClose }: { onClose: () => void }) {
  const t = useT()
  const renew = useMutation(api.team.profile.twoFactor.renewBackupCodes.mutationOptions())
  if (!renew.data)
    return (
      <PasswordDialog
        title={t('profile.renew')}
        action={t('profile.renew')}
        error={renew.error}
        busy={renew.isPending}
        onPassword={(password) => renew.mutate({ password })}
        onClose={onClose}
      />
    )
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t('profile.backupTitle')}
      closeLabel={t('app.close')}
      foot={
        <Button kind="primary" onClick={onClose}>
          {t('app.close')}
        </Button>
      }
    >
      <BackupCodes codes={renew.data.backupCodes} />
    </Dialog>
  )
}

function EndTwoFactor({ onClose }: { onClose: () => void }) {
  const t = useT()
  const toast = useToast()
  const queries = useQueryClient()
  const end = useMutation(
    api.team.profile.twoFactor.end.mutationOptions({
      onSuccess: async () => {
        await queries.invalidateQueries({ queryKey: api.session.key() })
        toast({ text: t('profile.turnedOff') })
        onClose()
      },
    }),
  )
  return (
    <PasswordDialog
      title={t('profile.endTitle')}
      action={t('profile.end')}
      danger
      error={end.error}
      busy={end.isPending}
      onPassword={(password) => end.mutate({ password })}
      onClose={onClose}
    />
  )
}
