/** The last look before sending: what happens, to whom, and that it can be taken back. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Campaign } from '@vefa/contract'
import { useEffect, useState } from 'react'

import { useCodeText, useT } from '#/lang/index.ts'
import { api, failureOf } from '#/lib/api.ts'
import { useFormat } from '#/lib/session.ts'
import { Button } from '#/ui/Button.tsx'
import { useFailureText } from '#/ui/FailureState.tsx'
import { Dialog } from '#/ui/Overlay.tsx'
import { Definitions, Notice } from '#/ui/Panel.tsx'
import { Skeleton } from '#/ui/States.tsx'

import { useAudienceText } from './campaign-words.ts'
import type { DraftInHand } from './draft.ts'

type Given = { campaign: Campaign; inHand: DraftInHand; onClose: () => void }

export function SendDialog({ campaign, inHand, onClose }: Given) {
  const t = useT()
  const queries = useQueryClient()
  const flushed = useFlushed(inHand)
  const estimate = useQuery({
    ...api.campaigns.estimate.queryOptions({ input: { id: campaign.id } }),
    enabled: flushed.done,
  })
  const launch = useMutation(
    api.campaigns.launch.mutationOptions({
      onSuccess: () => void queries.invalidateQueries({ queryKey: api.campaigns.key() }),
    }),
  )
  const written = estimate.data ? Math.round(estimate.data.reachable * (1 - inHand.draft.holdOut)) : 0
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('campaigns.sendTitle')}
      description={t('campaigns.sendText')}
      closeLabel={t('app.close')}
      foot={
        <>
          <Button onClick={onClose}>{t('app.cancel')}</Button>
          <Button
            kind="primary"
            busy={launch.isPending}
            disabled={!estimate.data || estimate.data.reachable === 0}
            onClick={() => launch.mutate({ id: campaign.id })}
          >
            {t('campaigns.sendNow', { count: written })}
          </Button>
        </>
      }
    >
      <Problem error={flushed.error ?? estimate.error ?? launch.error} />
      {estimate.data ? (
        <Summary inHand={inHand} reachable={estimate.data.reachable} audience={estimate.data.audience} />
      ) : (
        <Skeleton lines={4} label={t('app.loading')} />
      )}
    </Dialog>
  )
}

/** What was typed last is on the server before anything is counted or sent. */
function useFlushed({ flush }: DraftInHand): { done: boolean; error: unknown } {
  const [state, setState] = useState<{ done: boolean; error: unknown }>({ done: false, error: null })
  useEffect(() => {
    let gone = false
    flush().then(
      () => !gone && setState({ done: true, error: null }),
      (error: unknown) => !gone && setState({ done: false, error }),
    )
    return () => {
      gone = true
    }
  }, [flush])
  return state
}

function Problem({ error }: { error: unknown }) {
  const failureText = useFailureText()
  const checkText = useCodeText('campaigns.check')
  if (!error) return null
  const { code, params } = failureOf(error)
  const text = code === 'campaign_letter' ? checkText(String(params.check), params) : failureText(error)
  return (
    <div className="pb-3">
      <Notice tone="bad">{text}</Notice>
    </div>
  )
}

function Summary({
  inHand: { draft },
  reachable,
  audience,
}: {
  inHand: DraftInHand
  reachable: number
  audience: number
}) {
  const t = useT()
  const format = useFormat()
  const audienceText = useAudienceText()
  const heldOut = Math.round(reachable * draft.holdOut)
  const items = [
    {
      term: t('campaigns.audience'),
      value: t('campaigns.sendAudience', { audience: audienceText(draft.audience), count: audience }),
    },
    { term: t('campaigns.reachable'), value: format.number(reachable) },
    ...(heldOut > 0
      ? [{ term: t('campaigns.holdOut'), value: t('campaigns.aboutCount', { count: heldOut }) }]
      : []),
    { term: t('campaigns.subject'), value: draft.letter.subject || t('campaigns.noSubject') },
  ]
  return (
    <div className="flex flex-col gap-3">
      <Definitions items={items} />
      <Notice>{t('campaigns.sendUndo')}</Notice>
    </div>
  )
}
