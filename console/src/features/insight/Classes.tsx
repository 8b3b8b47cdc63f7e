/** The grid of recency and worth, and the named classes. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'

import { useCodeText, useT } from '#/lang/index.ts'
import type { client } from '#/lib/api.ts'
import { api } from '#/lib/api.ts'
import { useFormat, useRights } from '#/lib/session.ts'
import { Badge } from '#/ui/Badge.tsx'
import { Button, linkLook } from '#/ui/Button.tsx'
import { type Column, DataTable } from '#/ui/DataTable.tsx'
import { FailureState, useFailureText } from '#/ui/FailureState.tsx'
import { HeatTable } from '#/ui/Heat.tsx'
import { Panel } from '#/ui/Panel.tsx'
import { Skeleton } from '#/ui/States.tsx'
import { useToast } from '#/ui/Toast.tsx'

import { NoOrders } from './NoOrders.tsx'
import { PeopleLink } from './PeopleLink.tsx'

type Answer = Awaited<ReturnType<typeof client.insight.classes>>
type ClassRow = Answer['classes'][number]

const scores = [5, 4, 3, 2, 1]

export function Classes() {
  const t = useT()
  const format = useFormat()
  const classes = useQuery(api.insight.classes.queryOptions())
  if (classes.error) return <FailureState error={classes.error} onRetry={() => void classes.refetch()} />
  if (!classes.data) return <Skeleton label={t('app.loading')} lines={8} />
  if (classes.data.classes.length === 0) return <NoOrders />
  const when = classes.data.reckonedAt ? format.dateTime(classes.data.reckonedAt) : t('app.unknown')
  return (
    <div className="grid items-start gap-5 wide:grid-cols-2">
      <Panel
        title={t('insight.rfmTitle')}
        end={<Badge>{t('insight.rule')}</Badge>}
        foot={t('insight.basis', { when })}
      >
        <p className="mb-3 text-ink-2">{t('insight.rfmText')}</p>
        <Grid answer={classes.data} />
      </Panel>
      <Panel title={t('insight.classTitle')} end={<ReckonButton />} flush>
        <ClassTable rows={classes.data.classes} />
      </Panel>
    </div>
  )
}

function Grid({ answer }: { answer: Answer }) {
  const t = useT()
  const format = useFormat()
  const people = new Map(
    answer.cells.map((cell) => [`${cell.recency}:${cell.frequencyMonetary}`, cell.people]),
  )
  const greatest = Math.max(...people.values(), 1)
  const columns = [...scores].reverse()
  return (
    <HeatTable
      label={`${t('insight.recency')} × ${t('insight.frequencyMonetary')}`}
      columns={columns.map(String)}
      rows={scores.map((recency) => ({
        id: String(recency),
        label: String(recency),
        cells: columns.map((worth) => {
          const count = people.get(`${recency}:${worth}`) ?? 0
          return {
            id: `${recency}-${worth}`,
            share: count / greatest,
            text: format.number(count),
            title: `${recency} × ${worth}: ${format.number(count)}`,
            content: count > 0 && (
              <PeopleLink
                of={{ kind: 'cell', recency, frequencyMonetary: worth }}
                label={t('insight.cellPeople', { recency, worth, n: count })}
                className="block leading-[30px] hover:underline"
              >
                {format.number(count)}
              </PeopleLink>
            ),
          }
        }),
      }))}
    />
  )
}

function ClassTable({ rows }: { rows: readonly ClassRow[] }) {
  const t = useT()
  const format = useFormat()
  const className = useCodeText('rfmClasses')
  const whole = rows.reduce((sum, row) => sum + row.people, 0)
  const columns: Column<ClassRow>[] = [
    {
      id: 'name',
      label: t('insight.className'),
      lead: true,
      cell: (row) => (
        <PeopleLink of={{ kind: 'class', key: row.name }} className={linkLook}>
          {className(row.name)}
        </PeopleLink>
      ),
    },
    { id: 'people', label: t('insight.people'), align: 'right', cell: (row) => format.number(row.people) },
    {
      id: 'share',
      label: t('insight.share'),
      align: 'right',
      cell: (row) => format.percent(row.people / Math.max(1, whole)),
    },
    {
      id: 'spent',
      label: t('insight.spent'),
      align: 'right',
      cell: (row) => format.money(row.spent, format.currency),
    },
  ]
  const sorted = [...rows].sort((one, other) => Number(other.spent) - Number(one.spent))
  return (
    <DataTable label={t('insight.classTitle')} columns={columns} rows={sorted} rowId={(row) => row.name} />
  )
}

function ReckonButton() {
  const t = useT()
  const may = useRights()
  const toast = useToast()
  const failureText = useFailureText()
  const queries = useQueryClient()
  const reckon = useMutation(
    api.insight.reckon.mutationOptions({
      onSuccess: async ({ customers }) => {
        toast({ text: t('insight.reckoned', { n: customers }) })
        await queries.invalidateQueries()
      },
      onError: (error) => toast({ text: failureText(error), tone: 'bad' }),
    }),
  )
  if (!may('insight.export')) return null
  return (
    <Button small busy={reckon.isPending} onClick={() => reckon.mutate({})}>
      {t('insight.reckonNow')}
    </Button>
  )
}
