/** The decision before the start: take the file in, or leave it. */
import type { ImportDetail } from '@vefa/contract'
import { useState } from 'react'

import { useT } from '#/lang/index.ts'
import { useRights } from '#/lib/session.ts'
import { Button } from '#/ui/Button.tsx'
import { useFailureText } from '#/ui/FailureState.tsx'
import { useToast } from '#/ui/Toast.tsx'

import { RateDialog } from './RateDialog.tsx'
import { useHoldImport, useStartImport } from './use-import-change.ts'

export function StartActions({ of }: { of: ImportDetail }) {
  const t = useT()
  const may = useRights()
  const toast = useToast()
  const failureText = useFailureText()
  const start = useStartImport()
  const { cancel } = useHoldImport()
  const [asking, setAsking] = useState(false)
  if (!may('imports.write')) return null
  const { id } = of
  const ready = of.missing.length === 0 && Object.keys(of.mapping.fields).length > 0
  const onError = (error: unknown): void => toast({ text: failureText(error) })
  return (
    <>
      <Button busy={cancel.isPending} onClick={() => cancel.mutate({ id }, { onError })}>
        {t('import.discard')}
      </Button>
      <Button
        kind="primary"
        disabled={!ready}
        busy={start.isPending}
        onClick={() => (of.rate.known ? start.mutate({ id }, { onError }) : setAsking(true))}
      >
        {t('import.start')}
      </Button>
      {asking && (
        <RateDialog
          of={of}
          onClose={() => setAsking(false)}
          onChosen={(choice) => {
            setAsking(false)
            start.mutate({ id, ...choice }, { onError })
          }}
        />
      )}
    </>
  )
}
