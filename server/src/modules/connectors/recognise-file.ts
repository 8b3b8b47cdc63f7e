/** Looks into an uploaded file: what table it is, how its columns map, and what its values look like. */
import { listStores } from '#/modules/team/index.ts'
import type { App } from '#/platform/app.ts'
import { isCurrency } from '#/platform/money/currency.ts'

import { inspectTable } from './csv/read-csv.ts'
import type { Mapping } from './csv/mapping.ts'
import { PRESET_NAMES, recogniseShape } from './csv/shapes.ts'
import { isTimeZone } from './csv/zoned-time.ts'
import { refuse } from './errors.ts'
import { openFile } from './files.ts'
import { type FileShape, importKinds, type ImportKind } from './import.ts'

/** What the person knows better than the recognition. */
export type Wish = {
  kind?: ImportKind | undefined
  preset?: string | undefined
  storeId?: number | undefined
  currency?: string | undefined
  /** Of times that name none. */
  zone?: string | undefined
}

export type Recognised = {
  shape: FileShape
  kind: ImportKind
  mapping: Mapping
  currency: string
  storeId: number
}

/** @throws `import_file_empty`, `import_file_not_text`, `import_preset_unknown`, `import_zone_unknown`, … */
export async function recogniseFile(
  app: Pick<App, 'db' | 'config'>,
  importId: string,
  wish: Wish,
): Promise<Recognised> {
  checkWish(wish)
  const store = await findStore(app, wish.storeId)
  const table = await inspectTable(await openFile(app, importId))
  if (table.columns.length === 0) throw refuse('import_file_empty')
  if (table.rows.some((row) => row.some((cell) => cell.includes('\0')))) throw refuse('import_file_not_text')
  const { kind, preset, zone } = wish
  const found = recogniseShape(table, {
    ...(kind && { kind }),
    ...(preset && { preset }),
    ...(zone && { zone }),
  })
  const known = found.preset !== 'generic'
  const mapping: Mapping = zone || known ? found.mapping : { ...found.mapping, zone: store.timeZone }
  const runnable = importKinds.find((name) => name === found.kind)
  return {
    shape: {
      encoding: table.encoding,
      gzip: table.gzip,
      dialect: table.dialect,
      hasHeader: table.hasHeader,
      columns: table.columns,
      samples: table.columns.map((_, index) => samplesOf(table.rows, index)),
      preset: found.preset,
      confidence: found.confidence,
      recognisedAs: found.kind,
    },
    kind: runnable ?? 'customers',
    mapping: runnable ? mapping : { ...mapping, kind: 'customers', fields: {}, constants: {} },
    currency: wish.currency ?? currencyOf(mapping) ?? store.currency,
    storeId: store.id,
  }
}

export function checkWish({ preset, currency, zone }: Wish): void {
  if (preset !== undefined && !PRESET_NAMES.includes(preset))
    throw refuse('import_preset_unknown', { preset })
  if (currency !== undefined && !isCurrency(currency)) throw refuse('import_currency_unknown', { currency })
  if (zone !== undefined && !isTimeZone(zone)) throw refuse('import_zone_unknown', { zone })
}

/** The store asked for, or the first. */
export async function findStore(app: Pick<App, 'db'>, storeId: number | undefined) {
  const stores = await listStores(app)
  const store = storeId === undefined ? stores[0] : stores.find((one) => one.id === storeId)
  if (store) return store
  throw storeId === undefined
    ? refuse('import_shop_missing')
    : refuse('import_store_unknown', { store: storeId })
}

/** Known tables say their currency; others are in the store's unless told. */
function currencyOf(mapping: Mapping): string | null {
  return mapping.constants['currency'] ?? null
}

/** A few different values, short enough to be shown. */
function samplesOf(rows: string[][], column: number): string[] {
  const values = rows.map((row) => (row[column] ?? '').trim().slice(0, 80)).filter((value) => value !== '')
  return [...new Set(values)].slice(0, 3)
}
