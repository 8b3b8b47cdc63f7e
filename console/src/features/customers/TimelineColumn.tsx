/** Everything that happened with the person, newest first, by kind and by word. */
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useState } from 'react'

import { useCodeText, useT } from '#/lang/index.ts'
import { api, type client } from '#/lib/api.ts'
import { useFormat, useRights } from '#/lib/session.ts'
import { Button } from '#/ui/Button.tsx'
import { FailureState } from '#/ui/FailureState.tsx'
import { Input, Segmented } from '#/ui/Field.tsx'
import type { IconName } from '#/ui/Icon.tsx'
import { EmptyState, Skeleton } from '#/ui/States.tsx'
import { Timeline, type TimelineDay } from '#/ui/Timeline.tsx'

type Item = Awaited<ReturnType<typeof client.events.timeline>>['items'][number]
type Kind = Item['kind']

const filters = ['all', 'order', 'visit', 'message', 'cart', 'profile'] as const
type Filter = (typeof filters)[number]

const icons: Record<Kind, IconName> = {
  order: 'order',
  cart: 'cart',
  visit: 'eye',
  message: 'mail',
  conversation: 'chat',
  parcel: 'truck',
  survey: 'feedback',
  profile: 'person',
  other: 'bolt',
}

export function TimelineColumn({ id }: { id: number }) {
  const t = useT()
  const [filter, setFilter] = useState<Filter>('all')
  const [text, setText] = useState('')
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useTimeline({
    id,
    filter,
    text,
  })
  const items = data?.pages.flatMap((page) => page.items) ?? []
  const days = useDays(items, useSubjects(id, items))
  return (
    <section aria-label={t('customer.timeline')} className="flex min-w-0 flex-col gap-1 max-[1180px]:order-2">
      <div className="flex flex-wrap items-center gap-2">
        <div className="max-w-full overflow-x-auto">
          <Segmented
            label={t('customer.timelineKinds')}
            value={filter}
            onChange={setFilter}
            choices={filters.map((value) => ({ value, label: t(`customer.timelineFilters.${value}`) }))}
          />
        </div>
        <Input
          icon="search"
          className="ml-auto w-[180px]"
          aria-label={t('customer.timelineSearch')}
          placeholder={t('customer.timelineSearch')}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </div>
      {error && <FailureState error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton label={t('app.loading')} lines={8} />}
      {data && days.length === 0 && (
        <EmptyState title={t('customer.timelineEmpty')}>{t('customer.timelineEmptyText')}</EmptyState>
      )}
      <Timeline days={days} />
      {hasNextPage && (
        <Button kind="quiet" busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('customer.older')}
        </Button>
      )}
    </section>
  )
}

function useTimeline({ id, filter, text }: { id: number; filter: Filter; text: string }) {
  return useInfiniteQuery({
    ...api.events.timeline.infiniteOptions({
      input: (cursor: string | undefined) => ({
        id,
        cursor,
        limit: 50,
        ...(filter !== 'all' && { kinds: [filter] }),
        ...(text.trim() && { q: text.trim() }),
      }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.next ?? undefined,
    }),
    placeholderData: keepPreviousData,
  })
}

/** What the mails of the timeline were about, by message; for those who may read messages. */
function useSubjects(customerId: number, items: readonly Item[]): ReadonlyMap<string, string> {
  const may = useRights()
  const { data } = useQuery({
    ...api.delivery.listMessages.queryOptions({ input: { customerId, limit: 100 } }),
    enabled: may('messages.read') && items.some(({ message }) => message !== ''),
  })
  return new Map((data?.items ?? []).map(({ id, subject }) => [id, subject]))
}

function useDays(items: readonly Item[], subjects: ReadonlyMap<string, string>): TimelineDay[] {
  const format = useFormat()
  const describe = useDescription(subjects)
  const days = Map.groupBy(items, (item) => format.day(item.time))
  return [...days].map(([label, rows]) => ({
    id: rows[0]?.id ?? label,
    label,
    items: rows.map((item) => ({
      id: item.id,
      icon: icons[item.kind],
      tone: item.tone,
      time: format.time(item.time),
      dateTime: item.time,
      ...describe(item),
    })),
  }))
}

/** A sentence and the particulars below it. */
function useDescription(
  subjects: ReadonlyMap<string, string>,
): (item: Item) => { title: string; sub?: string } {
  const t = useT()
  const format = useFormat()
  const named = useCodeText('eventNames')
  return (item) => {
    const name = item.count > 1 ? t('customer.visitOf', { count: item.count }) : named(item.name)
    const value = item.value ? format.money(item.value.amount, item.value.currency) : ''
    const products = item.products.map(
      ({ title, id, quantity }) =>
        `${title || id}${Number(quantity) > 1 ? ` (${format.number(quantity)})` : ''}`,
    )
    const said = item.properties['text']
    const sub = [
      products.slice(0, 4).join(', '),
      item.searches.map((search) => `“${search}”`).join(', '),
      item.coupon && t('customer.withCoupon', { coupon: item.coupon }),
      // Of the house's own mails the campaign is an id; what they were about says more.
      item.message === '' ? item.campaign : (subjects.get(item.message) ?? ''),
      typeof said === 'string' ? said : '',
      item.products.length === 0 && item.searches.length === 0 ? item.url : '',
    ].filter(Boolean)
    const title = [name, value].filter(Boolean).join(' · ')
    return sub.length > 0 ? { title, sub: sub.join(' · ') } : { title }
  }
}
