/** One import: checked before it starts, followed while it runs, reported when it has ended. */
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import type { ImportDetail, ImportState } from '@vefa/contract'

import { useT } from '#/lang/index.ts'
import { api } from '#/lib/api.ts'
import { Badge } from '#/ui/Badge.tsx'
import { FailureState } from '#/ui/FailureState.tsx'
import { Page, TitleBar } from '#/ui/Panel.tsx'
import { Skeleton } from '#/ui/States.tsx'
import { Steps } from '#/ui/Steps.tsx'

import { stateTone, useImportWords } from './import-words.ts'
import { Prepare } from './Prepare.tsx'
import { Report } from './Report.tsx'
import { RunProgress } from './RunProgress.tsx'
import { StartActions } from './StartActions.tsx'

const stepOf: Record<ImportState, number> = {
  uploaded: 1,
  waiting: 2,
  running: 2,
  paused: 2,
  failed: 2,
  done: 3,
  cancelled: 3,
}

/** Progress comes by the live stream; asking now and then covers a stream that broke. */
const askEvery = 3_000

export function ImportRunPage() {
  const t = useT()
  const words = useImportWords()
  const { id = '' }: { id?: string } = useParams({ strict: false })
  const found = useQuery({
    ...api.imports.get.queryOptions({ input: { id } }),
    refetchInterval: ({ state }) =>
      state.data?.state === 'running' || state.data?.state === 'waiting' ? askEvery : false,
  })
  const given = found.data
  return (
    <>
      <TitleBar
        crumbs={
          <>
            <Link to="/import">{t('import.title')}</Link> /
          </>
        }
        title={given?.fileName ?? t('import.title')}
        actions={
          given &&
          (given.state === 'uploaded' ? (
            <StartActions of={given} />
          ) : (
            <Badge tone={stateTone[given.state]}>{words.state(given.state)}</Badge>
          ))
        }
      />
      <Page>
        {given && (
          <Steps
            label={t('import.steps')}
            steps={[
              t('import.stepFile'),
              t('import.stepMapping'),
              t('import.stepRun'),
              t('import.stepReport'),
            ]}
            current={stepOf[given.state]}
          />
        )}
        {found.error && <FailureState error={found.error} onRetry={() => void found.refetch()} />}
        {found.isPending && <Skeleton lines={6} label={t('app.loading')} />}
        {given && <Body of={given} />}
      </Page>
    </>
  )
}

function Body({ of }: { of: ImportDetail }) {
  if (of.state === 'uploaded') return <Prepare of={of} />
  if (of.state === 'waiting' || of.state === 'running' || of.state === 'paused')
    return <RunProgress of={of} />
  return <Report of={of} />
}
