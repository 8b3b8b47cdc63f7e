/** Which status and content stand when several sources speak of one order: pure rules. */
import { orderStatuses, type OrderStatus } from './drafts.ts'

export type Standing = {
  status: OrderStatus
  cancelledAt: Date | null
  /** As of when it is known; null: the source did not say. */
  knownAt: Date | null
}

/**
 * Newer dated knowledge replaces older. An undated source (a file) replaces an undated one. Between a dated and an
 * undated one nothing is taken back: the status further along stands, so that an old file does not revive an order
 * that was cancelled since.
 */
export function mergeStatus(stored: Standing, told: Standing): Pick<Standing, 'status' | 'cancelledAt'> {
  const takes = supersedes(stored.knownAt, told.knownAt) ?? rank(told.status) >= rank(stored.status)
  const { status, cancelledAt } = takes ? told : stored
  return { status, cancelledAt: status === 'cancelled' ? cancelledAt : null }
}

/** Whether a draft speaks of an earlier state than the one that stands. */
export function isOutdated(storedAt: Date | null, toldAt: Date | null): boolean {
  return storedAt !== null && toldAt !== null && toldAt < storedAt
}

/** True or false where both are dated or both are not; undefined where only the statuses can decide. */
function supersedes(storedAt: Date | null, toldAt: Date | null): boolean | undefined {
  if (storedAt === null && toldAt === null) return true
  if (storedAt === null || toldAt === null || storedAt.getTime() === toldAt.getTime()) return undefined
  return toldAt > storedAt
}

function rank(status: OrderStatus): number {
  return orderStatuses.indexOf(status)
}
