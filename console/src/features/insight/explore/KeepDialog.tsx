/** Keeps an exploration under a name, shared or not, and mails it when asked; or changes one that is kept. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'

import { useT } from '#/lang/index.ts'
import { api } from '#/lib/api.ts'
import { Button } from '#/ui/Button.tsx'
import { useFailureText } from '#/ui/FailureState.tsx'
import { Checkbox, Switch, TextField } from '#/ui/Field.tsx'
import { Dialog } from '#/ui/Overlay.tsx'
import { useToast } from '#/ui/Toast.tsx'

import { addressOf, type Exploration, keptOf, type Rolling, rollingOf, useQuestion } from './question.ts'
import { ScheduleFields } from './ScheduleFields.tsx'
import type { Schedule } from './schedule-words.ts'

const usual: Schedule = { every: 'week', hour: 9, weekday: 1, monthDay: 1, to: [] }

type Form = { name: string; shared: boolean; mailed: boolean; schedule: Schedule; rolling: Rolling }

function formOf(one: Exploration | undefined, rolling: Rolling | null): Form {
  return {
    name: one?.name ?? '',
    shared: one?.shared ?? true,
    mailed: Boolean(one?.schedule),
    schedule: one?.schedule ?? usual,
    rolling: rolling ?? 'days30',
  }
}

export function KeepDialog({ one, onClose }: { one?: Exploration; onClose: () => void }) {
  const t = useT()
  const { question, reach } = useQuestion()
  const asked = one?.question ?? keptOf(question, reach)
  const [form, setForm] = useState(() => formOf(one, asked.rolling))
  const change = (part: Partial<Form>): void => setForm((old) => ({ ...old, ...part }))
  const { save, busy, problem } = useSaving(one, onClose)
  const ready = form.name.trim() !== '' && (!form.mailed || form.schedule.to.length > 0)
  const submit = (): void => {
    if (!ready) return
    const { name, shared, mailed, schedule } = form
    save(
      { name, shared, schedule: mailed ? schedule : null },
      mailed ? rollingOf(asked, form.rolling) : asked,
    )
  }
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t(one ? 'explore.change' : 'explore.keep')}
      closeLabel={t('app.close')}
      foot={
        <>
          <Button onClick={onClose}>{t('app.cancel')}</Button>
          <Button kind="primary" busy={busy} disabled={!ready} onClick={submit}>
            {t('app.save')}
          </Button>
        </>
      }
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        <KeepFields form={form} change={change} problem={problem} />
      </form>
    </Dialog>
  )
}

function KeepFields({
  form,
  change,
  problem,
}: {
  form: Form
  change: (part: Partial<Form>) => void
  problem: string | undefined
}) {
  const t = useT()
  const readers = useQuery({ ...api.insight.listReaders.queryOptions(), enabled: form.mailed })
  return (
    <>
      <TextField
        label={t('explore.name')}
        error={problem}
        value={form.name}
        maxLength={120}
        onChange={(text) => change({ name: text })}
      />
      <Checkbox label={t('explore.shared')} checked={form.shared} onChange={(shared) => change({ shared })} />
      <Switch label={t('explore.mailed')} checked={form.mailed} onChange={(mailed) => change({ mailed })} />
      {form.mailed && (
        <ScheduleFields
          schedule={form.schedule}
          rolling={form.rolling}
          onRolling={(rolling) => change({ rolling })}
          readers={readers.data?.readers}
          onChange={(part) => change({ schedule: { ...form.schedule, ...part } })}
        />
      )}
    </>
  )
}

type Named = { name: string; shared: boolean; schedule: Schedule | null }

function useSaving(one: Exploration | undefined, onClose: () => void) {
  const t = useT()
  const toast = useToast()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const failureText = useFailureText()
  const onSuccess = async (kept: Exploration): Promise<void> => {
    toast({ text: t('app.saved') })
    onClose()
    await queries.invalidateQueries({ queryKey: api.insight.listExplorations.key() })
    if (!one) await navigate({ to: '/insight/$view', params: { view: 'explore' }, search: addressOf(kept) })
  }
  const create = useMutation(api.insight.createExploration.mutationOptions({ onSuccess }))
  const update = useMutation(api.insight.updateExploration.mutationOptions({ onSuccess }))
  const save = (named: Named, question: Exploration['question']): void => {
    if (one) update.mutate({ id: one.id, version: one.version, ...named, question })
    else create.mutate({ ...named, question })
  }
  const error = create.error ?? update.error
  return {
    save,
    busy: create.isPending || update.isPending,
    problem: error ? failureText(error) : undefined,
  }
}
