/** Starts an import: from here on it is carried out in the background. */
import { hasOrders } from '#/modules/commerce/index.ts'
import {
  audit,
  findShop,
  listStores,
  ratesFor,
  setRate,
  updateShop,
  updateStore,
} from '#/modules/team/index.ts'
import type { Actor } from '#/platform/actor.ts'
import type { App } from '#/platform/app.ts'
import { inTransaction } from '#/platform/db/index.ts'

import { refuse } from './errors.ts'
import type { Import, ImportKind } from './import.ts'
import { enqueueImports } from './jobs.ts'
import { missingOf } from './csv/shapes.ts'
import { findImport, lockImport, updateImport } from './store.ts'

export type Start = {
  id: string
  rate?: string | undefined
  adoptCurrency?: boolean | undefined
  withoutRate?: boolean | undefined
}

type Using = Pick<App, 'db' | 'clock' | 'notices'>

/** Whether the import's amounts can be told in the reporting currency, and what can be done about it. */
export type RateState = { known: boolean; reporting: string; mayAdopt: boolean }

/** @throws `import_not_found`, `import_started_already`, `import_mapping_incomplete`, `import_rate_missing` */
export async function startImport(app: Using, actor: Actor, input: Start): Promise<void> {
  const seen = await findImport(app.db, input.id)
  if (seen === null) throw refuse('import_not_found', { id: input.id })
  const missing = missingOf(seen.mapping)
  if (missing.length > 0 || Object.keys(seen.mapping.fields).length === 0) {
    throw refuse('import_mapping_incomplete', {
      fields: missing.map((group) => group.join(' / ')).join(', '),
    })
  }
  await settleRate(app, actor, { of: seen, input })
  await inTransaction(app.db, async (tx) => {
    const before = await lockImport(tx, input.id)
    if (before?.state !== 'uploaded') throw refuse('import_started_already')
    await updateImport(tx, { id: input.id }, { state: 'waiting' })
    await audit({ ...app, db: tx }, actor, {
      action: 'import.start',
      subject: { kind: 'import', id: input.id },
    })
    await enqueueImports(tx)
  })
}

const withAmounts: ReadonlySet<ImportKind> = new Set(['orders', 'order-lines', 'payments', 'events'])

export async function rateState(
  app: Pick<App, 'db' | 'clock'>,
  of: Pick<Import, 'kind' | 'currency'>,
): Promise<RateState> {
  const rates = await ratesFor(app)
  const day = app.clock.now().toISOString().slice(0, 10)
  const known = !withAmounts.has(of.kind) || rates.toReporting('1.0000', of.currency, day) !== null
  return { known, reporting: rates.reporting, mayAdopt: !known && !(await hasOrders(app)) }
}

async function settleRate(
  app: Using,
  actor: Actor,
  { of, input }: { of: Import; input: Start },
): Promise<void> {
  const state = await rateState(app, of)
  if (state.known || input.withoutRate) return
  if (input.rate !== undefined) {
    // A file reaches back for years, so one rate given for it holds from before its first day.
    await setRate(app, actor, { currency: of.currency, day: '1990-01-01', rate: input.rate })
  } else if (input.adoptCurrency && state.mayAdopt) await adoptCurrency(app, actor, of)
  else throw refuse('import_rate_missing', { currency: of.currency, reporting: state.reporting })
}

async function adoptCurrency(app: Using, actor: Actor, of: Import): Promise<void> {
  const { currency } = of
  const before = await findShop(app)
  await updateShop(app, actor, { currency })
  for (const store of await listStores(app)) {
    if (store.currency === before?.currency) await updateStore(app, actor, { id: store.id, currency })
  }
}
