/** Writing a campaign: whom, what, how it looks to one of them, who may be written to, and sending it. */
import { useNavigate } from '@tanstack/react-router'
import { useMutation } from '@tanstack/react-query'
import type { Campaign } from '@vefa/contract'
import { useState } from 'react'

import { useT } from '#/lang/index.ts'
import { api } from '#/lib/api.ts'
import { useShortcuts } from '#/lib/keys.ts'
import { useFormat, useRights } from '#/lib/session.ts'
import { Button, IconButton } from '#/ui/Button.tsx'
import { useFailureText } from '#/ui/FailureState.tsx'
import { Field, Select, Switch, TextField } from '#/ui/Field.tsx'
import { Menu } from '#/ui/Overlay.tsx'
import { Notice, Page, Panel, TitleBar } from '#/ui/Panel.tsx'

import { AudienceField } from './AudienceField.tsx'
import { Crumbs } from './CampaignPage.tsx'
import { type DraftInHand, useDraft } from './draft.ts'
import { LetterEditor } from './LetterEditor.tsx'
import { LetterPreview } from './LetterPreview.tsx'
import { PermissionTable } from './PermissionTable.tsx'
import { SendDialog } from './SendDialog.tsx'

const holdOuts = ['0', '0.05', '0.1', '0.2', '0.5']

export function DraftEditor({ campaign }: { campaign: Campaign }) {
  const t = useT()
  const may = useRights()
  const failureText = useFailureText()
  const inHand = useDraft(campaign)
  const [sending, setSending] = useState(false)
  useShortcuts([{ key: 'Enter', meta: true, run: () => may('campaigns.send') && setSending(true) }])
  return (
    <>
      <TitleBar
        title={inHand.draft.name || t('campaigns.one')}
        crumbs={<Crumbs />}
        hint={t(`campaigns.draft.${inHand.status}`)}
        actions={<Actions campaign={campaign} onSend={() => setSending(true)} />}
      />
      <Page>
        {inHand.status === 'failed' && <Notice tone="bad">{failureText(inHand.error)}</Notice>}
        <div className="grid grid-cols-[minmax(0,1fr)_minmax(0,1fr)] items-start gap-5 max-[1100px]:grid-cols-1">
          <div className="flex min-w-0 flex-col gap-5">
            <Basics inHand={inHand} />
            <Panel title={t('campaigns.letter')}>
              <LetterEditor letter={inHand.draft.letter} onChange={(letter) => inHand.change({ letter })} />
            </Panel>
            <PermissionTable campaignId={campaign.id} />
          </div>
          <LetterPreview campaignId={campaign.id} letter={inHand.draft.letter} flush={inHand.flush} />
        </div>
      </Page>
      {sending && <SendDialog campaign={campaign} inHand={inHand} onClose={() => setSending(false)} />}
    </>
  )
}

function Actions({ campaign, onSend }: { campaign: Campaign; onSend: () => void }) {
  const t = useT()
  const may = useRights()
  const navigate = useNavigate()
  const remove = useMutation(
    api.campaigns.remove.mutationOptions({ onSuccess: () => void navigate({ to: '/campaigns' }) }),
  )
  const items = [
    {
      label: t('campaigns.remove'),
      icon: 'trash' as const,
      danger: true,
      disabled: !may('campaigns.write'),
      onSelect: () => remove.mutate({ id: campaign.id }),
    },
  ]
  return (
    <>
      <Menu label={t('nav.more')} trigger={<IconButton icon="more" label={t('nav.more')} />} items={items} />
      {may('campaigns.send') && (
        <Button kind="primary" shortcut="Ctrl ↵" onClick={onSend}>
          {t('campaigns.send')}
        </Button>
      )}
    </>
  )
}

function Basics({ inHand: { draft, change } }: { inHand: DraftInHand }) {
  const t = useT()
  const format = useFormat()
  const choices = holdOuts.map((value) => ({
    value,
    label: value === '0' ? t('campaigns.holdOutNone') : format.percent(Number(value), 0),
  }))
  return (
    <Panel title={t('campaigns.basics')}>
      <div className="flex flex-col gap-4">
        <TextField
          label={t('campaigns.name')}
          maxLength={120}
          value={draft.name}
          onChange={(text) => change({ name: text })}
        />
        <AudienceField audience={draft.audience} onChange={(audience) => change({ audience })} />
        <Field label={t('campaigns.holdOut')} hint={t('campaigns.holdOutHint')}>
          {(field) => (
            <Select
              {...field}
              className="max-w-[200px]"
              choices={choices}
              value={String(draft.holdOut)}
              onChange={(event) => change({ holdOut: Number(event.target.value) })}
            />
          )}
        </Field>
        <Switch
          label={t('campaigns.tracked')}
          checked={draft.tracked}
          onChange={(tracked) => change({ tracked })}
        />
      </div>
    </Panel>
  )
}
