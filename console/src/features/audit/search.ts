/** The audit log's view state as it stands in the address. */

export type AuditSearch = {
  actorId?: string | undefined
  action?: string | undefined
  from?: string | undefined
  to?: string | undefined
  subjectKind?: string | undefined
  subjectId?: string | undefined
  entry?: string | undefined
}

const names = ['actorId', 'action', 'from', 'to', 'subjectKind', 'subjectId', 'entry'] as const

/** What of an address is understood; the router reads numbers as numbers. */
export function searchOf(found: Record<string, unknown>): AuditSearch {
  const given = names.flatMap((name): [string, string][] => {
    const value = found[name]
    return typeof value === 'string' || typeof value === 'number' ? [[name, String(value)]] : []
  })
  return Object.fromEntries(given)
}

/** The filters alone, without the empty ones and the open entry. */
export function filtersOf(search: AuditSearch): Record<string, string> {
  const given = names.flatMap((name): [string, string][] => {
    const value = search[name]
    return name !== 'entry' && value ? [[name, value]] : []
  })
  return Object.fromEntries(given)
}
