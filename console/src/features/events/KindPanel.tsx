/** The properties of one kind of event: types, how often they are there, examples. */
import { useQuery } from '@tanstack/react-query'

import { useCodeText, useT } from '#/lang/index.ts'
import { api } from '#/lib/api.ts'
import { useFormat } from '#/lib/session.ts'
import { FailureState } from '#/ui/FailureState.tsx'
import { SidePanel } from '#/ui/Overlay.tsx'
import { Skeleton } from '#/ui/States.tsx'

export function KindPanel({ name, onClose }: { name: string | undefined; onClose: () => void }) {
  const t = useT()
  return (
    <SidePanel
      open={name !== undefined}
      onOpenChange={(open) => !open && onClose()}
      title={name ?? ''}
      closeLabel={t('app.close')}
    >
      {name !== undefined && <Properties name={name} />}
    </SidePanel>
  )
}

function Properties({ name }: { name: string }) {
  const t = useT()
  const format = useFormat()
  const typeName = useCodeText('events.types')
  const found = useQuery(api.events.properties.queryOptions({ input: { name } }))
  if (found.error) return <FailureState error={found.error} onRetry={() => void found.refetch()} />
  if (found.isPending) return <Skeleton lines={6} label={t('app.loading')} />
  return (
    <>
      <p className="pb-3 text-12 text-ink-3">{t('events.sampled', { count: found.data.sampled })}</p>
      <ul className="flex flex-col">
        {found.data.properties.map((property) => (
          <li key={property.name} className="border-t border-line py-[10px]">
            <div className="flex items-baseline gap-2">
              <span className="min-w-0 truncate font-medium">{property.name}</span>
              <span className="text-12 text-ink-3">
                {property.types.map((type) => typeName(type)).join(', ')}
              </span>
              <span className="num ml-auto text-12 text-ink-3">{format.percent(property.share)}</span>
            </div>
            <p className="text-13 break-words text-ink-2">{property.examples.join(' · ')}</p>
          </li>
        ))}
      </ul>
    </>
  )
}
