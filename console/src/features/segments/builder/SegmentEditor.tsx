/** The builder: name and rule on the left, what it finds on the right. */
import { Link, useBlocker } from '@tanstack/react-router'
import type { SegmentGroup } from '@vefa/contract'
import { type ReactNode, useReducer, useState } from 'react'

import { useT } from '#/lang/index.ts'
import { useShortcuts } from '#/lib/keys.ts'
import { Button, buttonLook, IconButton, linkLook } from '#/ui/Button.tsx'
import { Confirm } from '#/ui/Confirm.tsx'
import { useFailureText } from '#/ui/FailureState.tsx'
import { Field, Input } from '#/ui/Field.tsx'
import { Notice, Page, Panel, TitleBar } from '#/ui/Panel.tsx'

import { edit, type Editing, startEditing } from './edit-definition.ts'
import { type Builder, GroupEditor } from './GroupEditor.tsx'
import { PreviewPanel, usePreview } from './Preview.tsx'
import { problemsOf } from './problems.ts'
import { useSaving } from './use-saving.ts'

export type Beginning = {
  /** What is being changed; null for a new one. */
  saved: { id: string; version: number } | null
  name: string
  note: string
  root: SegmentGroup
  readyMade: string | undefined
}

export function SegmentEditor({ beginning }: { beginning: Beginning }) {
  const [editing, dispatch] = useReducer(edit, beginning.root, startEditing)
  const [named, setNamed] = useState<Named>({ name: beginning.name, note: beginning.note })
  const { root } = editing
  const problems = problemsOf(root)
  const complete = problems.size === 0
  const { preview, counts, waiting } = usePreview(root, complete)
  const saving = useSaving(beginning)
  const builder: Builder = {
    root,
    problems,
    counts,
    change: (next, field) => dispatch({ do: 'change', root: next, ...(field !== undefined && { field }) }),
  }
  return (
    <>
      <Title
        beginning={beginning}
        editing={editing}
        onStep={(step) => dispatch({ do: step })}
        saving={saving.pending}
        onSave={complete && named.name.trim() !== '' ? () => saving.save({ ...named, root }) : null}
      />
      <Page>
        <Refusal error={saving.error} />
        <div className="grid items-start gap-5 wide:grid-cols-[minmax(0,1fr)_340px]">
          <Rule builder={builder} named={named} onName={setNamed} />
          <Aside>
            <PreviewPanel
              root={root}
              complete={complete}
              answer={preview.data}
              waiting={waiting}
              error={preview.error}
              onRetry={() => void preview.refetch()}
            />
          </Aside>
        </div>
      </Page>
      <LeaveGuard
        changed={root !== beginning.root || named.name !== beginning.name || named.note !== beginning.note}
      />
    </>
  )
}

type Named = { name: string; note: string }

function Title({
  beginning,
  editing,
  onStep,
  saving,
  onSave,
}: {
  beginning: Beginning
  editing: Editing
  onStep: (step: 'undo' | 'redo') => void
  saving: boolean
  /** Null while there is nothing that could be saved. */
  onSave: (() => void) | null
}) {
  const t = useT()
  return (
    <TitleBar
      title={beginning.saved ? beginning.name : t('segments.new')}
      crumbs={
        <Link to="/segments" className={linkLook}>
          {t('segments.title')}
        </Link>
      }
      actions={
        <>
          <Undoing editing={editing} onUndo={() => onStep('undo')} onRedo={() => onStep('redo')} />
          <Leave saved={beginning.saved} />
          <Button kind="primary" busy={saving} disabled={onSave === null} onClick={() => onSave?.()}>
            {t('app.save')}
          </Button>
        </>
      }
    />
  )
}

function Rule({
  builder,
  named,
  onName,
}: {
  builder: Builder
  named: Named
  onName: (named: Named) => void
}) {
  const t = useT()
  return (
    <div className="flex min-w-0 flex-col gap-5">
      <Panel>
        <div className="grid gap-4 phone:grid-cols-2">
          <Field label={t('segments.name')}>
            {(given) => (
              <Input
                {...given}
                value={named.name}
                maxLength={120}
                onChange={(event) => onName({ ...named, name: event.target.value })}
              />
            )}
          </Field>
          <Field label={t('segments.note')}>
            {(given) => (
              <Input
                {...given}
                value={named.note}
                maxLength={1_000}
                onChange={(event) => onName({ ...named, note: event.target.value })}
              />
            )}
          </Field>
        </div>
      </Panel>
      <Panel title={t('segmentBuilder.who')}>
        <GroupEditor builder={builder} group={builder.root} path={[]} />
      </Panel>
    </div>
  )
}

function Aside({ children }: { children: ReactNode }) {
  const t = useT()
  return (
    <aside aria-label={t('segmentBuilder.preview')} className="min-w-0 wide:sticky wide:top-[76px]">
      {children}
    </aside>
  )
}

/** Asks before what was written is left behind. */
function LeaveGuard({ changed }: { changed: boolean }) {
  const t = useT()
  const guard = useBlocker({ shouldBlockFn: () => changed, withResolver: true })
  const question =
    guard.status === 'blocked'
      ? {
          title: t('segmentBuilder.leaveTitle'),
          text: t('segmentBuilder.leaveText'),
          action: t('segmentBuilder.leave'),
          run: guard.proceed,
        }
      : null
  return <Confirm question={question} onClose={() => guard.reset?.()} />
}

/** Z goes back, Y forward; while somebody types, the field's own undo stays. */
function Undoing({ editing, onUndo, onRedo }: { editing: Editing; onUndo: () => void; onRedo: () => void }) {
  const t = useT()
  useShortcuts([
    { key: 'z', run: onUndo },
    { key: 'y', run: onRedo },
  ])
  return (
    <>
      <IconButton
        icon="undo"
        label={t('segmentBuilder.undo')}
        disabled={editing.past.length === 0}
        onClick={onUndo}
      />
      <IconButton
        icon="redo"
        label={t('segmentBuilder.redo')}
        disabled={editing.future.length === 0}
        onClick={onRedo}
      />
    </>
  )
}

function Leave({ saved }: { saved: Beginning['saved'] }) {
  const t = useT()
  const look = `${buttonLook()} max-phone:hidden`
  return saved ? (
    <Link to="/segments/$id" params={{ id: saved.id }} className={look}>
      {t('app.cancel')}
    </Link>
  ) : (
    <Link to="/segments" className={look}>
      {t('app.cancel')}
    </Link>
  )
}

function Refusal({ error }: { error: Error | null }) {
  const failureText = useFailureText()
  return error ? <Notice tone="bad">{failureText(error)}</Notice> : null
}
