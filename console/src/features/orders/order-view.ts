/** The list's filters as they stand in the address. */
import { useNavigate, useSearch } from '@tanstack/react-router'

export const statuses = [
  'placed',
  'paid',
  'preparing',
  'shipped',
  'delivered',
  'returned',
  'cancelled',
  'giveaway',
] as const

export const sorts = ['newest', 'oldest', 'largest', 'smallest'] as const

export type OrderView = {
  query?: string
  status?: (typeof statuses)[number]
  from?: string
  to?: string
  productId?: number
  sort?: (typeof sorts)[number]
}

/** What is not a filter of the list is left out, whatever somebody wrote into the address. */
function readView(search: Record<string, unknown>): OrderView {
  const text = (name: string): string | undefined => {
    const value = search[name]
    return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined
  }
  const day = (name: string): string | undefined => /^\d{4}-\d\d-\d\d$/.exec(text(name) ?? '')?.[0]
  const productId = Number(text('productId'))
  const status = statuses.find((known) => known === search.status)
  const sort = sorts.find((known) => known === search.sort)
  const view = { query: text('query'), from: day('from'), to: day('to'), status, sort }
  return {
    ...withoutEmpty(view),
    ...(Number.isInteger(productId) && productId > 0 && { productId }),
  }
}

function withoutEmpty(view: { [Key in keyof OrderView]: OrderView[Key] | undefined }): OrderView {
  return Object.fromEntries(Object.entries(view).filter(([, value]) => value !== undefined && value !== ''))
}

/** The view, and a way to change parts of it; an empty part goes away. */
export function useOrderView(): [
  OrderView,
  (change: { [Key in keyof OrderView]?: OrderView[Key] | undefined }) => void,
] {
  const navigate = useNavigate()
  const view = readView(useSearch({ strict: false }))
  const change = (part: { [Key in keyof OrderView]?: OrderView[Key] | undefined }): void => {
    void navigate({ to: '.', search: withoutEmpty({ ...view, ...part }), replace: true })
  }
  return [view, change]
}
