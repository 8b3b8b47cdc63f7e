/** What to do next for the person: open tasks by due day, done ones below. */
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'

import { useT } from '#/lang/index.ts'
import { api } from '#/lib/api.ts'
import { useFormat, useRights } from '#/lib/session.ts'
import { Button, IconButton } from '#/ui/Button.tsx'
import { Checkbox, Field, Input } from '#/ui/Field.tsx'
import { Panel } from '#/ui/Panel.tsx'

import { formText } from './form-text.ts'
import { type CustomerPageData, useAfter } from './use-customer.ts'

type Task = CustomerPageData['tasks'][number]

export function TasksPanel({ page }: { page: CustomerPageData }) {
  const t = useT()
  const may = useRights()
  const [adding, setAdding] = useState(false)
  const add = may('customers.write') && (
    <IconButton small icon="plus" label={t('customer.taskNew')} onClick={() => setAdding(true)} />
  )
  return (
    <Panel title={t('customer.next')} end={add} flush>
      {adding && <NewTask id={page.customer.id} onClose={() => setAdding(false)} />}
      <ul className="divide-y divide-line">
        {page.tasks.slice(0, 20).map((task) => (
          <TaskItem key={task.id} task={task} />
        ))}
      </ul>
      {page.tasks.length === 0 && !adding && (
        <p className="p-4 text-12 text-ink-3">{t('customer.tasksEmpty')}</p>
      )}
    </Panel>
  )
}

function NewTask({ id, onClose }: { id: number; onClose: () => void }) {
  const t = useT()
  const add = useMutation(api.customers.addTask.mutationOptions(useAfter({ close: onClose })))
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    add.mutate({ id, title: formText(form, 'title'), dueOn: formText(form, 'dueOn') || null })
  }
  return (
    <form onSubmit={submit} className="flex flex-col gap-3 border-b border-line p-4">
      <Field label={t('customer.taskTitle')}>
        {(field) => <Input {...field} name="title" required maxLength={300} />}
      </Field>
      <Field label={t('customer.taskDue')}>{(field) => <Input {...field} name="dueOn" type="date" />}</Field>
      <div className="flex justify-end gap-2">
        <Button small onClick={onClose}>
          {t('app.cancel')}
        </Button>
        <Button kind="primary" small type="submit" busy={add.isPending}>
          {t('app.add')}
        </Button>
      </div>
    </form>
  )
}

function TaskItem({ task }: { task: Task }) {
  const t = useT()
  const format = useFormat()
  const may = useRights()
  const after = useAfter()
  const reopen = useMutation(api.customers.updateTask.mutationOptions(after))
  const undo = { label: t('app.undo'), run: () => reopen.mutate({ id: task.id, done: false }) }
  const finish = useMutation(
    api.customers.updateTask.mutationOptions(useAfter({ text: t('customer.taskDone'), undo })),
  )
  const [today] = useState(() => new Date().toISOString().slice(0, 10))
  const late = !task.doneAt && task.dueOn !== null && task.dueOn < today
  return (
    <li className="flex items-start gap-3 px-4 py-3">
      <Checkbox
        hideLabel
        label={task.title}
        checked={task.doneAt !== null}
        disabled={!may('customers.write')}
        onChange={(done) => (done ? finish : reopen).mutate({ id: task.id, done })}
      />
      <div className="min-w-0 flex-1">
        <p className={task.doneAt ? 'text-ink-3 line-through' : 'break-words'}>{task.title}</p>
        <p className={late ? 'text-12 text-bad-text' : 'text-12 text-ink-3'}>
          {[
            task.dueOn && t(late ? 'customer.late' : 'customer.due', { date: format.date(task.dueOn) }),
            task.createdBy,
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
      </div>
    </li>
  )
}
