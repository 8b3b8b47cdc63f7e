/** An import under way: how far, how fast, how long still, and the means to hold it. */
import type { ImportDetail } from '@vefa/contract'
import { useState } from 'react'

import { useT } from '#/lang/index.ts'
import { useRights } from '#/lib/session.ts'
import { Button } from '#/ui/Button.tsx'
import { useFailureText } from '#/ui/FailureState.tsx'
import { Dialog } from '#/ui/Overlay.tsx'
import { Notice, Panel } from '#/ui/Panel.tsx'
import { Progress } from '#/ui/States.tsx'

import { Counts } from './Counts.tsx'
import { useLeftText } from './import-words.ts'
import { useHoldImport } from './use-import-change.ts'

export function RunProgress({ of }: { of: ImportDetail }) {
  const t = useT()
  const failureText = useFailureText()
  const hold = useHoldImport()
  const error = hold.pause.error ?? hold.resume.error ?? hold.cancel.error
  const title = of.phase === 'reading' ? t('import.reading') : t('import.applying')
  const paused = of.state === 'paused'
  return (
    <>
      {error && <Notice tone="bad">{failureText(error)}</Notice>}
      <Panel title={of.state === 'waiting' ? t('import.waitingTurn') : title} foot={t('import.goesOn')}>
        <div className="flex flex-col gap-4">
          {paused && <Notice tone="warn">{t('import.pausedText')}</Notice>}
          <Progress
            label={title}
            share={of.state === 'waiting' ? null : of.progress.share}
            tone={paused ? 'warn' : 'accent'}
            detail={<Detail of={of} />}
            actions={<Actions of={of} hold={hold} />}
          />
          <Counts of={of} />
        </div>
      </Panel>
    </>
  )
}

function Detail({ of }: { of: ImportDetail }) {
  const t = useT()
  const left = useLeftText()
  const { progress, phase } = of
  const rate = progress.rate === null ? null : Math.round(progress.rate)
  const parts =
    phase === 'reading'
      ? [t('import.readDetail', { rows: progress.rowsRead, rejected: progress.rowsRejected })]
      : [t('import.applyDetail', { done: progress.groupsApplied, all: progress.groups })]
  if (rate !== null) parts.push(t(phase === 'reading' ? 'import.rateRows' : 'import.rateGroups', { rate }))
  if (progress.secondsLeft !== null) parts.push(left(progress.secondsLeft))
  return <span className="whitespace-normal">{parts.join(' · ')}</span>
}

function Actions({ of, hold }: { of: ImportDetail; hold: ReturnType<typeof useHoldImport> }) {
  const t = useT()
  const may = useRights()
  const [asking, setAsking] = useState(false)
  if (!may('imports.write')) return null
  const { id } = of
  const turn = of.state === 'paused' ? hold.resume : hold.pause
  return (
    <>
      <Button small busy={turn.isPending} onClick={() => turn.mutate({ id })}>
        {t(of.state === 'paused' ? 'import.resume' : 'import.pause')}
      </Button>
      <Button small onClick={() => setAsking(true)}>
        {t('import.cancel')}
      </Button>
      {asking && (
        <Dialog
          open
          onOpenChange={setAsking}
          title={t('import.cancelTitle')}
          description={t('import.cancelText')}
          closeLabel={t('app.close')}
          foot={
            <>
              <Button onClick={() => setAsking(false)}>{t('import.keepGoing')}</Button>
              <Button
                kind="danger"
                busy={hold.cancel.isPending}
                onClick={() => hold.cancel.mutate({ id }, { onSettled: () => setAsking(false) })}
              >
                {t('import.cancel')}
              </Button>
            </>
          }
        >
          {null}
        </Dialog>
      )}
    </>
  )
}
