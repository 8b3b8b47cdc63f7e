/** Explorations kept: one's own and those of colleagues; opened, changed, mailed, removed. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { useState } from 'react'

import { useT } from '#/lang/index.ts'
import { api } from '#/lib/api.ts'
import { useFormat } from '#/lib/session.ts'
import { IconButton } from '#/ui/Button.tsx'
import { Confirm, type Question as Asked } from '#/ui/Confirm.tsx'
import { cx } from '#/ui/cx.ts'
import { FailureState, useFailureText } from '#/ui/FailureState.tsx'
import { Menu } from '#/ui/Overlay.tsx'
import { Panel } from '#/ui/Panel.tsx'
import { Skeleton } from '#/ui/States.tsx'
import { useToast } from '#/ui/Toast.tsx'

import { KeepDialog } from './KeepDialog.tsx'
import { addressOf, type Exploration } from './question.ts'
import { useScheduleText } from './schedule-words.ts'

export function KeptList() {
  const t = useT()
  const kept = useQuery(api.insight.listExplorations.queryOptions())
  const list = kept.data?.explorations ?? []
  return (
    <Panel title={t('explore.keptTitle')} flush>
      {kept.error && <FailureState error={kept.error} onRetry={() => void kept.refetch()} />}
      {kept.isLoading && (
        <div className="p-4">
          <Skeleton label={t('app.loading')} />
        </div>
      )}
      {kept.data && list.length === 0 && <p className="p-4 text-ink-2">{t('explore.keptEmpty')}</p>}
      {list.length > 0 && (
        <ul aria-label={t('explore.keptTitle')} className="divide-y divide-line">
          {list.map((one) => (
            <KeptEntry key={one.id} one={one} />
          ))}
        </ul>
      )}
    </Panel>
  )
}

function KeptEntry({ one }: { one: Exploration }) {
  const t = useT()
  const format = useFormat()
  const scheduleText = useScheduleText()
  const search: { kept?: string } = useSearch({ strict: false })
  const open = search.kept === one.id
  return (
    <li className={cx('flex items-start gap-2 py-[10px] pr-2 pl-4', open && 'bg-selected')}>
      <div className="min-w-0 flex-1">
        <Link
          to="/insight/$view"
          params={{ view: 'explore' }}
          search={addressOf(one)}
          aria-current={open ? 'true' : undefined}
          className="block truncate font-medium hover:underline"
        >
          {one.name}
        </Link>
        <p className="text-12 text-ink-3">
          {t(`measures.${one.question.measure}`)} · {t(`dimensions.${one.question.by}`)}
        </p>
        <p className="text-12 text-ink-3">
          {one.own ? (one.shared ? t('explore.ownShared') : t('explore.ownOnly')) : one.ownerName}
        </p>
        {one.schedule && (
          <p className="text-12 text-ink-2">
            {scheduleText(one.schedule)}
            {one.nextSendAt && ` ${t('explore.nextSend', { when: format.dateTime(one.nextSendAt) })}`}
          </p>
        )}
      </div>
      {one.own && <EntryMenu one={one} />}
    </li>
  )
}

function EntryMenu({ one }: { one: Exploration }) {
  const t = useT()
  const toast = useToast()
  const failureText = useFailureText()
  const queries = useQueryClient()
  const [changing, setChanging] = useState(false)
  const [asked, setAsked] = useState<Asked | null>(null)
  const remove = useMutation(
    api.insight.removeExploration.mutationOptions({
      onSuccess: async () => {
        toast({ text: t('explore.removed') })
        await queries.invalidateQueries({ queryKey: api.insight.listExplorations.key() })
      },
      onError: (error) => toast({ text: failureText(error), tone: 'bad' }),
    }),
  )
  const ask = (): void =>
    setAsked({
      title: t('explore.removeTitle', { name: one.name }),
      text: one.schedule ? t('explore.removeScheduled') : t('explore.removeText'),
      action: t('app.delete'),
      run: () => remove.mutate({ id: one.id }),
    })
  return (
    <>
      <Menu
        label={one.name}
        trigger={<IconButton small icon="more" label={t('explore.actions', { name: one.name })} />}
        items={[
          { label: t('explore.change'), icon: 'edit', onSelect: () => setChanging(true) },
          { label: t('app.delete'), icon: 'trash', danger: true, onSelect: ask },
        ]}
      />
      {changing && <KeepDialog one={one} onClose={() => setChanging(false)} />}
      <Confirm question={asked} onClose={() => setAsked(null)} />
    </>
  )
}
