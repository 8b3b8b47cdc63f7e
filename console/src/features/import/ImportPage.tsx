/** Where files are dropped, and all that were. */
import { useInfiniteQuery, useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { ImportSummary } from '@vefa/contract'
import { useState } from 'react'

import { useT } from '#/lang/index.ts'
import { api } from '#/lib/api.ts'
import { useFormat, useRights } from '#/lib/session.ts'
import { Badge } from '#/ui/Badge.tsx'
import { type Column, DataTable } from '#/ui/DataTable.tsx'
import { FailureState, useFailureText } from '#/ui/FailureState.tsx'
import { Notice, Page, Panel, TitleBar } from '#/ui/Panel.tsx'
import { EmptyState, Progress, Skeleton } from '#/ui/States.tsx'
import { FileDrop } from '#/ui/Steps.tsx'

import { stateTone, useImportWords } from './import-words.ts'
import { uploadFile } from './upload.ts'

export function ImportPage() {
  const t = useT()
  const may = useRights()
  return (
    <>
      <TitleBar title={t('import.title')} />
      <Page>
        {may('imports.write') && <Drop />}
        <Past />
      </Page>
    </>
  )
}

function Drop() {
  const t = useT()
  const failureText = useFailureText()
  const navigate = useNavigate()
  const [share, setShare] = useState(0)
  const upload = useMutation({
    mutationFn: (file: File) => uploadFile(file, setShare),
    onSuccess: (id) => void navigate({ to: `/import/${id}` as never }),
  })
  const start = (file: File): void => {
    setShare(0)
    upload.mutate(file)
  }
  return (
    <div className="flex flex-col gap-3">
      {upload.error && <Notice tone="bad">{failureText(upload.error)}</Notice>}
      {upload.isPending ? (
        <Panel>
          <Progress
            label={t('import.uploading', { name: upload.variables.name })}
            share={share}
            detail={t('import.uploading', { name: upload.variables.name })}
          />
        </Panel>
      ) : (
        <FileDrop
          label={t('import.drop')}
          hint={t('import.dropHint')}
          accept=".csv,.txt,.tsv,.gz,text/csv,text/plain,application/gzip"
          onFile={start}
        />
      )}
    </div>
  )
}

function Past() {
  const t = useT()
  const navigate = useNavigate()
  const columns = useColumns()
  const imports = useInfiniteQuery(
    api.imports.list.infiniteOptions({
      input: (cursor: string | undefined) => ({ cursor, limit: 50 }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.next ?? undefined,
    }),
  )
  if (imports.error) return <FailureState error={imports.error} onRetry={() => void imports.refetch()} />
  if (!imports.data) return <Skeleton lines={6} label={t('app.loading')} />
  const rows = imports.data.pages.flatMap((page) => page.items)
  if (rows.length === 0) return <EmptyState title={t('import.empty')}>{t('import.emptyText')}</EmptyState>
  return (
    <Panel title={t('import.past')} flush>
      <DataTable
        label={t('import.past')}
        columns={columns}
        rows={rows}
        rowId={(row) => row.id}
        onOpen={(row) => void navigate({ to: `/import/${row.id}` as never })}
        onEnd={() => void (imports.hasNextPage && imports.fetchNextPage())}
      />
    </Panel>
  )
}

function useColumns(): Column<ImportSummary>[] {
  const t = useT()
  const format = useFormat()
  const words = useImportWords()
  return [
    {
      id: 'file',
      label: t('import.file'),
      lead: true,
      cell: (row) => <span className="block max-w-[320px] truncate font-medium">{row.fileName}</span>,
    },
    {
      id: 'state',
      label: t('import.stateLabel'),
      cell: (row) => <Badge tone={stateTone[row.state]}>{words.state(row.state)}</Badge>,
    },
    { id: 'kind', label: t('import.kindLabel'), cell: (row) => words.kind(row.kind) },
    {
      id: 'rows',
      label: t('import.rows'),
      align: 'right',
      cell: (row) => format.number(row.progress.rowsRead),
    },
    {
      id: 'rejected',
      label: t('import.rejected'),
      align: 'right',
      cell: (row) => format.number(row.progress.rowsRejected),
    },
    { id: 'by', label: t('import.by'), hideOnCard: true, cell: (row) => row.createdBy },
    {
      id: 'when',
      label: t('import.when'),
      align: 'right',
      cell: (row) =>
        format.date(row.createdAt, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' }),
    },
  ]
}
