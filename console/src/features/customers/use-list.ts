/** The list's state in the address and its pages from the server. */
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'

import { api, type client } from '#/lib/api.ts'

import { filtersOf, type ListSearch, questionOf, readListSearch, writeListSearch } from './list-search.ts'

export type CustomerRow = Awaited<ReturnType<typeof client.customers.list>>['items'][number]

export function useListSearch(): [ListSearch, (change: Partial<ListSearch>) => void] {
  const search = readListSearch(useSearch({ strict: false }))
  const navigate = useNavigate()
  const change = (part: Partial<ListSearch>): void => {
    void navigate({
      to: '/customers',
      search: writeListSearch({ ...search, ...part }),
      replace: true,
    })
  }
  return [search, change]
}

export function useCustomers(search: ListSearch) {
  return useInfiniteQuery({
    ...api.customers.list.infiniteOptions({
      input: (cursor: string | undefined) => ({ ...questionOf(search), cursor, limit: 60 }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.next ?? undefined,
    }),
    placeholderData: keepPreviousData,
  })
}

export function useCount(search: ListSearch) {
  return useQuery({
    ...api.customers.count.queryOptions({ input: filtersOf(search) }),
    placeholderData: keepPreviousData,
  })
}
