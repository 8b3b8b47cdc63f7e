/** The applying phase: whole groups in chunks, each chunk one transaction together with how far the import is. */
import type { App } from '#/platform/app.ts'
import { type Db, inTransaction, type Tx } from '#/platform/db/index.ts'
import { AmountError } from '#/platform/money/units.ts'

import { type Group, type Prepare, type Prepared, rejectGroup } from './apply.ts'
import { prepareCustomers } from './apply-customers.ts'
import { prepareEvents } from './apply-events.ts'
import { prepareOrders } from './apply-orders.ts'
import { prepareProducts } from './apply-products.ts'
import type { Import, ImportKind } from './import.ts'
import { addCounts, type Progress } from './progress.ts'
import { updateImport } from './store.ts'
import { insertRejects, type Reject } from './store-rejects.ts'
import { selectStaged, type StagedRow } from './store-staging.ts'

type Working = Pick<App, 'clock' | 'notices'> & { db: Db }

/** Somebody paused or cancelled the import; nothing of the chunk at hand was kept. */
export class ImportStopped extends Error {}

const prepareOf: Record<ImportKind, Prepare> = {
  customers: prepareCustomers,
  orders: prepareOrders,
  'order-lines': prepareOrders,
  payments: prepareOrders,
  products: prepareProducts,
  events: prepareEvents,
}

/** Rows in a chunk: enough that statements are few, few enough that memory and locks stay small. */
const chunkRows = 8_000

/**
 * Goes on after `of.appliedTo`. `tell` hears of every chunk kept. A chunk is kept whole, with its progress, or not
 * at all; what is applied twice after a crash is known and changes nothing.
 * @throws {ImportStopped}
 */
export async function applyGroups(
  app: Working & { lane: Db },
  of: Import,
  tell: (progress: Progress) => Promise<void>,
): Promise<Progress> {
  const progress = {
    ...of.progress,
    phaseSince: app.clock.now().toISOString(),
    phaseFrom: of.progress.groupsApplied,
  }
  let current: Import = { ...of, progress }
  let ahead = lookAhead(app, of, of.appliedTo)
  for (;;) {
    const chunk = await ahead
    const last = chunk.groups.at(-1)
    if (last === undefined) return current.progress
    ahead = lookAhead(app, of, last.key)
    ahead.catch(() => undefined)
    current = await applyChunk(app, current, chunk)
    await tell(current.progress)
  }
}

type Chunk = { groups: Group[]; prepared: Promise<Prepared> | null }

/** The next chunk is read and prepared while the one before it is kept: one works here, the other in PostgreSQL. */
async function lookAhead(app: Working & { lane: Db }, of: Import, after: string): Promise<Chunk> {
  const groups = await nextGroups(app.lane, of.number, after)
  if (groups.length === 0) return { groups, prepared: null }
  const prepared = prepareOf[of.kind]({ ...app, db: app.lane }, { of, groups })
  prepared.catch(() => undefined)
  return { groups, prepared }
}

/** Whole groups only: the last one of a full page may go on beyond it. */
async function nextGroups(db: Db, importNumber: number, after: string): Promise<Group[]> {
  for (let limit = chunkRows; ; limit *= 2) {
    const rows = await selectStaged(db, importNumber, { after, limit })
    const groups = groupsOf(rows)
    if (rows.length < limit) return groups
    if (groups.length > 1) return groups.slice(0, -1)
  }
}

function groupsOf(rows: readonly StagedRow[]): Group[] {
  const groups: Group[] = []
  let group: Group | undefined
  for (const { key, row, draft } of rows) {
    if (group?.key !== key) {
      group = { key, rows: [] }
      groups.push(group)
    }
    group.rows.push({ row, draft: JSON.parse(draft) as unknown })
  }
  return groups
}

/** What a store refuses to hold costs the one group it is in: the chunk is halved until that one is found. */
async function applyChunk(app: Working, of: Import, chunk: Chunk): Promise<Import> {
  const { groups } = chunk
  try {
    const prepared = await (chunk.prepared ?? prepareOf[of.kind](app, { of, groups }))
    return await keepChunk(app, of, { groups, prepared })
  } catch (error) {
    if (isDeadlock(error)) return applyChunk(app, of, { groups, prepared: null })
    if (!isOfData(error)) throw error
    const [only] = groups
    if (groups.length === 1 && only) return keepChunk(app, of, { groups, prepared: unkept(only, error) })
    const middle = Math.ceil(groups.length / 2)
    const first = await applyChunk(app, of, { groups: groups.slice(0, middle), prepared: null })
    return applyChunk(app, first, { groups: groups.slice(middle), prepared: null })
  }
}

function unkept(group: Group, error: unknown): Prepared {
  const reason = error instanceof AmountError ? 'amount-too-large' : 'cannot-be-stored'
  return { rejects: rejectGroup(group, reason), counts: {}, waiting: 0, save: async () => ({}) }
}

async function keepChunk(
  app: Working,
  of: Import,
  chunk: { groups: readonly Group[]; prepared: Prepared },
): Promise<Import> {
  const { groups, prepared } = chunk
  const appliedTo = groups.at(-1)?.key ?? of.appliedTo
  return inTransaction(app.db, async (tx) => {
    const saved = await prepared.save({ ...app, db: tx })
    await insertRejects(tx, { importId: of.id, phase: 'applying' }, prepared.rejects)
    const progress = advanced(of.progress, { groups: groups.length, prepared, saved })
    await moveOn(tx, of, { appliedTo, progress })
    return { ...of, appliedTo, progress }
  })
}

async function moveOn(tx: Tx, of: Import, to: { appliedTo: string; progress: Progress }): Promise<void> {
  const seen = { id: of.id, state: 'running' as const, appliedTo: of.appliedTo }
  if (!(await updateImport(tx, seen, to))) throw new ImportStopped()
}

function advanced(
  progress: Progress,
  chunk: { groups: number; prepared: Prepared; saved: Progress['counts'] },
): Progress {
  const { prepared, saved, groups } = chunk
  return {
    ...progress,
    groupsApplied: progress.groupsApplied + groups,
    rowsRejected: progress.rowsRejected + rowsOf(prepared.rejects),
    waiting: progress.waiting + prepared.waiting,
    counts: addCounts(addCounts(progress.counts, prepared.counts), saved),
  }
}

function rowsOf(rejects: readonly Reject[]): number {
  return new Set(rejects.filter((reject) => !reject.doubt).map((reject) => reject.row)).size
}

/** Two writers waited for each other and PostgreSQL chose this one to begin again. */
function isDeadlock(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '40P01'
}

/** A value no store can hold: SQLSTATE classes 22 (data), 23 (constraints) and 54 (limits), or an amount out of range. */
function isOfData(error: unknown): boolean {
  if (error instanceof AmountError || error instanceof RangeError) return true
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return typeof code === 'string' && /^(22|23|54)/.test(code)
}
