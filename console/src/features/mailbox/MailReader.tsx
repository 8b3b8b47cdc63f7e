/** One mail as its reader would see it, its text part, and its headers. */
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'

import { useT } from '#/lang/index.ts'
import { api } from '#/lib/api.ts'
import { useFormat } from '#/lib/session.ts'
import { IconButton, linkLook } from '#/ui/Button.tsx'
import { FailureState } from '#/ui/FailureState.tsx'
import { Segmented } from '#/ui/Field.tsx'
import { MailFrame } from '#/ui/MailFrame.tsx'
import { EmptyState, Skeleton } from '#/ui/States.tsx'

type Part = 'html' | 'text' | 'headers'

export function MailReader({ id, onBack }: { id: string | undefined; onBack: () => void }) {
  const t = useT()
  const mail = useQuery({
    ...api.delivery.getMail.queryOptions({ input: { id: id ?? '' } }),
    enabled: id !== undefined,
  })
  if (id === undefined) return <EmptyState title={t('mailbox.none')}>{t('mailbox.noneText')}</EmptyState>
  if (mail.error) return <FailureState error={mail.error} onRetry={() => void mail.refetch()} />
  if (!mail.data) {
    return (
      <div className="flex-1 p-5">
        <Skeleton lines={5} label={t('app.loading')} />
      </div>
    )
  }
  return <Mail key={id} mail={mail.data} onBack={onBack} />
}

type Whole = {
  customerId: number | null
  from: string
  to: string
  subject: string
  html: string
  text: string
  at: string
  headers: { name: string; value: string }[]
}

function Mail({ mail, onBack }: { mail: Whole; onBack: () => void }) {
  const t = useT()
  const format = useFormat()
  const [part, setPart] = useState<Part>('html')
  const choices = (['html', 'text', 'headers'] as const).map((value) => ({
    value,
    label: t(`mailbox.${value}`),
  }))
  return (
    <article className="flex min-w-0 flex-1 flex-col">
      <header className="flex flex-col gap-2 border-b border-line px-5 py-3 max-phone:px-4">
        <div className="flex items-start gap-2">
          <span className="hidden max-phone:block">
            <IconButton icon="left" label={t('app.back')} onClick={onBack} />
          </span>
          <h2 className="min-w-0 flex-1 text-16 leading-6 font-semibold break-words">{mail.subject}</h2>
        </div>
        <p className="text-12 break-words text-ink-2">
          {mail.from} → {mail.to} · {format.dateTime(mail.at)}
        </p>
        <div className="flex flex-wrap items-center gap-3">
          <Segmented label={t('mailbox.view')} value={part} choices={choices} onChange={setPart} />
          {mail.customerId !== null && (
            <Link to={`/customers/${mail.customerId}` as never} className={linkLook}>
              {t('mailbox.customer')}
            </Link>
          )}
        </div>
      </header>
      <PartView mail={mail} part={part} />
    </article>
  )
}

function PartView({ mail, part }: { mail: Whole; part: Part }) {
  if (part === 'html') {
    return <MailFrame html={mail.html} title={mail.subject} className="min-h-0 flex-1" />
  }
  if (part === 'text') {
    return (
      <pre className="min-h-0 flex-1 overflow-auto p-5 font-mono text-13 whitespace-pre-wrap">
        {mail.text}
      </pre>
    )
  }
  return (
    <dl className="grid min-h-0 flex-1 auto-rows-min grid-cols-[minmax(120px,auto)_1fr] gap-x-4 gap-y-2 overflow-auto p-5 font-mono text-12 max-phone:grid-cols-1">
      {mail.headers.map(({ name, value }) => (
        <div key={name} className="contents">
          <dt className="text-ink-3">{name}</dt>
          <dd className="min-w-0 break-all">{value}</dd>
        </div>
      ))}
    </dl>
  )
}
