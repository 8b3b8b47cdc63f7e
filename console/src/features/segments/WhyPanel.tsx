/** Why a person is in a segment: each condition, met or not, with the person's own facts. */
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'

import { useT } from '#/lang/index.ts'
import { api, type client } from '#/lib/api.ts'
import { useFormat } from '#/lib/session.ts'
import { Badge } from '#/ui/Badge.tsx'
import { linkLook } from '#/ui/Button.tsx'
import { FailureState } from '#/ui/FailureState.tsx'
import { SidePanel } from '#/ui/Overlay.tsx'
import { Skeleton } from '#/ui/States.tsx'

import { nameOf, type Person } from './Members.tsx'
import { RuleText } from './RuleText.tsx'
import type { Segment } from './SegmentPage.tsx'

type Reason = Awaited<ReturnType<typeof client.segments.explain>>['reasons'][number]

export function WhyPanel({
  segment,
  person,
  onClose,
}: {
  segment: Segment
  person: Person
  onClose: () => void
}) {
  const t = useT()
  const format = useFormat()
  const { customerId } = person
  const why = useQuery(api.segments.explain.queryOptions({ input: { id: segment.id, customerId } }))
  const reasons = new Map(why.data?.reasons.map((reason) => [reason.path.join('.'), reason]))
  return (
    <SidePanel open onOpenChange={onClose} title={nameOf(person)} closeLabel={t('app.close')}>
      {why.error && <FailureState error={why.error} onRetry={() => void why.refetch()} />}
      {why.isPending && <Skeleton label={t('app.loading')} />}
      {why.data && (
        <div className="flex flex-col gap-4">
          <p>
            {t(why.data.member ? 'segments.isIn' : 'segments.isOut')}{' '}
            {why.data.since && (
              <span className="text-ink-3">{t('segments.since', { day: format.date(why.data.since) })}</span>
            )}
          </p>
          <RuleText
            root={segment.definition.root}
            beside={(path) => <Fact reason={reasons.get(path.join('.'))} />}
          />
          <Link to="/customers/$id" params={{ id: String(customerId) }} className={linkLook}>
            {t('segments.openPerson')}
          </Link>
        </div>
      )}
    </SidePanel>
  )
}

function Fact({ reason }: { reason: Reason | undefined }) {
  const t = useT()
  const show = useShow()
  if (!reason) return null
  return (
    <span className="mt-1 flex flex-wrap items-center gap-2 text-12 text-ink-2">
      <Badge tone={reason.met ? 'good' : 'plain'}>{t(reason.met ? 'segments.met' : 'segments.notMet')}</Badge>
      <span className="num">{show(reason.fact)}</span>
    </span>
  )
}

const momentText = /^\d{4}-\d\d-\d\dT/

function useShow(): (fact: Reason['fact']) => string {
  const t = useT()
  const format = useFormat()
  return (fact) => {
    if (fact === null || fact === '') return t('segments.unknown')
    if (typeof fact === 'boolean') return t(fact ? 'app.yes' : 'app.no')
    if (typeof fact === 'number') return format.number(fact, { maximumFractionDigits: 4 })
    if (Array.isArray(fact)) return fact.length > 0 ? fact.join(', ') : t('segments.unknown')
    return momentText.test(fact) ? format.dateTime(fact) : fact
  }
}
