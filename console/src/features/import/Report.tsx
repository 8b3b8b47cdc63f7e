/** What became of a file: counts, what was not taken and why, and where to go from here. */
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ImportDetail } from '@vefa/contract'

import { useCodeText, useT } from '#/lang/index.ts'
import { api } from '#/lib/api.ts'
import { useFormat, useLanguage, useRights } from '#/lib/session.ts'
import { Button, buttonLook } from '#/ui/Button.tsx'
import { type Column, DataTable } from '#/ui/DataTable.tsx'
import { FailureState } from '#/ui/FailureState.tsx'
import { Definitions, Notice, Panel } from '#/ui/Panel.tsx'
import { Skeleton } from '#/ui/States.tsx'

import { Counts } from './Counts.tsx'
import { useImportWords } from './import-words.ts'
import { useHoldImport } from './use-import-change.ts'

export function Report({ of }: { of: ImportDetail }) {
  const t = useT()
  return (
    <>
      <Ending of={of} />
      {of.progress.waiting > 0 && (
        <Notice tone="warn">{t('import.waitingOrders', { count: of.progress.waiting })}</Notice>
      )}
      <Panel title={t('import.stepReport')} foot={<Ways />}>
        <div className="flex flex-col gap-4">
          <Figures of={of} />
          <Counts of={of} />
        </div>
      </Panel>
      <Rejects of={of} />
    </>
  )
}

function Ending({ of }: { of: ImportDetail }) {
  const t = useT()
  const may = useRights()
  const explain = useCodeText('errors')
  const { resume } = useHoldImport()
  if (of.state === 'cancelled') return <Notice>{t('import.cancelledText')}</Notice>
  if (of.state !== 'failed') return null
  return (
    <Notice
      tone="bad"
      action={
        may('imports.write') && (
          <Button small busy={resume.isPending} onClick={() => resume.mutate({ id: of.id })}>
            {t('import.retry')}
          </Button>
        )
      }
    >
      {t('import.failedText')}
      {of.failure !== null && `: ${explain(of.failure)}`}
    </Notice>
  )
}

function Figures({ of }: { of: ImportDetail }) {
  const t = useT()
  const format = useFormat()
  const { progress } = of
  return (
    <Definitions
      items={[
        { term: t('import.rows'), value: format.number(progress.rowsRead) },
        { term: t('import.rejected'), value: format.number(progress.rowsRejected) },
        { term: t('import.doubts'), value: format.number(progress.doubts) },
        ...(of.finishedAt === null
          ? []
          : [{ term: t('import.ended'), value: format.dateTime(of.finishedAt) }]),
      ]}
    />
  )
}

function Ways() {
  const t = useT()
  return (
    <div className="flex flex-wrap gap-2">
      <Link to="/customers" className={buttonLook('plain', true)}>
        {t('import.toCustomers')}
      </Link>
      <Link to="/insight" className={buttonLook('plain', true)}>
        {t('import.toInsight')}
      </Link>
      <Link to="/import" className={buttonLook('plain', true)}>
        {t('import.another')}
      </Link>
    </div>
  )
}

type Row = { id: string; row: number; column: string; reason: string; excerpt: string; doubt: boolean }

function Rejects({ of }: { of: ImportDetail }) {
  const t = useT()
  const language = useLanguage()
  const columns = useRejectColumns()
  const rejects = useInfiniteQuery(
    api.imports.rejects.infiniteOptions({
      input: (cursor: string | undefined) => ({ id: of.id, cursor, limit: 100 }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.next ?? undefined,
    }),
  )
  if (rejects.error) return <FailureState error={rejects.error} onRetry={() => void rejects.refetch()} />
  if (!rejects.data) return <Skeleton lines={4} label={t('app.loading')} />
  const rows = rejects.data.pages.flatMap((page) => page.items)
  if (rows.length === 0)
    return of.state === 'done' ? <Notice tone="good">{t('import.noRejects')}</Notice> : null
  return (
    <Panel
      title={t('import.rejects')}
      end={
        <a
          className={buttonLook('plain', true)}
          href={`/api/imports/${of.id}/rejects.csv?language=${language}`}
          download
        >
          {t('import.download')}
        </a>
      }
      flush
    >
      <DataTable
        label={t('import.rejects')}
        columns={columns}
        rows={rows}
        rowId={(row) => row.id}
        onEnd={() => void (rejects.hasNextPage && rejects.fetchNextPage())}
      />
    </Panel>
  )
}

function useRejectColumns(): Column<Row>[] {
  const t = useT()
  const format = useFormat()
  const words = useImportWords()
  return [
    {
      id: 'row',
      label: t('import.row'),
      align: 'right',
      lead: true,
      width: '80px',
      cell: (row) => format.number(row.row),
    },
    { id: 'reason', label: t('import.problem'), cell: (row) => words.reason(row.reason) },
    { id: 'column', label: t('import.column'), cell: (row) => row.column || '–' },
    {
      id: 'outcome',
      label: t('import.outcome'),
      cell: (row) => t(row.doubt ? 'import.rowDoubt' : 'import.rowRejected'),
    },
    {
      id: 'content',
      label: t('import.content'),
      cell: (row) => <span className="block max-w-[420px] truncate font-mono text-12">{row.excerpt}</span>,
    },
  ]
}
