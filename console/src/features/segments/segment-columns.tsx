/** The columns of the list, and how a state and a change are shown. */
import type { client } from '#/lib/api.ts'
import { useT } from '#/lang/index.ts'
import { useFormat } from '#/lib/session.ts'
import { Badge } from '#/ui/Badge.tsx'
import type { Column } from '#/ui/DataTable.tsx'

export type SegmentRow = Awaited<ReturnType<typeof client.segments.list>>['items'][number]

/** What the address of the list says. */
export type SegmentsView = {
  text?: string | undefined
  archived?: boolean | undefined
  sort?: 'name' | 'people' | 'updated' | undefined
  /** The dialog with the ready-made rules is open. */
  ready?: boolean | undefined
}

const tones = { building: 'accent', ready: 'good', failed: 'bad', archived: 'plain' } as const

export function StateBadge({ state }: { state: SegmentRow['state'] }) {
  const t = useT()
  return <Badge tone={tones[state]}>{t(`segments.states.${state}`)}</Badge>
}

export function useColumns(): Column<SegmentRow>[] {
  const t = useT()
  const format = useFormat()
  return [
    {
      id: 'name',
      label: t('segments.name'),
      lead: true,
      cell: (row) => (
        <span className="flex min-w-0 flex-col">
          <span className="font-medium">{row.name}</span>
          {row.note && <span className="truncate text-12 text-ink-3">{row.note}</span>}
        </span>
      ),
    },
    {
      id: 'people',
      label: t('segments.people'),
      align: 'right',
      cell: (row) => (row.people === null ? '–' : format.number(row.people)),
    },
    {
      id: 'change',
      label: t('segments.weekChange'),
      align: 'right',
      cell: (row) => <Change row={row} />,
    },
    { id: 'state', label: t('segments.state'), cell: (row) => <StateBadge state={row.state} /> },
    {
      id: 'by',
      label: t('segments.createdBy'),
      hideOnCard: true,
      cell: (row) => <span className="text-ink-2">{row.createdBy}</span>,
    },
    {
      id: 'updated',
      label: t('segments.updated'),
      align: 'right',
      cell: (row) => format.date(row.updatedAt, { day: 'numeric', month: 'short', year: 'numeric' }),
    },
  ]
}

/** Against a week ago, with its sign. */
export function Change({ row }: { row: Pick<SegmentRow, 'people' | 'peopleWeekAgo'> }) {
  const format = useFormat()
  if (row.people === null || row.peopleWeekAgo === null) return <>–</>
  const change = row.people - row.peopleWeekAgo
  return <span className="num text-ink-2">{format.number(change, { signDisplay: 'exceptZero' })}</span>
}
