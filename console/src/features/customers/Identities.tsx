/** The person's identifiers and how they came together; a merge can be taken back here. */
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'

import { useT } from '#/lang/index.ts'
import { api } from '#/lib/api.ts'
import { useFormat, useRights } from '#/lib/session.ts'
import { Badge } from '#/ui/Badge.tsx'
import { Button } from '#/ui/Button.tsx'
import { Dialog } from '#/ui/Overlay.tsx'
import { Panel } from '#/ui/Panel.tsx'

import { type CustomerPageData, useAfter } from './use-customer.ts'

const shown = 8

export function Identities({ page }: { page: CustomerPageData }) {
  const t = useT()
  const [open, setOpen] = useState(false)
  const named = page.identities.filter(({ kind }) => kind !== 'anonymous')
  const devices = page.identities.length - named.length
  const foot = page.merges.length > 0 && (
    <Button kind="quiet" small icon="merge" onClick={() => setOpen(true)}>
      {t('customer.merges', { count: page.merges.length })}
    </Button>
  )
  return (
    <Panel
      title={t('customer.identities')}
      end={<span className="num text-12 text-ink-3">{page.identities.length}</span>}
      foot={foot || undefined}
      flush
    >
      <ul className="divide-y divide-line">
        {named.slice(0, shown).map((identity) => (
          <li
            key={`${identity.kind}:${identity.scope}:${identity.value}`}
            className="flex items-center gap-2 px-4 py-2"
          >
            <span className="min-w-0 flex-1 truncate" title={identity.value}>
              {identity.value}
            </span>
            {identity.shared && <Badge tone="warn">{t('customer.shared')}</Badge>}
            <span className="text-12 text-ink-3">{t(`customer.kinds.${identity.kind}`)}</span>
          </li>
        ))}
        {devices > 0 && <li className="px-4 py-2 text-ink-2">{t('customer.devices', { count: devices })}</li>}
      </ul>
      {open && <MergesDialog page={page} onClose={() => setOpen(false)} />}
    </Panel>
  )
}

function MergesDialog({ page, onClose }: { page: CustomerPageData; onClose: () => void }) {
  const t = useT()
  const format = useFormat()
  const may = useRights()
  const undo = useMutation(
    api.customers.undoMerge.mutationOptions(useAfter({ text: t('customer.unmerged') })),
  )
  return (
    <Dialog
      open
      wide
      onOpenChange={onClose}
      title={t('customer.mergesTitle')}
      description={t('customer.mergesText')}
      closeLabel={t('app.close')}
    >
      <ul className="divide-y divide-line">
        {page.merges.map((merge) => (
          <li key={merge.id} className="flex items-start gap-3 py-3">
            <div className="min-w-0 flex-1">
              <div className="font-medium">
                {t(`customer.rules.${merge.rule}`, { name: merge.loserName ?? `#${merge.loserId}` })}
              </div>
              <div className="text-12 break-words text-ink-3">
                {[
                  merge.actorName,
                  format.dateTime(merge.at),
                  ...merge.evidence.map(({ value }) => value),
                ].join(' · ')}
              </div>
            </div>
            {merge.undoneAt ? (
              <Badge>{t('customer.undone')}</Badge>
            ) : (
              may('customers.merge') && (
                <Button small icon="undo" busy={undo.isPending} onClick={() => undo.mutate({ id: merge.id })}>
                  {t('app.undo')}
                </Button>
              )
            )}
          </li>
        ))}
      </ul>
    </Dialog>
  )
}
