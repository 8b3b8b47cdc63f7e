/** What the person said about being written to, and writing down what they say now. */
import { useMutation, useQuery } from '@tanstack/react-query'
import type { FormEvent } from 'react'

import { useCodeText, useT } from '#/lang/index.ts'
import { api } from '#/lib/api.ts'
import { useFormat, useRights } from '#/lib/session.ts'
import { Badge } from '#/ui/Badge.tsx'
import { Button } from '#/ui/Button.tsx'
import { Field, Input, Select, Textarea } from '#/ui/Field.tsx'
import { Dialog } from '#/ui/Overlay.tsx'
import { Skeleton } from '#/ui/States.tsx'

import { formText } from './form-text.ts'
import { useAfter } from './use-customer.ts'

const channels = ['email', 'sms', 'whatsapp', 'push', 'call'] as const
const purposes = ['marketing', 'service', 'profiling'] as const
const states = ['given', 'refused', 'withdrawn'] as const

export function ConsentDialog({ id, onClose }: { id: number; onClose: () => void }) {
  const t = useT()
  const may = useRights()
  return (
    <Dialog
      open
      wide
      onOpenChange={onClose}
      title={t('customer.consents')}
      description={t('customer.consentsText')}
      closeLabel={t('app.close')}
    >
      {may('consents.write') && <ConsentForm id={id} onClose={onClose} />}
      <Ledger id={id} />
    </Dialog>
  )
}

function ConsentForm({ id, onClose }: { id: number; onClose: () => void }) {
  const t = useT()
  const record = useMutation(
    api.customers.recordConsent.mutationOptions(
      useAfter({ text: t('customer.consentRecorded'), close: onClose }),
    ),
  )
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault()
    record.mutate({ id, ...readStatement(new FormData(event.currentTarget)) })
  }
  return (
    <form onSubmit={submit} className="grid grid-cols-3 gap-3 pb-5 max-phone:grid-cols-1">
      <Field label={t('customer.channel')}>
        {(field) => (
          <Select
            {...field}
            name="channel"
            choices={channels.map((value) => ({ value, label: t(`customer.channels.${value}`) }))}
          />
        )}
      </Field>
      <Field label={t('customer.purpose')}>
        {(field) => (
          <Select
            {...field}
            name="purpose"
            choices={purposes.map((value) => ({ value, label: t(`customer.purposes.${value}`) }))}
          />
        )}
      </Field>
      <Field label={t('customer.state')}>
        {(field) => (
          <Select
            {...field}
            name="state"
            choices={states.map((value) => ({ value, label: t(`customer.states.${value}`) }))}
          />
        )}
      </Field>
      <Field label={t('customer.evidence')} hint={t('customer.evidenceHint')} className="col-span-full">
        {(field) => <Textarea {...field} name="evidence" required rows={2} maxLength={1000} />}
      </Field>
      <Field label={t('customer.textVersion')} className="col-span-full">
        {(field) => <Input {...field} name="textVersion" maxLength={100} />}
      </Field>
      <div className="col-span-full flex justify-end">
        <Button kind="primary" type="submit" busy={record.isPending}>
          {t('customer.consentRecord')}
        </Button>
      </div>
    </form>
  )
}

function readStatement(form: FormData) {
  const text = (name: string): string => formText(form, name)
  return {
    channel: text('channel') as (typeof channels)[number],
    purpose: text('purpose') as (typeof purposes)[number],
    state: text('state') as (typeof states)[number],
    textVersion: text('textVersion'),
    evidence: text('evidence'),
  }
}

function Ledger({ id }: { id: number }) {
  const t = useT()
  const format = useFormat()
  const source = useCodeText('customer.sources')
  const { data } = useQuery(api.customers.listConsents.queryOptions({ input: { id } }))
  if (!data) return <Skeleton label={t('app.loading')} />
  if (data.length === 0) return <p className="text-ink-3">{t('customer.ledgerEmpty')}</p>
  return (
    <ul aria-label={t('customer.ledger')} className="divide-y divide-line border-t border-line">
      {data.map((said) => (
        <li key={said.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2 text-13">
          <Badge tone={said.state === 'given' ? 'good' : 'bad'}>{t(`customer.states.${said.state}`)}</Badge>
          <span>{`${t(`customer.channels.${said.channel}`)}, ${t(`customer.purposes.${said.purpose}`)}`}</span>
          <span className="text-12 text-ink-3">
            {[format.dateTime(said.at), source(said.source), said.actorName, said.textVersion]
              .filter(Boolean)
              .join(' · ')}
          </span>
        </li>
      ))}
    </ul>
  )
}
