/** What applying a group of rows means, whatever they are about: prepared outside a transaction, saved inside one. */
import type { App } from '#/platform/app.ts'
import type { Db, Tx } from '#/platform/db/index.ts'

import type { Import } from './import.ts'
import type { Counts, Noun } from './progress.ts'
import type { Reject } from './store-rejects.ts'

/** All rows of one order, customer, product or event. */
export type Group = { key: string; rows: { row: number; draft: unknown }[] }

export type Applying = Pick<App, 'clock' | 'notices'> & { db: Db }
type Saving = Pick<App, 'clock' | 'notices'> & { db: Tx }

export type Outcome = Partial<Record<Noun, Counts>>

export type Prepared = {
  /** Groups that cannot be taken. */
  rejects: Reject[]
  /** What preparing itself has done: customers found and made. */
  counts: Outcome
  /** Orders kept until another table completes them. */
  waiting: number
  /** Writes everything of these groups; called once, in the transaction that moves the import on. */
  save(app: Saving): Promise<Outcome>
}

export type Prepare = (app: Applying, given: { of: Import; groups: readonly Group[] }) => Promise<Prepared>

export function rejectGroup(group: Group, reason: string, excerpt = ''): Reject[] {
  return group.rows.map(({ row }) => ({
    row,
    reason,
    column: '',
    excerpt: excerpt || group.key,
    doubt: false,
  }))
}

export function shelfOf(of: Import) {
  return { storeId: of.storeId, currency: of.currency }
}

export function originOf(of: Import, row: number) {
  return { storeId: of.storeId, importNumber: of.number, at: of.createdAt, row }
}
