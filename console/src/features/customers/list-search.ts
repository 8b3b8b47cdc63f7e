/** The list's filters, order and columns as they stand in the address. */
import { type CustomerFilters, customerFilters, customerOrder, type CustomerOrder } from '@vefa/contract'

export const columnIds = [
  'name',
  'contact',
  'orders',
  'spent',
  'lastOrder',
  'class',
  'consent',
  'tags',
  'city',
  'language',
  'source',
  'seen',
  'since',
] as const

export type ColumnId = (typeof columnIds)[number]

const usual: readonly ColumnId[] = [
  'name',
  'contact',
  'orders',
  'spent',
  'lastOrder',
  'class',
  'consent',
  'tags',
  'city',
]

export type ListSearch = CustomerFilters & CustomerOrder & { columns: readonly ColumnId[] }

const shape = customerFilters.extend(customerOrder.shape)

/** What is not usable in the address is left out, the rest holds. */
export function readListSearch(raw: Record<string, unknown>): ListSearch {
  const kept: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(raw)) {
    const field = shape.shape[name as keyof typeof shape.shape]
    const given = typeof value === 'number' && !/From$|To$/.test(name) ? String(value) : value
    const text = typeof given === 'number' && name.startsWith('spent') ? String(given) : given
    if (field?.safeParse(text).success) kept[name] = text
  }
  return { ...shape.parse(kept), columns: readColumns(raw['columns']) }
}

function readColumns(raw: unknown): readonly ColumnId[] {
  if (typeof raw !== 'string') return usual
  const chosen = raw.split(',')
  return columnIds.filter((id) => id === 'name' || chosen.includes(id))
}

/** Without what is usual, so that addresses stay short. */
export function writeListSearch(search: ListSearch): Record<string, unknown> {
  const { columns, who, sort, direction, ...filters } = search
  return {
    ...Object.fromEntries(Object.entries(filters).filter(([, value]) => isSaid(value))),
    ...(who !== 'known' && { who }),
    ...((sort !== 'seen' || direction !== 'desc') && { sort, direction }),
    ...(columns.join() !== usual.join() && { columns: columns.join() }),
  }
}

/** What is asked of the server. */
export function questionOf({ columns: _columns, ...question }: ListSearch): CustomerFilters & CustomerOrder {
  return question
}

export function filtersOf({
  columns: _columns,
  sort: _sort,
  direction: _direction,
  ...filters
}: ListSearch): CustomerFilters {
  return filters
}

/** How many filters narrow the list, the text left out. */
export function countFilters(search: ListSearch): number {
  const { q: _q, who, consentPurpose: _purpose, consentChannel: _channel, ...rest } = filtersOf(search)
  return Object.values(rest).filter(isSaid).length + (who === 'known' ? 0 : 1)
}

function isSaid(value: unknown): boolean {
  return value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0)
}
