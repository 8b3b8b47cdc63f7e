/** The first two answers of a campaign: what it is called and whom it is for. */
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { Audience } from '@vefa/contract'
import { useState } from 'react'

import { useT } from '#/lang/index.ts'
import { api } from '#/lib/api.ts'
import { TextField } from '#/ui/Field.tsx'
import { FormDialog } from '#/ui/FormDialog.tsx'

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
  const navigate = useNavigate()
  const [name, setName] = useState('')
  const [audience, setAudience] = useState<Audience>(firstAudience(group))
  const create = useMutation(
    api.campaigns.create.mutationOptions({
      onSuccess: ({ id }) => void navigate({ to: `/campaigns/${id}` as never }),
    }),
  )
  const submit = (): void => {
    create.mutate({ name, audience })
  }
  return (
    <FormDialog
      title={t('campaigns.new')}
      description={t('campaigns.newText')}
      action={t('campaigns.write')}
      busy={create.isPending}
      error={create.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField
        label={t('campaigns.name')}
        hint={t('campaigns.nameHint')}
        required
        maxLength={120}
        value={name}
        onChange={setName}
      />
      <AudienceField audience={audience} onChange={setAudience} />
    </FormDialog>
  )
}
