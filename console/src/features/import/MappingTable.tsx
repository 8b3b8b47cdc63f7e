/** Which column of the file fills which field. */
import type { ImportDetail } from '@vefa/contract'

import { useT } from '#/lang/index.ts'
import { type Column, DataTable } from '#/ui/DataTable.tsx'
import { Select } from '#/ui/Field.tsx'
import { Panel } from '#/ui/Panel.tsx'

import { useImportWords } from './import-words.ts'
import type { useUpdateImport } from './use-import-change.ts'

type FileColumn = ImportDetail['columns'][number]
type Given = {
  of: ImportDetail
  fields: readonly { name: string }[]
  update: ReturnType<typeof useUpdateImport>
}

export function MappingTable(given: Given) {
  const t = useT()
  return (
    <Panel title={t('import.mapping')} flush>
      <DataTable
        label={t('import.mapping')}
        columns={useMappingColumns(given)}
        rows={given.of.columns}
        rowId={(row) => row.name}
        height="content"
      />
    </Panel>
  )
}

function useMappingColumns({ of, fields, update }: Given): Column<FileColumn>[] {
  const t = useT()
  const words = useImportWords()
  const choices = [
    { value: '', label: t('import.notTaken') },
    ...fields.map(({ name }) => ({ value: name, label: words.field(name) })),
  ]
  return [
    {
      id: 'column',
      label: t('import.column'),
      lead: true,
      cell: (row) => <span className="font-medium">{row.name}</span>,
    },
    {
      id: 'samples',
      label: t('import.samples'),
      cell: (row) => (
        <span className="block max-w-[420px] truncate text-ink-2">{row.samples.join(' · ') || '–'}</span>
      ),
    },
    {
      id: 'field',
      label: t('import.becomes'),
      width: '260px',
      cell: (row) => (
        <Select
          aria-label={`${row.name}: ${t('import.becomes')}`}
          className="w-full"
          value={fieldOf(of, row.name)}
          choices={choices}
          onChange={(event) =>
            update.mutate({ id: of.id, mapping: mapped(of.mapping, row.name, event.target.value) })
          }
        />
      ),
    },
  ]
}

function fieldOf(of: ImportDetail, column: string): string {
  return Object.entries(of.mapping.fields).find(([, from]) => from.column === column)?.[0] ?? ''
}

/** The mapping with the column leading to the field, and to no other; '' for none. */
function mapped(mapping: ImportDetail['mapping'], column: string, field: string): ImportDetail['mapping'] {
  const kept = Object.entries(mapping.fields).filter(
    ([name, from]) => from.column !== column && name !== field,
  )
  const known = Object.values(mapping.fields).find((from) => from.column === column)
  return {
    ...mapping,
    fields: { ...Object.fromEntries(kept), ...(field !== '' && { [field]: known ?? { column } }) },
  }
}
