/** The first two answers of a campaign: what it is called and whom it is for. */
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { Audience } from '@vefa/contract'
import { type FormEvent, useId, useState } from 'react'

import { useT } from '#/lang/index.ts'
import { api } from '#/lib/api.ts'
import { Button } from '#/ui/Button.tsx'
import { useFailureText } from '#/ui/FailureState.tsx'
import { Field, Input } from '#/ui/Field.tsx'
import { Dialog } from '#/ui/Overlay.tsx'
import { Notice } from '#/ui/Panel.tsx'

import { AudienceField, groups } from './AudienceField.tsx'

const segmentMark = 'segment:'

/** Other pages name a group, or a segment by its id behind a mark. */
function firstAudience(given: string): Audience {
  if (given.startsWith(segmentMark)) return { kind: 'segment', segmentId: given.slice(segmentMark.length) }
  const known = groups.find((name) => name === given)
  return { kind: 'group', group: known ?? 'atRisk' }
}

export function NewCampaign({ group, onClose }: { group: string; onClose: () => void }) {
  const t = useT()
  const form = useId()
  const failureText = useFailureText()
  const navigate = useNavigate()
  const [name, setName] = useState('')
  const [audience, setAudience] = useState<Audience>(firstAudience(group))
  const create = useMutation(
    api.campaigns.create.mutationOptions({
      onSuccess: ({ id }) => void navigate({ to: `/campaigns/${id}` as never }),
    }),
  )
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    create.mutate({ name, audience })
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('campaigns.new')}
      description={t('campaigns.newText')}
      closeLabel={t('app.close')}
      foot={
        <>
          <Button onClick={onClose}>{t('app.cancel')}</Button>
          <Button kind="primary" type="submit" form={form} busy={create.isPending}>
            {t('campaigns.write')}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="flex flex-col gap-4">
        {create.error && <Notice tone="bad">{failureText(create.error)}</Notice>}
        <Field label={t('campaigns.name')} hint={t('campaigns.nameHint')}>
          {(field) => (
            <Input
              {...field}
              required
              maxLength={120}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <AudienceField audience={audience} onChange={setAudience} />
      </form>
    </Dialog>
  )
}
