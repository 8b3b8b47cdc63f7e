/** How writers of one installation wait for each other. */
import { type Db, holdLock, type Tx } from '#/platform/db/index.ts'

/**
 * Writers of orders take turns until their transaction ends: two files with the same orders, or a file and a live
 * event, can then neither write half over each other nor count figures without each other's orders.
 */
export async function takeTurn(db: Db | Tx): Promise<void> {
  await holdLock(db, 'commerce.writers')
}

/** PostgreSQL chose this transaction to end a deadlock; running it again is right. */
export function isDeadlock(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === '40P01'
}
