/** Before the start: what the file was taken for, how its columns map, what its first rows become. */
import { useQuery } from '@tanstack/react-query'
import type { ImportDetail } from '@vefa/contract'
import { useState } from 'react'

import { useT } from '#/lang/index.ts'
import { api } from '#/lib/api.ts'
import { useFormat } from '#/lib/session.ts'
import { Badge } from '#/ui/Badge.tsx'
import { useFailureText } from '#/ui/FailureState.tsx'
import { Field, Select, TextField } from '#/ui/Field.tsx'
import { Notice, Panel } from '#/ui/Panel.tsx'

import { useImportWords } from './import-words.ts'
import { MappingTable } from './MappingTable.tsx'
import { Preview } from './Preview.tsx'
import { useUpdateImport } from './use-import-change.ts'

export function Prepare({ of }: { of: ImportDetail }) {
  const failureText = useFailureText()
  const update = useUpdateImport()
  const shapes = useQuery(api.imports.shapes.queryOptions())
  const kind = shapes.data?.kinds.find((one) => one.kind === of.kind)
  return (
    <>
      {update.error && <Notice tone="bad">{failureText(update.error)}</Notice>}
      <Missing of={of} />
      <Recognised of={of} update={update} />
      {kind && <MappingTable of={of} fields={kind.fields} update={update} />}
      <Preview of={of} />
    </>
  )
}

type Update = ReturnType<typeof useUpdateImport>

function Recognised({ of, update }: { of: ImportDetail; update: Update }) {
  const t = useT()
  const format = useFormat()
  const words = useImportWords()
  const unknown = of.recognisedAs !== of.kind && Object.keys(of.mapping.fields).length === 0
  return (
    <Panel
      title={t('import.what')}
      end={
        <Badge tone={of.confidence >= 0.7 ? 'good' : 'warn'}>
          {t('import.sure', { share: format.percent(of.confidence, 0) })}
        </Badge>
      }
    >
      <div className="flex flex-col gap-4">
        <p className="text-14">{words.preset(of.preset)}</p>
        {of.sameAs !== null && <Notice>{t('import.same', { number: of.sameAs })}</Notice>}
        {unknown && <Notice tone="warn">{t('import.nothingMade')}</Notice>}
        <Settings of={of} update={update} />
      </div>
    </Panel>
  )
}

const kinds = ['customers', 'orders', 'order-lines', 'products', 'events', 'payments'] as const

function Settings({ of, update }: { of: ImportDetail; update: Update }) {
  const t = useT()
  const words = useImportWords()
  const { id, mapping } = of
  return (
    <div className="grid grid-cols-4 gap-3 max-phone:grid-cols-1">
      <Field label={t('import.kindLabel')}>
        {(field) => (
          <Select
            {...field}
            value={of.kind}
            choices={kinds.map((value) => ({ value, label: words.kind(value) }))}
            onChange={(event) => update.mutate({ id, kind: event.target.value as (typeof kinds)[number] })}
          />
        )}
      </Field>
      <Typed
        label={t('import.currency')}
        hint={t('import.currencyHint')}
        value={of.currency}
        onSave={(currency) => update.mutate({ id, currency: currency.toUpperCase() })}
      />
      <Typed label={t('import.zone')} value={mapping.zone} onSave={(zone) => update.mutate({ id, zone })} />
      <Field label={t('import.decimal')}>
        {(field) => (
          <Select
            {...field}
            value={mapping.decimal}
            choices={[
              { value: ',', label: t('import.comma') },
              { value: '.', label: t('import.point') },
            ]}
            onChange={(event) =>
              update.mutate({ id, mapping: { ...mapping, decimal: event.target.value as ',' | '.' } })
            }
          />
        )}
      </Field>
    </div>
  )
}

/** Saved when one leaves the field or presses Enter, if it changed. */
function Typed(given: { label: string; hint?: string; value: string; onSave: (value: string) => void }) {
  const { label, hint, value, onSave } = given
  const [typed, setTyped] = useState<string | null>(null)
  const save = (): void => {
    if (typed !== null && typed.trim() !== '' && typed !== value) onSave(typed.trim())
    setTyped(null)
  }
  return (
    <TextField
      label={label}
      {...(hint !== undefined && { hint })}
      value={typed ?? value}
      onChange={setTyped}
      onBlur={save}
      onKeyDown={(event) => event.key === 'Enter' && save()}
    />
  )
}

function Missing({ of }: { of: ImportDetail }) {
  const t = useT()
  const words = useImportWords()
  return of.missing.map((group) => (
    <Notice tone="warn" key={group.join()}>
      {t('import.missing', { fields: group.map((field) => words.field(field)).join(' / ') })}
    </Notice>
  ))
}
