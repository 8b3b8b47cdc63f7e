/** In or not in another segment. */
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import type { SegmentLeaf } from '@vefa/contract'

import { useT } from '#/lang/index.ts'
import { api } from '#/lib/api.ts'

import { Choose } from './controls.tsx'

type Leaf = Extract<SegmentLeaf, { kind: 'segment' }>

export function SegmentChoice({ leaf, onChange }: { leaf: Leaf; onChange: (leaf: Leaf) => void }) {
  const t = useT()
  const { id } = useParams({ strict: false })
  const list = useQuery(api.segments.list.queryOptions({ input: { limit: 200, sort: 'name' } }))
  const others = (list.data?.items ?? []).filter((segment) => segment.id !== id)
  return (
    <>
      <Choose
        label={t('segmentBuilder.membership')}
        value={leaf.member ? 'in' : 'out'}
        onChange={(member) => onChange({ ...leaf, member: member === 'in' })}
        choices={[
          { value: 'in', label: t('segmentBuilder.inSegment') },
          { value: 'out', label: t('segmentBuilder.notInSegment') },
        ]}
      />
      <Choose
        label={t('segmentBuilder.segment')}
        value={leaf.segmentId}
        onChange={(segmentId) => onChange({ ...leaf, segmentId })}
        choices={[
          { value: '', label: t('segmentBuilder.chooseSegment'), disabled: true },
          ...others.map((segment) => ({ value: segment.id, label: segment.name })),
        ]}
      />
    </>
  )
}
