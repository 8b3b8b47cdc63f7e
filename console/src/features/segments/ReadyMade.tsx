/** The ready-made rules: what each finds, and the way into the builder with it. */
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'

import { useCodeText, useT } from '#/lang/index.ts'
import { api } from '#/lib/api.ts'
import { FailureState } from '#/ui/FailureState.tsx'
import { Dialog } from '#/ui/Overlay.tsx'
import { Skeleton } from '#/ui/States.tsx'

export function ReadyMade() {
  const t = useT()
  const name = useCodeText('readySegments.names')
  const text = useCodeText('readySegments.texts')
  const rules = useQuery(api.segments.readyMade.queryOptions())
  if (rules.error) return <FailureState error={rules.error} onRetry={() => void rules.refetch()} />
  if (!rules.data) return <Skeleton label={t('app.loading')} lines={6} />
  return (
    <ul aria-label={t('segments.readyMade')} className="grid gap-3 phone:grid-cols-2 wide:grid-cols-3">
      {rules.data.rules.map(({ key }) => (
        <li key={key} className="min-w-0">
          <Link
            to="/segments/new"
            search={{ ready: key }}
            className="flex h-full flex-col gap-1 rounded-3 border border-line-strong bg-surface px-4 py-3 transition-colors hover:border-accent"
          >
            <span className="font-medium">{name(key)}</span>
            <span className="text-12 text-ink-2">{text(key)}</span>
          </Link>
        </li>
      ))}
    </ul>
  )
}

export function ReadyMadeDialog({ onClose }: { onClose: () => void }) {
  const t = useT()
  return (
    <Dialog
      open
      wide
      onOpenChange={onClose}
      title={t('segments.readyMade')}
      description={t('segments.readyMadeText')}
      closeLabel={t('app.close')}
    >
      <ReadyMade />
    </Dialog>
  )
}
