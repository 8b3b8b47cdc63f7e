/** Tasks about a customer: planned, changed, finished, reopened, removed. */
import type { Actor } from '#/platform/actor.ts'
import type { App } from '#/platform/app.ts'
import { inTransaction } from '#/platform/db/index.ts'
import { newId } from '#/platform/ids.ts'
import { audit } from '#/modules/team/index.ts'

import { refuse } from './errors.ts'
import { standing } from './standing.ts'
import { deleteTask, findTask, insertTask, isPerson, saveTask, type Task } from './store-notes.ts'

type Caller = Pick<App, 'db' | 'clock'>

export async function addTask(
  app: Caller,
  actor: Actor,
  input: { id: number; title: string; dueOn: string | null; assigneeId: string | null },
): Promise<Task> {
  return inTransaction(app.db, async (tx) => {
    if (input.assigneeId && !(await isPerson(tx, input.assigneeId))) throw refuse('assignee_not_found')
    const now = app.clock.now()
    const task: Task = {
      id: newId(now),
      customerId: await standing(tx, input.id),
      title: input.title,
      dueOn: input.dueOn,
      assigneeId: input.assigneeId,
      doneAt: null,
      createdBy: actor.name,
      createdAt: now,
    }
    await insertTask(tx, task)
    await auditTask({ ...app, db: tx }, actor, { action: 'task.create', task, after: task })
    return task
  })
}

export type TaskChange = {
  id: string
  title?: string | undefined
  dueOn?: string | null | undefined
  assigneeId?: string | null | undefined
  /** True finishes, false reopens. */
  done?: boolean | undefined
}

export async function updateTask(app: Caller, actor: Actor, input: TaskChange): Promise<Task> {
  return inTransaction(app.db, async (tx) => {
    const before = await findTask(tx, input.id)
    if (!before) throw refuse('task_not_found')
    if (input.assigneeId && !(await isPerson(tx, input.assigneeId))) throw refuse('assignee_not_found')
    const now = app.clock.now()
    const task: Task = {
      ...before,
      title: input.title ?? before.title,
      dueOn: input.dueOn === undefined ? before.dueOn : input.dueOn,
      assigneeId: input.assigneeId === undefined ? before.assigneeId : input.assigneeId,
      doneAt: input.done === undefined ? before.doneAt : input.done ? (before.doneAt ?? now) : null,
    }
    await saveTask(tx, task, now)
    await auditTask({ ...app, db: tx }, actor, { action: 'task.update', task, before, after: task })
    return task
  })
}

export async function removeTask(app: Caller, actor: Actor, id: string): Promise<void> {
  await inTransaction(app.db, async (tx) => {
    const task = await findTask(tx, id)
    if (!task) throw refuse('task_not_found')
    await deleteTask(tx, id)
    await auditTask({ ...app, db: tx }, actor, { action: 'task.remove', task, before: task })
  })
}

async function auditTask(
  app: Parameters<typeof audit>[0],
  actor: Actor,
  change: { action: string; task: Task; before?: Task; after?: Task },
): Promise<void> {
  const { action, task, before, after } = change
  await audit(app, actor, { action, subject: { kind: 'customer', id: task.customerId }, before, after })
}
