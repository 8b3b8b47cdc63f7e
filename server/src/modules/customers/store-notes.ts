/** Notes and tasks on customers. */
import { sql } from 'kysely'

import type { Db, Tx } from '#/platform/db/index.ts'

export type Note = {
  id: string
  customerId: number
  body: string
  pinned: boolean
  authorName: string
  createdAt: Date
  updatedAt: Date
}

export type Task = {
  id: string
  customerId: number
  title: string
  dueOn: string | null
  assigneeId: string | null
  doneAt: Date | null
  createdBy: string
  createdAt: Date
}

const noteColumns = sql`n.id, n.customer_id AS "customerId", n.body, n.pinned, n.author_name AS "authorName",
  n.created_at AS "createdAt", n.updated_at AS "updatedAt"`

const taskColumns = sql`t.id, t.customer_id AS "customerId", t.title, t.due_on AS "dueOn", t.assignee_id AS "assigneeId",
  t.done_at AS "doneAt", t.created_by AS "createdBy", t.created_at AS "createdAt"`

/** Pinned first, then the newest; at most 200. */
export async function notesOf(db: Db | Tx, customerId: number): Promise<Note[]> {
  const { rows } = await sql<Note>`
    SELECT ${noteColumns} FROM notes n WHERE n.customer_id = ${customerId}
    ORDER BY n.pinned DESC, n.id DESC LIMIT 200`.execute(db)
  return rows
}

/** Open ones by due day, then those done; at most 200. */
export async function tasksOf(db: Db | Tx, customerId: number): Promise<Task[]> {
  const { rows } = await sql<Task>`
    SELECT ${taskColumns} FROM tasks t WHERE t.customer_id = ${customerId}
    ORDER BY t.done_at IS NOT NULL, t.due_on NULLS LAST, t.id DESC LIMIT 200`.execute(db)
  return rows
}

export async function openTasks(
  db: Db | Tx,
  given: { assigneeId: string | null; limit: number },
): Promise<(Task & { customerName: string | null })[]> {
  const { rows } = await sql<Task & { customerName: string | null }>`
    SELECT ${taskColumns}, c.name AS "customerName" FROM tasks t JOIN customers c ON c.id = t.customer_id
    WHERE t.done_at IS NULL AND (${given.assigneeId}::uuid IS NULL OR t.assignee_id = ${given.assigneeId}::uuid)
    ORDER BY t.due_on NULLS LAST, t.id LIMIT ${given.limit}`.execute(db)
  return rows
}

export type DueTask = { title: string; dueOn: string; customerId: number; customerName: string | null }

/** Open tasks due by a day, of one person and of nobody yet, the longest due first. */
export async function findDueTasks(
  db: Db | Tx,
  given: { assigneeId: string | null; by: string; limit: number },
): Promise<DueTask[]> {
  const { rows } = await sql<DueTask>`
    SELECT t.title, t.due_on AS "dueOn", t.customer_id AS "customerId", c.name AS "customerName"
    FROM tasks t JOIN customers c ON c.id = t.customer_id
    WHERE t.done_at IS NULL AND t.due_on <= ${given.by}::date
      AND (t.assignee_id IS NULL OR t.assignee_id = ${given.assigneeId}::uuid)
    ORDER BY t.due_on, t.id LIMIT ${given.limit}`.execute(db)
  return rows
}

export async function findNote(db: Db | Tx, id: string): Promise<Note | null> {
  const { rows } =
    await sql<Note>`SELECT ${noteColumns} FROM notes n WHERE n.id = ${id}::uuid FOR UPDATE`.execute(db)
  return rows[0] ?? null
}

export async function findTask(db: Db | Tx, id: string): Promise<Task | null> {
  const { rows } =
    await sql<Task>`SELECT ${taskColumns} FROM tasks t WHERE t.id = ${id}::uuid FOR UPDATE`.execute(db)
  return rows[0] ?? null
}

export async function insertNote(db: Db | Tx, note: Note & { authorId: string | null }): Promise<void> {
  await sql`
    INSERT INTO notes (id, customer_id, original_customer_id, body, pinned, author_id, author_name, created_at, updated_at)
    VALUES (${note.id}, ${note.customerId}, ${note.customerId}, ${note.body}, ${note.pinned}, ${note.authorId},
      ${note.authorName}, ${note.createdAt}, ${note.updatedAt})`.execute(db)
}

export async function saveNote(db: Db | Tx, note: Note): Promise<void> {
  await sql`UPDATE notes SET body = ${note.body}, pinned = ${note.pinned}, updated_at = ${note.updatedAt}
    WHERE id = ${note.id}::uuid`.execute(db)
}

export async function deleteNote(db: Db | Tx, id: string): Promise<void> {
  await sql`DELETE FROM notes WHERE id = ${id}::uuid`.execute(db)
}

export async function insertTask(db: Db | Tx, task: Task): Promise<void> {
  await sql`
    INSERT INTO tasks (id, customer_id, original_customer_id, title, due_on, assignee_id, done_at, created_by, created_at, updated_at)
    VALUES (${task.id}, ${task.customerId}, ${task.customerId}, ${task.title}, ${task.dueOn}, ${task.assigneeId},
      ${task.doneAt}, ${task.createdBy}, ${task.createdAt}, ${task.createdAt})`.execute(db)
}

export async function saveTask(db: Db | Tx, task: Task, at: Date): Promise<void> {
  await sql`UPDATE tasks SET title = ${task.title}, due_on = ${task.dueOn}, assignee_id = ${task.assigneeId},
    done_at = ${task.doneAt}, updated_at = ${at} WHERE id = ${task.id}::uuid`.execute(db)
}

export async function deleteTask(db: Db | Tx, id: string): Promise<void> {
  await sql`DELETE FROM tasks WHERE id = ${id}::uuid`.execute(db)
}

/** Whether somebody who works here has this id; the table is team's and only looked at. */
export async function isPerson(db: Db | Tx, id: string): Promise<boolean> {
  const { rows } = await sql`SELECT FROM users WHERE id = ${id}::uuid AND disabled_at IS NULL`.execute(db)
  return rows.length > 0
}
