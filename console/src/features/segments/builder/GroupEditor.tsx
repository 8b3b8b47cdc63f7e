/** A group of conditions: how they go together, each with its fields, and inner groups by indentation. */
import type { SegmentCondition, SegmentGroup, SegmentLeaf } from '@vefa/contract'

import { useT } from '#/lang/index.ts'
import { useFormat } from '#/lib/session.ts'
import { Button, IconButton } from '#/ui/Button.tsx'
import { cx } from '#/ui/cx.ts'
import { Menu } from '#/ui/Overlay.tsx'

import { blankLeaf, leafKinds } from './blank.ts'
import { Choose } from './controls.tsx'
import { addTo, duplicateAt, moveAt, type Path, replaceAt } from './edit-definition.ts'
import { LeafFields } from './LeafFields.tsx'

export type Builder = {
  root: SegmentGroup
  /** `field` names what is being typed in, so that undo goes back by fields rather than by letters. */
  change: (root: SegmentGroup, field?: string) => void
  problems: ReadonlySet<string>
  /** People for whom each condition alone holds, by its path; empty while not known. */
  counts: ReadonlyMap<string, number>
}

const deepest = 4

export function GroupEditor({ builder, group, path }: { builder: Builder; group: SegmentGroup; path: Path }) {
  const t = useT()
  return (
    <fieldset className="min-w-0">
      <legend className="sr-only">{t('segmentBuilder.group')}</legend>
      <div className="flex flex-wrap items-center gap-2">
        <Choose
          label={t('segmentBuilder.match')}
          value={group.match}
          onChange={(match) => builder.change(replaceAt(builder.root, path, { ...group, match }))}
          choices={(['all', 'any', 'none'] as const).map((value) => ({
            value,
            label: t(`segments.match.${value}`),
          }))}
        />
        {path.length > 0 && <ConditionMenu builder={builder} path={path} />}
      </div>
      <ol className="mt-2 flex flex-col gap-3 border-l-2 border-line-strong pl-3 phone:pl-4">
        {group.conditions.map((condition, index) => (
          // A condition is what stands at its path; it has no id of its own.
          // oxlint-disable-next-line react/no-array-index-key
          <li key={index} className="min-w-0">
            <ConditionEditor builder={builder} condition={condition} path={[...path, index]} />
          </li>
        ))}
        <li>
          <Adders builder={builder} path={path} />
        </li>
      </ol>
    </fieldset>
  )
}

function ConditionEditor({
  builder,
  condition,
  path,
}: {
  builder: Builder
  condition: SegmentCondition
  path: Path
}) {
  if (condition.kind === 'group') return <GroupEditor builder={builder} group={condition} path={path} />
  return <LeafEditor builder={builder} leaf={condition} path={path} />
}

function LeafEditor({ builder, leaf, path }: { builder: Builder; leaf: SegmentLeaf; path: Path }) {
  const t = useT()
  const format = useFormat()
  const place = path.join('.')
  const broken = builder.problems.has(place)
  const count = builder.counts.get(place)
  return (
    <div
      role="group"
      aria-label={t(`segmentBuilder.kinds.${leaf.kind}`)}
      className={cx(
        'rounded-3 border bg-surface px-3 py-2',
        broken ? 'border-warn-line' : 'border-line-strong',
      )}
    >
      <div className="flex items-start gap-2">
        <div className="min-w-0 flex-1">
          <p className="mb-1 text-12 font-medium text-ink-3">{t(`segmentBuilder.kinds.${leaf.kind}`)}</p>
          <div className="flex min-w-0 flex-wrap items-center gap-2">
            <LeafFields
              leaf={leaf}
              onChange={(next) => builder.change(replaceAt(builder.root, path, next), place)}
            />
          </div>
        </div>
        <ConditionMenu builder={builder} path={path} />
      </div>
      <p className="num mt-1 min-h-4 text-12 text-ink-3" aria-live="polite">
        {broken ? (
          <span className="text-warn-text">{t('segmentBuilder.incomplete')}</span>
        ) : (
          count !== undefined && t('segmentBuilder.alone', { people: format.number(count) })
        )}
      </p>
    </div>
  )
}

function ConditionMenu({ builder, path }: { builder: Builder; path: Path }) {
  const t = useT()
  const { root, change } = builder
  return (
    <Menu
      label={t('segmentBuilder.actions')}
      trigger={<IconButton small icon="more" label={t('segmentBuilder.actions')} />}
      items={[
        { label: t('segmentBuilder.up'), onSelect: () => change(moveAt(root, path, -1)) },
        { label: t('segmentBuilder.down'), onSelect: () => change(moveAt(root, path, 1)) },
        { label: t('segmentBuilder.copy'), icon: 'copy', onSelect: () => change(duplicateAt(root, path)) },
        { line: 'end' },
        {
          label: t('segmentBuilder.remove'),
          danger: true,
          onSelect: () => change(replaceAt(root, path, null)),
        },
      ]}
    />
  )
}

function Adders({ builder, path }: { builder: Builder; path: Path }) {
  const t = useT()
  const add = (condition: SegmentCondition): void => builder.change(addTo(builder.root, path, condition))
  return (
    <div className="flex flex-wrap gap-2">
      <Menu
        align="start"
        label={t('segmentBuilder.add')}
        trigger={
          <Button small icon="plus">
            {t('segmentBuilder.add')}
          </Button>
        }
        items={leafKinds.map((kind) => ({
          label: t(`segmentBuilder.kinds.${kind}`),
          onSelect: () => add(blankLeaf(kind)),
        }))}
      />
      {path.length < deepest - 1 && (
        <Button
          small
          kind="quiet"
          onClick={() => add({ kind: 'group', match: 'any', conditions: [blankLeaf('count')] })}
        >
          {t('segmentBuilder.addGroup')}
        </Button>
      )}
    </div>
  )
}
