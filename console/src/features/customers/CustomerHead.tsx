/** The head of the page: who it is and the figures that matter, each explained on the spot. */
import { useCodeText, useT } from '#/lang/index.ts'
import { useFormat } from '#/lib/session.ts'
import { Avatar, Badge, Consents, Risk } from '#/ui/Badge.tsx'
import { Explain } from '#/ui/Figures.tsx'

import { useCallName } from './columns.tsx'
import { ExpectedValue } from './ExpectedValue.tsx'
import { Figure } from './Figure.tsx'
import type { CustomerPageData } from './use-customer.ts'

export function CustomerHead({ page, onConsent }: { page: CustomerPageData; onConsent: () => void }) {
  const t = useT()
  const format = useFormat()
  const callName = useCallName()
  const className = useCodeText('rfmClasses')
  const { customer } = page
  const open = page.tasks.filter((task) => !task.doneAt).length
  const since = t('customer.since', { date: format.date(customer.firstSeenAt) })
  const contact = [
    customer.email,
    customer.phone,
    [customer.city, customer.district].filter(Boolean).join(', '),
    since,
  ]
  return (
    <section className="flex flex-wrap items-center justify-between gap-6">
      <div className="flex min-w-0 items-center gap-3">
        <Avatar name={callName(customer)} size="l" />
        <div className="min-w-0">
          <div className="flex flex-wrap items-center gap-2 text-20 font-semibold tracking-[-0.012em]">
            {callName(customer)}
            {customer.rfmClass && <Badge tone="accent">{className(customer.rfmClass)}</Badge>}
            {!customer.known && <Badge>{t('customer.anonymous')}</Badge>}
            {open > 0 && <Badge tone="warn">{t('customer.openTasks', { count: open })}</Badge>}
          </div>
          <div className="text-12 break-words text-ink-3">{contact.filter(Boolean).join(' · ')}</div>
        </div>
      </div>
      <KeyFigures page={page} onConsent={onConsent} />
    </section>
  )
}

function KeyFigures({ page, onConsent }: { page: CustomerPageData; onConsent: () => void }) {
  const t = useT()
  const format = useFormat()
  const { customer } = page
  const spent = format.money(customer.spent, page.currency)
  const note = customer.figuresAt
    ? t('customer.figuresAt', { at: format.dateTime(customer.figuresAt) })
    : undefined
  const explain = (key: 'spent' | 'orders' | 'risk') => ({
    title: t(`customer.${key}`),
    definition: t(`customer.${key}Definition`),
    ...(note && { note }),
  })
  return (
    <dl className="flex flex-wrap gap-7 max-phone:grid max-phone:w-full max-phone:grid-cols-3 max-phone:gap-3">
      <Figure term={t('customer.spent')}>
        <Explain explanation={explain('spent')}>{spent}</Explain>
      </Figure>
      <Figure term={t('customer.orders')}>
        <Explain explanation={explain('orders')}>{format.number(customer.orderCount)}</Explain>
      </Figure>
      <ExpectedValue customerId={customer.id} />
      {customer.risk !== null && (
        <Figure term={t('customer.risk')}>
          <Explain explanation={explain('risk')}>
            <span className="text-13 font-medium">
              <Risk level={customer.risk}>{t(`customer.risks.${customer.risk as 1 | 2 | 3 | 4}`)}</Risk>
            </span>
          </Explain>
        </Figure>
      )}
      <Figure term={t('customer.consents')}>
        <button type="button" title={t('customer.consentRecord')} onClick={onConsent}>
          <ConsentMarks page={page} />
        </button>
      </Figure>
    </dl>
  )
}

function ConsentMarks({ page }: { page: CustomerPageData }) {
  const t = useT()
  const channels = ['email', 'sms', 'whatsapp'] as const
  const marks = channels.map((channel) => {
    const said = page.consents.find((one) => one.channel === channel && one.purpose === 'marketing')
    const state = said?.state ?? null
    return {
      letter: t(`customer.letters.${channel}`),
      label: `${t(`customer.channels.${channel}`)}: ${t(`customer.states.${state ?? 'none'}`)}`,
      state,
    }
  })
  return <Consents marks={marks} />
}
