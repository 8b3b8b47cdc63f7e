/** Writing a segment: a new one, one from a ready-made rule, or a saved one. */
import { useQuery } from '@tanstack/react-query'
import { useParams, useSearch } from '@tanstack/react-router'
import type { SegmentGroup } from '@vefa/contract'

import { useCodeText, useT } from '#/lang/index.ts'
import { api } from '#/lib/api.ts'
import { FailureState } from '#/ui/FailureState.tsx'
import { Page } from '#/ui/Panel.tsx'
import { Skeleton } from '#/ui/States.tsx'

import { blankLeaf } from './blank.ts'
import { type Beginning, SegmentEditor } from './SegmentEditor.tsx'

export function SegmentEditorPage() {
  const { id } = useParams({ strict: false })
  const { ready }: { ready?: string } = useSearch({ strict: false })
  if (id !== undefined) return <Saved id={id} />
  return ready === undefined ? <SegmentEditor beginning={blank()} /> : <Ready name={ready} />
}

function blank(): Beginning {
  const root: SegmentGroup = { kind: 'group', match: 'all', conditions: [blankLeaf('count')] }
  return { saved: null, name: '', note: '', root, readyMade: undefined }
}

function Saved({ id }: { id: string }) {
  const segment = useQuery({ ...api.segments.get.queryOptions({ input: { id } }), staleTime: Infinity })
  if (segment.error) return <FailureState error={segment.error} onRetry={() => void segment.refetch()} />
  if (!segment.data) return <Loading />
  const { name, note, definition, version } = segment.data
  const beginning = { saved: { id, version }, name, note, root: definition.root, readyMade: undefined }
  return <SegmentEditor key={`${id}:${version}`} beginning={beginning} />
}

function Ready({ name }: { name: string }) {
  const title = useCodeText('readySegments.names')
  const text = useCodeText('readySegments.texts')
  const rules = useQuery(api.segments.readyMade.queryOptions())
  if (rules.error) return <FailureState error={rules.error} onRetry={() => void rules.refetch()} />
  if (!rules.data) return <Loading />
  const rule = rules.data.rules.find(({ key }) => key === name)
  if (!rule) return <SegmentEditor beginning={blank()} />
  const { root } = rule.definition
  const beginning = { saved: null, name: title(name), note: text(name), root, readyMade: name }
  return <SegmentEditor key={name} beginning={beginning} />
}

function Loading() {
  const t = useT()
  return (
    <Page>
      <Skeleton label={t('app.loading')} lines={8} />
    </Page>
  )
}
