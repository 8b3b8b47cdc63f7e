/** The letter as one chosen person would get it: desktop, phone, dark, text; what is missing for them; checks; a test to oneself. */
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import type { Letter, LetterPreview as Preview } from '@vefa/contract'
import { useDeferredValue, useState } from 'react'

import { useCodeText, useT } from '#/lang/index.ts'
import { api } from '#/lib/api.ts'
import { useSession } from '#/lib/session.ts'
import { Button } from '#/ui/Button.tsx'
import { cx } from '#/ui/cx.ts'
import { FailureState, useFailureText } from '#/ui/FailureState.tsx'
import { Segmented, Select } from '#/ui/Field.tsx'
import { MailFrame } from '#/ui/MailFrame.tsx'
import { Notice, Panel } from '#/ui/Panel.tsx'
import { Skeleton } from '#/ui/States.tsx'
import { useToast } from '#/ui/Toast.tsx'

type View = 'desktop' | 'phone' | 'dark' | 'text'

type Given = { campaignId: string; letter: Letter; flush: () => Promise<void> }

export function LetterPreview({ campaignId, letter, flush }: Given) {
  const t = useT()
  const [person, setPerson] = useState('')
  const [view, setView] = useState<View>('desktop')
  const shown = useDeferredValue(letter)
  const customerId = person === '' ? undefined : Number(person)
  const preview = useQuery({
    ...api.templates.preview.queryOptions({
      input: { letter: shown, purpose: 'marketing', ...(customerId !== undefined && { customerId }) },
    }),
    placeholderData: keepPreviousData,
  })
  const views = (['desktop', 'phone', 'dark', 'text'] as const).map((value) => ({
    value,
    label: t(`campaigns.view.${value}`),
  }))
  return (
    <Panel
      flush
      title={t('campaigns.preview')}
      end={<TestButton campaignId={campaignId} customerId={customerId} flush={flush} />}
      className="sticky top-[72px] max-[1100px]:static"
    >
      <div className="flex flex-wrap items-center gap-2 border-b border-line px-4 py-3">
        <PersonSelect campaignId={campaignId} value={person} onChange={setPerson} />
        <Segmented label={t('campaigns.viewLabel')} value={view} choices={views} onChange={setView} />
      </div>
      {preview.error && <FailureState error={preview.error} onRetry={() => void preview.refetch()} />}
      {preview.isPending && (
        <div className="p-4">
          <Skeleton lines={6} label={t('app.loading')} />
        </div>
      )}
      {preview.data && <Shown preview={preview.data} view={view} />}
    </Panel>
  )
}

function PersonSelect({
  campaignId,
  value,
  onChange,
}: {
  campaignId: string
  value: string
  onChange: (value: string) => void
}) {
  const t = useT()
  const people = useQuery({
    ...api.campaigns.people.queryOptions({ input: { id: campaignId, reason: 'reachable', limit: 50 } }),
    staleTime: 60_000,
  })
  const choices = [
    { value: '', label: t('campaigns.samplePerson') },
    ...(people.data ?? []).map(({ id, name, email }) => ({ value: String(id), label: name || email })),
  ]
  return (
    <Select
      aria-label={t('campaigns.previewFor')}
      className="max-w-[220px] min-w-[150px] flex-1"
      choices={choices}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}

function Shown({ preview, view }: { preview: Preview; view: View }) {
  const t = useT()
  return (
    <>
      <Findings preview={preview} />
      <div className="border-b border-line px-4 py-3">
        <p className="font-semibold break-words">{preview.subject || t('campaigns.noSubject')}</p>
        {preview.preheader && <p className="mt-1 truncate text-12 text-ink-3">{preview.preheader}</p>}
      </div>
      {view === 'text' ? (
        <pre className="h-[560px] overflow-auto p-4 font-mono text-13 whitespace-pre-wrap">
          {preview.text}
        </pre>
      ) : (
        <div className={cx('bg-sunken', view === 'phone' && 'px-4 py-4')}>
          <MailFrame
            html={preview.html}
            title={t('campaigns.preview')}
            look={view === 'dark' ? 'dark' : 'light'}
            className={cx(
              'h-[560px]',
              view === 'phone' && 'mx-auto max-w-[375px] rounded-3 shadow-[0_0_0_1px_var(--line-strong)]',
            )}
          />
        </div>
      )}
    </>
  )
}

function Findings({ preview }: { preview: Preview }) {
  const t = useT()
  const checkText = useCodeText('campaigns.check')
  const errors = preview.checks.filter((check) => check.level === 'error')
  const warnings = preview.checks.filter((check) => check.level === 'warning')
  if (preview.missing.length + preview.checks.length === 0) return null
  return (
    <div className="flex flex-col gap-2 border-b border-line px-4 py-3">
      {preview.missing.length > 0 && (
        <Notice tone="warn">
          {t('campaigns.missing', { person: preview.person.name, variables: preview.missing.join(', ') })}
        </Notice>
      )}
      {errors.length > 0 && (
        <Checks tone="bad" checks={errors.map((check) => checkText(check.code, { detail: check.detail }))} />
      )}
      {warnings.length > 0 && (
        <Checks
          tone="plain"
          checks={warnings.map((check) => checkText(check.code, { detail: check.detail }))}
        />
      )}
    </div>
  )
}

function Checks({ tone, checks }: { tone: 'bad' | 'plain'; checks: readonly string[] }) {
  return (
    <Notice tone={tone}>
      <ul className="flex flex-col gap-1">
        {[...new Set(checks)].map((check) => (
          <li key={check}>{check}</li>
        ))}
      </ul>
    </Notice>
  )
}

function TestButton({
  campaignId,
  customerId,
  flush,
}: {
  campaignId: string
  customerId: number | undefined
  flush: () => Promise<void>
}) {
  const t = useT()
  const toast = useToast()
  const failureText = useFailureText()
  const { data: session } = useSession()
  const test = useMutation(
    api.campaigns.test.mutationOptions({
      onSuccess: ({ to, delivered }) => toast({ text: t(`campaigns.tested.${delivered}`, { to }) }),
      onError: (error) => toast({ text: failureText(error), tone: 'bad' }),
    }),
  )
  const run = async (): Promise<void> => {
    await flush()
    test.mutate({
      id: campaignId,
      to: session?.user?.email ?? '',
      ...(customerId !== undefined && { customerId }),
    })
  }
  return (
    <Button
      small
      busy={test.isPending}
      onClick={() => void run().catch((error: unknown) => toast({ text: failureText(error), tone: 'bad' }))}
    >
      {t('campaigns.test')}
    </Button>
  )
}
