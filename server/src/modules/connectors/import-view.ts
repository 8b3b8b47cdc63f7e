/** An import as the API shows it. */
import type { App } from '#/platform/app.ts'

import { FIELDS, REQUIRED } from './csv/fields.ts'
import { missingOf, PRESET_NAMES } from './csv/shapes.ts'
import { refuse } from './errors.ts'
import { type Import, importKinds } from './import.ts'
import { paceOf } from './progress.ts'
import { rateState } from './start-import.ts'
import { findImport, findSameFile, selectImports } from './store.ts'
import { selectRejects } from './store-rejects.ts'

type Using = Pick<App, 'db' | 'clock'>

function viewOf(of: Import, now: Date) {
  const { progress, shape } = of
  const pace = paceOf(progress, { phase: of.phase, fileSize: of.fileSize, now })
  const running = of.state === 'running'
  return {
    id: of.id,
    number: of.number,
    state: of.state,
    phase: of.phase,
    fileName: of.fileName,
    fileSize: of.fileSize,
    storeId: of.storeId,
    kind: of.kind,
    preset: shape.preset,
    confidence: shape.confidence,
    recognisedAs: shape.recognisedAs,
    encoding: shape.encoding,
    currency: of.currency,
    failure: of.failure,
    createdBy: of.createdBy,
    createdAt: of.createdAt.toISOString(),
    startedAt: of.startedAt?.toISOString() ?? null,
    finishedAt: of.finishedAt?.toISOString() ?? null,
    progress: {
      rowsRead: progress.rowsRead,
      rowsRejected: progress.rowsRejected,
      doubts: progress.doubts,
      groups: progress.groups,
      groupsApplied: progress.groupsApplied,
      waiting: progress.waiting,
      counts: progress.counts,
      share: of.state === 'done' ? 1 : pace.share,
      rate: running ? pace.rate : null,
      secondsLeft: running ? pace.secondsLeft : null,
    },
  }
}

/** @throws `import_not_found` */
export async function getImport(app: Using, id: string) {
  const of = await findImport(app.db, id)
  if (of === null) throw refuse('import_not_found', { id })
  const { columns, samples } = of.shape
  const same = await findSameFile(app.db, of)
  return {
    ...viewOf(of, app.clock.now()),
    mapping: of.mapping,
    columns: columns.map((name, index) => ({ name, samples: samples[index] ?? [] })),
    missing: missingOf(of.mapping),
    rate: await rateState(app, of),
    sameAs: same?.number ?? null,
  }
}

/** Newest first; the cursor is the number of the last one shown. */
export async function listImports(app: Using, input: { cursor?: string | undefined; limit: number }) {
  const before = input.cursor === undefined ? undefined : Number(input.cursor)
  if (before !== undefined && !(before > 0 && before < 2 ** 31)) return { items: [], next: null }
  const rows = await selectImports(app.db, { before, limit: input.limit + 1 })
  const now = app.clock.now()
  const items = rows.slice(0, input.limit).map((row) => viewOf(row, now))
  return { items, next: rows.length > input.limit ? String(items.at(-1)?.number) : null }
}

/** @throws `import_not_found` */
export async function listRejects(
  app: Using,
  input: { id: string; cursor?: string | undefined; limit: number },
) {
  if ((await findImport(app.db, input.id)) === null) throw refuse('import_not_found', { id: input.id })
  if (input.cursor !== undefined && !/^\d{1,18}$/.test(input.cursor)) return { items: [], next: null }
  const rows = await selectRejects(app.db, {
    importId: input.id,
    after: input.cursor,
    limit: input.limit + 1,
  })
  const items = rows.slice(0, input.limit)
  return { items, next: rows.length > input.limit ? (items.at(-1)?.id ?? null) : null }
}

/** Kinds of tables with their fields, as a mapping may name them. */
export function listShapes() {
  return {
    kinds: importKinds.map((kind) => ({
      kind,
      fields: Object.entries(FIELDS[kind]).map(([name, type]) => ({ name, type })),
      required: REQUIRED[kind],
    })),
    presets: PRESET_NAMES,
  }
}
