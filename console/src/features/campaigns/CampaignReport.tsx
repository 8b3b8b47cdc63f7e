/** A campaign that was launched: how far it is, what it did, who got it; and the means to hold or end it. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Campaign } from '@vefa/contract'
import { useEffect, useState } from 'react'

import { useT } from '#/lang/index.ts'
import { api } from '#/lib/api.ts'
import { useFormat, useRights } from '#/lib/session.ts'
import { Badge } from '#/ui/Badge.tsx'
import { Button } from '#/ui/Button.tsx'
import { useFailureText } from '#/ui/FailureState.tsx'
import { Definitions, Notice, Page, Panel, TitleBar } from '#/ui/Panel.tsx'
import { Progress } from '#/ui/States.tsx'
import { useToast } from '#/ui/Toast.tsx'

import { stateText, stateTone, useAudienceText } from './campaign-words.ts'
import { Crumbs } from './CampaignPage.tsx'
import { Recipients } from './Recipients.tsx'
import { Results } from './Results.tsx'

export function CampaignReport({ campaign }: { campaign: Campaign }) {
  const t = useT()
  return (
    <>
      <TitleBar
        title={campaign.name}
        crumbs={<Crumbs />}
        hint={<Badge tone={stateTone[campaign.state]}>{t(stateText(campaign.state))}</Badge>}
        actions={<Steering campaign={campaign} />}
      />
      <Page>
        <UndoBar campaign={campaign} />
        {['preparing', 'sending', 'paused'].includes(campaign.state) && (
          <SendingProgress campaign={campaign} />
        )}
        <Results campaign={campaign} />
        <div className="grid grid-cols-[minmax(0,1fr)_392px] items-start gap-5 max-[1100px]:grid-cols-1">
          <Recipients campaignId={campaign.id} />
          <About campaign={campaign} />
        </div>
      </Page>
    </>
  )
}

/** Counts down the seconds in which nothing has left yet. */
function UndoBar({ campaign }: { campaign: Campaign }) {
  const t = useT()
  const may = useRights()
  const steer = useSteering()
  const [left, setLeft] = useState(() => secondsUntil(campaign.undoUntil))
  useEffect(() => {
    const timer = setInterval(() => setLeft(secondsUntil(campaign.undoUntil)), 250)
    return () => clearInterval(timer)
  }, [campaign.undoUntil])
  if (left <= 0 || !may('campaigns.send')) return null
  return (
    <Notice
      tone="accent"
      action={
        <Button
          small
          icon="undo"
          busy={steer.undo.isPending}
          onClick={() => steer.undo.mutate({ id: campaign.id })}
        >
          {t('app.undo')}
        </Button>
      }
    >
      {t('campaigns.undoText', { seconds: left })}
    </Notice>
  )
}

function secondsUntil(moment: string | null): number {
  return moment ? Math.max(0, Math.ceil((Date.parse(moment) - Date.now()) / 1000)) : 0
}

function SendingProgress({ campaign }: { campaign: Campaign }) {
  const t = useT()
  const { progress, state } = campaign
  if (!progress) return null
  const all = progress.sent + progress.waiting + progress.failed
  const done = all - progress.waiting
  return (
    <Panel>
      <Progress
        label={t('campaigns.progress')}
        share={state === 'preparing' ? null : all === 0 ? 1 : done / all}
        tone={state === 'paused' ? 'warn' : 'accent'}
        detail={t('campaigns.progressText', { done, all, waiting: progress.waiting })}
      />
    </Panel>
  )
}

function useSteering() {
  const queries = useQueryClient()
  const toast = useToast()
  const failureText = useFailureText()
  const after = {
    onSuccess: () => void queries.invalidateQueries({ queryKey: api.campaigns.key() }),
    onError: (error: unknown) => toast({ text: failureText(error), tone: 'bad' }),
  }
  return {
    undo: useMutation(api.campaigns.undo.mutationOptions(after)),
    pause: useMutation(api.campaigns.pause.mutationOptions(after)),
    resume: useMutation(api.campaigns.resume.mutationOptions(after)),
    cancel: useMutation(api.campaigns.cancel.mutationOptions(after)),
  }
}

function Steering({ campaign: { id, state } }: { campaign: Campaign }) {
  const t = useT()
  const may = useRights()
  const steer = useSteering()
  if (!may('campaigns.send') || !['sending', 'paused'].includes(state)) return null
  return (
    <>
      <Button kind="danger" busy={steer.cancel.isPending} onClick={() => steer.cancel.mutate({ id })}>
        {t('campaigns.cancel')}
      </Button>
      {state === 'sending' ? (
        <Button icon="pause" busy={steer.pause.isPending} onClick={() => steer.pause.mutate({ id })}>
          {t('campaigns.pause')}
        </Button>
      ) : (
        <Button
          kind="primary"
          icon="play"
          busy={steer.resume.isPending}
          onClick={() => steer.resume.mutate({ id })}
        >
          {t('campaigns.resume')}
        </Button>
      )}
    </>
  )
}

function About({ campaign }: { campaign: Campaign }) {
  const t = useT()
  const format = useFormat()
  const audienceText = useAudienceText()
  const items = [
    { term: t('campaigns.audience'), value: audienceText(campaign.audience) },
    { term: t('campaigns.subject'), value: campaign.letter.subject },
    { term: t('campaigns.holdOut'), value: format.percent(campaign.holdOut, 0) },
    { term: t('campaigns.tracked'), value: t(campaign.tracked ? 'app.yes' : 'app.no') },
    { term: t('campaigns.launchedBy'), value: campaign.launchedBy ?? '' },
    {
      term: t('campaigns.launchedAt'),
      value: campaign.launchedAt ? format.dateTime(campaign.launchedAt) : '',
    },
    ...(campaign.finishedAt
      ? [{ term: t('campaigns.finishedAt'), value: format.dateTime(campaign.finishedAt) }]
      : []),
  ]
  return (
    <Panel title={t('campaigns.about')}>
      <Definitions items={items} />
    </Panel>
  )
}
