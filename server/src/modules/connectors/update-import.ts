/** Changes what a file is taken for, before it is started. */
import { audit } from '#/modules/team/index.ts'
import type { Actor } from '#/platform/actor.ts'
import type { App } from '#/platform/app.ts'
import { inTransaction } from '#/platform/db/index.ts'

import { type Mapping, mappingSchema } from './csv/mapping.ts'
import { refuse } from './errors.ts'
import { type Import, importKinds, type ImportKind, isOpen } from './import.ts'
import { checkWish, findStore, recogniseFile, type Wish } from './recognise-file.ts'
import { findImport, lockImport, updateImport } from './store.ts'

export type ImportUpdate = { id: string; mapping?: unknown } & Wish

type Using = Pick<App, 'db' | 'clock' | 'config'>

/**
 * Another kind or preset is recognised anew; a mapping given counts as it is.
 * @throws `import_not_found`, `import_started_already`, `import_mapping_invalid`, …
 */
export async function changeImport(app: Using, actor: Actor, input: ImportUpdate): Promise<Import> {
  checkWish(input)
  const seen = await findImport(app.db, input.id)
  if (seen === null) throw refuse('import_not_found', { id: input.id })
  if (!isOpen(seen.state)) throw refuse('import_started_already')
  const change = await changeOf(app, seen, input)
  return inTransaction(app.db, async (tx) => {
    const before = await lockImport(tx, input.id)
    if (before === null || !isOpen(before.state)) throw refuse('import_started_already')
    await updateImport(tx, { id: input.id }, change)
    await audit({ ...app, db: tx }, actor, {
      action: 'import.update',
      subject: { kind: 'import', id: input.id },
      before: { kind: before.kind, mapping: before.mapping, currency: before.currency },
      after: { kind: change.kind, mapping: change.mapping, currency: change.currency },
    })
    return { ...before, ...change }
  })
}

async function changeOf(app: Using, seen: Import, input: ImportUpdate) {
  const { storeId, currency, zone } = input
  if (storeId !== undefined) await findStore(app, storeId)
  const anew = input.kind !== undefined || input.preset !== undefined
  const { shape, kind, mapping, ...rest } = anew
    ? await recogniseFile(app, seen.id, { storeId: seen.storeId, ...input })
    : seen
  const own = input.mapping === undefined ? mapping : checkedMapping(input.mapping)
  return {
    shape,
    kind: input.mapping === undefined ? kind : kindOf(own),
    mapping: zone === undefined ? own : { ...own, zone },
    storeId: storeId ?? seen.storeId,
    currency: currency ?? own.constants['currency'] ?? rest.currency,
  }
}

function kindOf(mapping: Mapping): ImportKind {
  const kind = importKinds.find((name) => name === mapping.kind)
  if (kind === undefined) throw refuse('import_kind_unknown', { kind: mapping.kind })
  return kind
}

function checkedMapping(raw: unknown): Mapping {
  const parsed = mappingSchema.safeParse(raw)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw refuse('import_mapping_invalid', { where: issue?.path.join('.') ?? '', why: issue?.message ?? '' })
}
