/** The mails of the mailbox, newest first. */
import { useT } from '#/lang/index.ts'
import { useFormat } from '#/lib/session.ts'
import { Badge } from '#/ui/Badge.tsx'
import { cx } from '#/ui/cx.ts'

export type MailSummary = {
  id: string
  customerId: number | null
  from: string
  to: string
  subject: string
  excerpt: string
  test: boolean
  at: string
}

export function MailList({
  rows,
  open,
  onOpen,
}: {
  rows: readonly MailSummary[]
  open: string | undefined
  onOpen: (id: string) => void
}) {
  const t = useT()
  const format = useFormat()
  return (
    <ul className="divide-y divide-line">
      {rows.map((mail) => (
        <li key={mail.id}>
          <button
            type="button"
            onClick={() => onOpen(mail.id)}
            aria-current={mail.id === open}
            className={cx(
              'block w-full px-4 py-3 text-left hover:bg-hover',
              mail.id === open && 'bg-selected shadow-[inset_2px_0_var(--accent)]',
            )}
          >
            <span className="flex items-baseline gap-2">
              <span className="min-w-0 flex-1 truncate font-medium">{mail.to}</span>
              {mail.test && <Badge>{t('mailbox.test')}</Badge>}
              <time className="num flex-none text-12 text-ink-3" dateTime={mail.at}>
                {format.date(mail.at, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' })}
              </time>
            </span>
            <span className="mt-1 block truncate text-13">{mail.subject}</span>
            <span className="mt-[2px] block truncate text-12 text-ink-3">{mail.excerpt}</span>
          </button>
        </li>
      ))}
    </ul>
  )
}
