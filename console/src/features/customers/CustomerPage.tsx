/** One customer: head, facts on the left, the timeline, what to do next on the right. */
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'

import { useT } from '#/lang/index.ts'
import { api } from '#/lib/api.ts'
import { useShortcuts } from '#/lib/keys.ts'
import { useRights } from '#/lib/session.ts'
import { Button, IconButton, linkLook } from '#/ui/Button.tsx'
import { FailureState } from '#/ui/FailureState.tsx'
import { Menu } from '#/ui/Overlay.tsx'
import { Notice, Page, TitleBar } from '#/ui/Panel.tsx'
import { Skeleton } from '#/ui/States.tsx'

import { useCallName } from './columns.tsx'
import { CartPanel } from './CartPanel.tsx'
import { ConsentDialog } from './ConsentDialog.tsx'
import { CustomerHead } from './CustomerHead.tsx'
import { EditDialog } from './EditDialog.tsx'
import { Facts } from './Facts.tsx'
import { Identities } from './Identities.tsx'
import { InteractionDialog } from './InteractionDialog.tsx'
import { questionOf } from './list-search.ts'
import { MergeDialog } from './MergeDialog.tsx'
import { NotesPanel } from './NotesPanel.tsx'
import { SegmentsPanel } from './SegmentsPanel.tsx'
import { SuggestionCard } from './SuggestionsPanel.tsx'
import { TagsPanel } from './TagsPanel.tsx'
import { TasksPanel } from './TasksPanel.tsx'
import { TimelineColumn } from './TimelineColumn.tsx'
import { type CustomerPageData, useCustomer } from './use-customer.ts'
import { useListSearch } from './use-list.ts'

type Open = 'edit' | 'consent' | 'interaction' | 'merge' | null

export function CustomerPage() {
  const t = useT()
  const { id } = useParams({ strict: false })
  const { data, error, refetch } = useCustomer(Number(id))
  if (error) return <FailureState error={error} onRetry={() => void refetch()} />
  if (!data) {
    return (
      <Page>
        <Skeleton label={t('app.loading')} lines={10} />
      </Page>
    )
  }
  return <CustomerView key={data.customer.id} page={data} />
}

function CustomerView({ page }: { page: CustomerPageData }) {
  const t = useT()
  const callName = useCallName()
  const [open, setOpen] = useState<Open>(null)
  const { customer } = page
  const close = (): void => setOpen(null)
  return (
    <>
      <TitleBar
        title={callName(customer)}
        crumbs={
          <Link to="/customers" search={(previous: object) => previous as never} className={linkLook}>
            {t('customers.title')}
          </Link>
        }
        actions={<Actions id={customer.id} open={setOpen} />}
      />
      <Page>
        {page.mergedFrom && <Notice>{t('customer.wasMerged', { id: page.mergedFrom })}</Notice>}
        <CustomerHead page={page} onConsent={() => setOpen('consent')} />
        <div className="grid grid-cols-[288px_minmax(0,1fr)_320px] items-start gap-5 max-[1180px]:grid-cols-1">
          <aside
            aria-label={t('customer.facts')}
            className="flex min-w-0 flex-col gap-4 max-[1180px]:order-3"
          >
            <Facts page={page} onEdit={() => setOpen('edit')} />
            <Identities page={page} />
          </aside>
          <TimelineColumn id={customer.id} />
          <aside aria-label={t('customer.next')} className="flex min-w-0 flex-col gap-4 max-[1180px]:order-1">
            {page.suggestions.map((suggestion) => (
              <section key={suggestion.id} className="rounded-3 border border-warn-line bg-surface p-4">
                <h2 className="pb-2 text-13 font-semibold">{t('customers.duplicatesTitle')}</h2>
                <SuggestionCard suggestion={suggestion} />
              </section>
            ))}
            <TasksPanel page={page} />
            <NotesPanel page={page} />
            <TagsPanel page={page} />
            <CartPanel customerId={customer.id} />
            <SegmentsPanel customerId={customer.id} />
          </aside>
        </div>
      </Page>
      {open === 'edit' && <EditDialog page={page} onClose={close} />}
      {open === 'consent' && <ConsentDialog id={customer.id} onClose={close} />}
      {open === 'interaction' && <InteractionDialog id={customer.id} onClose={close} />}
      {open === 'merge' && <MergeDialog page={page} onClose={close} />}
    </>
  )
}

function Actions({ id, open }: { id: number; open: (what: Open) => void }) {
  const t = useT()
  const may = useRights()
  const go = useNeighbours(id)
  useShortcuts([
    { key: 'e', run: () => may('customers.write') && open('edit') },
    { key: 'l', run: () => may('customers.write') && open('interaction') },
    { key: 'j', run: go.next ?? ignore },
    { key: 'k', run: go.previous ?? ignore },
  ])
  return (
    <>
      <IconButton icon="left" label={t('customer.previous')} disabled={!go.previous} onClick={go.previous} />
      <IconButton icon="right" label={t('customer.following')} disabled={!go.next} onClick={go.next} />
      {may('customers.write') && (
        <>
          <Menu
            label={t('customer.more')}
            trigger={<IconButton icon="more" label={t('customer.more')} />}
            items={[
              { label: t('app.edit'), icon: 'edit', onSelect: () => open('edit') },
              {
                label: t('customer.consentRecord'),
                icon: 'check',
                disabled: !may('consents.write'),
                onSelect: () => open('consent'),
              },
              {
                label: t('customer.mergeWith'),
                icon: 'merge',
                disabled: !may('customers.merge'),
                onSelect: () => open('merge'),
              },
            ]}
          />
          <Button icon="phone" shortcut="L" onClick={() => open('interaction')}>
            {t('customer.log')}
          </Button>
        </>
      )}
    </>
  )
}

const ignore = (): void => undefined

/** The people before and after in the list one came from. */
function useNeighbours(id: number): { previous: (() => void) | undefined; next: (() => void) | undefined } {
  const navigate = useNavigate()
  const [search] = useListSearch()
  const { data } = useQuery(api.customers.neighbours.queryOptions({ input: { ...questionOf(search), id } }))
  const to = (other: number | null | undefined) =>
    other
      ? () =>
          void navigate({
            to: '/customers/$id',
            params: { id: String(other) },
            search: (previous: object) => previous,
          } as never)
      : undefined
  return { previous: to(data?.previous), next: to(data?.next) }
}
