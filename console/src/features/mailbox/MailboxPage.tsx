/** What would have been sent where no mail server is set: a small mail client. */
import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useDeferredValue } from 'react'

import { useT } from '#/lang/index.ts'
import { api } from '#/lib/api.ts'
import { useShortcuts } from '#/lib/keys.ts'
import { Button } from '#/ui/Button.tsx'
import { cx } from '#/ui/cx.ts'
import { FailureState } from '#/ui/FailureState.tsx'
import { Input } from '#/ui/Field.tsx'
import { Notice, TitleBar } from '#/ui/Panel.tsx'
import { usePhone } from '#/ui/phone.ts'
import { EmptyState, Skeleton } from '#/ui/States.tsx'

import { MailList, type MailSummary } from './MailList.tsx'
import { MailReader } from './MailReader.tsx'

type View = { mail?: string; q?: string }

export function MailboxPage() {
  const t = useT()
  const phone = usePhone()
  const navigate = useNavigate()
  const view: View = useSearch({ strict: false })
  const search = useDeferredValue(view.q ?? '')
  const mails = useInfiniteQuery(
    api.delivery.listMailbox.infiniteOptions({
      input: (cursor: string | undefined) => ({ cursor, limit: 50, ...(search && { search }) }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.next ?? undefined,
    }),
  )
  const rows = mails.data?.pages.flatMap((page) => page.items) ?? []
  const show = (change: View): void => {
    void navigate({ to: '.', search: { ...view, ...change }, replace: change.q !== undefined })
  }
  useMoves(rows, view.mail, (mail) => show({ mail }))
  const reading = view.mail !== undefined
  return (
    <div className="flex h-dvh min-h-0 flex-col max-phone:h-[calc(100dvh-60px)]">
      <TitleBar title={t('mailbox.title')} hint={t('mailbox.hint')} />
      <div className="flex min-h-0 flex-1">
        <section
          aria-label={t('mailbox.list')}
          className={cx(
            'flex w-[380px] flex-none flex-col border-r border-line max-phone:w-full',
            phone && reading && 'hidden',
          )}
        >
          <div className="flex flex-col gap-2 border-b border-line p-3">
            <Input
              icon="search"
              type="search"
              aria-label={t('mailbox.search')}
              placeholder={t('mailbox.search')}
              value={view.q ?? ''}
              onChange={(event) => show({ q: event.target.value })}
            />
            {mails.data?.pages[0]?.smtp && <Notice>{t('mailbox.smtp')}</Notice>}
          </div>
          <ListBody
            rows={rows}
            mails={mails}
            open={view.mail}
            onOpen={(mail) => show({ mail })}
            searching={search !== ''}
          />
        </section>
        {(!phone || reading) && (
          <MailReader id={view.mail} onBack={() => show({ mail: undefined as never })} />
        )}
      </div>
    </div>
  )
}

/** j and k move, Esc leaves. */
function useMoves(rows: readonly MailSummary[], open: string | undefined, show: (id: string) => void): void {
  const move = (step: number): void => {
    const at = rows.findIndex((mail) => mail.id === open)
    const next = rows[Math.min(rows.length - 1, Math.max(0, at + step))]
    if (next) show(next.id)
  }
  useShortcuts([
    { key: 'j', run: () => move(1) },
    { key: 'k', run: () => move(-1) },
  ])
}

type Mails = {
  isPending: boolean
  error: unknown
  hasNextPage: boolean
  isFetchingNextPage: boolean
  refetch(): unknown
  fetchNextPage(): unknown
}

function ListBody({
  rows,
  mails,
  open,
  onOpen,
  searching,
}: {
  rows: readonly MailSummary[]
  mails: Mails
  open: string | undefined
  onOpen: (id: string) => void
  searching: boolean
}) {
  const t = useT()
  if (mails.error) return <FailureState error={mails.error} onRetry={() => void mails.refetch()} />
  if (mails.isPending) {
    return (
      <div className="p-4">
        <Skeleton lines={6} label={t('app.loading')} />
      </div>
    )
  }
  if (rows.length === 0) {
    return (
      <EmptyState title={t(searching ? 'mailbox.noMatch' : 'mailbox.empty')}>
        {t(searching ? 'mailbox.noMatchText' : 'mailbox.emptyText')}
      </EmptyState>
    )
  }
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <MailList rows={rows} open={open} onOpen={onOpen} />
      {mails.hasNextPage && (
        <div className="p-3">
          <Button small busy={mails.isFetchingNextPage} onClick={() => void mails.fetchNextPage()}>
            {t('app.loadMore')}
          </Button>
        </div>
      )}
    </div>
  )
}
