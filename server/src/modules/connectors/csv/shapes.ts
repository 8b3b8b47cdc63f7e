/** Owns recognising what a table is, by its headers and its values, and proposing a mapping for it. */
import { FIELDS, type Kind, KINDS, REQUIRED, valueTypeOf, type ValueType } from './fields.ts'
import { headerFit, headerKey } from './header-words.ts'
import { type Mapping, type MappingInput, mappingSchema } from './mapping.ts'
import type { ColumnProfile, SampleTable } from './detect.ts'
import { CDNOW, type Preset, PRESETS } from './presets.ts'

export type Shape = {
  /** Name of the preset, or `generic`. */
  preset: string
  kind: Kind
  mapping: Mapping
  /** 0 to 1: 1 for a known table whose values fit; a guess is never above 0.9. */
  confidence: number
  /** Fields of which at least one must still be mapped, group by group; empty when the table can be read. */
  missing: string[][]
}

export type ShapeHint = {
  kind?: Kind
  preset?: string
  zone?: string
  country?: string
}

/** Names of all known tables. */
export const PRESET_NAMES = [...PRESETS, CDNOW].map((preset) => preset.name)

/** The best proposal for a table; what the caller knows (kind, preset, zone, country) goes into `hint`. */
export function recogniseShape(table: SampleTable, hint: ShapeHint = {}): Shape {
  const known = hint.preset === undefined ? knownPreset(table, hint.kind) : presetNamed(hint.preset)
  return known === undefined ? guessedShape(table, hint) : presetShape(known, table, hint)
}

function presetNamed(name: string): Preset | undefined {
  return [...PRESETS, CDNOW].find((preset) => preset.name === name)
}

function knownPreset(table: SampleTable, kind: Kind | undefined): Preset | undefined {
  if (isCdnow(table)) return kind === undefined || kind === CDNOW.kind ? CDNOW : undefined
  const headers = new Set(table.columns.map(headerKey))
  const fitting = PRESETS.filter(
    (preset) =>
      (kind === undefined || preset.kind === kind) &&
      table.hasHeader &&
      preset.telling.every((header) => headers.has(headerKey(header))),
  )
  return fitting.toSorted((a, b) => b.telling.length - a.telling.length)[0]
}

function isCdnow({ hasHeader, dialect, profiles }: SampleTable): boolean {
  if (hasHeader || dialect.delimiter !== ' ' || profiles.length !== 5) return false
  const kinds = profiles.map((profile) => profile.kind).join(' ')
  return kinds === 'whole whole date whole amount' && profiles[2]?.dateFormat === 'compact'
}

function presetShape(preset: Preset, table: SampleTable, hint: ShapeHint): Shape {
  const byKey = new Map(table.columns.toReversed().map((column) => [headerKey(column), column]))
  const entries = Object.entries(preset.fields).flatMap(([field, header]) => {
    const column = byKey.get(headerKey(header))
    return column === undefined ? [] : [[field, column] as const]
  })
  const mapping = mappingFor({ kind: preset.kind, entries, table, hint, settings: preset.settings ?? {} })
  const shares = entries.map(([field, column]) =>
    valueFit(valueTypeOf(preset.kind, field), profileFor(table, column)),
  )
  const fit = shares.length === 0 ? 0 : shares.reduce((a, b) => a + b, 0) / shares.length
  return {
    preset: preset.name,
    kind: preset.kind,
    mapping,
    confidence: round(fit),
    missing: missingOf(mapping),
  }
}

function guessedShape(table: SampleTable, hint: ShapeHint): Shape {
  const kinds: Kind[] =
    hint.kind === undefined ? KINDS.filter((kind) => kind !== 'category-names') : [hint.kind]
  const guesses = kinds.map((kind) => guessKind(kind, table))
  const best = guesses.reduce((a, b) => (b.score > a.score ? b : a))
  const mapping = mappingFor({ kind: best.kind, entries: best.entries, table, hint, settings: {} })
  const missing = missingOf(mapping)
  const mapped = best.entries.length / Math.max(table.columns.length, 1)
  const confidence = round(Math.min(0.9, missing.length > 0 ? 0.4 * mapped : 0.5 + 0.4 * mapped))
  return { preset: 'generic', kind: best.kind, mapping, confidence, missing }
}

type Guess = { kind: Kind; entries: (readonly [string, string])[]; score: number }
type Candidate = { field: string; column: string; fit: number }

/** Pairs fields and columns, surest first, each used once. */
function guessKind(kind: Kind, table: SampleTable): Guess {
  const candidates = Object.keys(FIELDS[kind]).flatMap((field) => candidatesFor(kind, field, table))
  const entries: (readonly [string, string])[] = []
  let fits = 0
  for (const { field, column, fit } of candidates.toSorted((a, b) => b.fit - a.fit)) {
    if (entries.some(([f, c]) => f === field || c === column)) continue
    entries.push([field, column])
    fits += fit
  }
  const mapped = new Set(entries.map(([field]) => field))
  const met = REQUIRED[kind].filter((group) => group.some((field) => mapped.has(field))).length
  return { kind, entries, score: fits + (met / REQUIRED[kind].length) * 3 + characteristic(kind, mapped) }
}

/** Fields that make a kind what it is: a table with them is that kind, however many columns others explain. */
function characteristic(kind: Kind, mapped: Set<string>): number {
  const has = (...fields: string[]) => fields.some((field) => mapped.has(field))
  if (kind === 'order-lines') return has('orderNumber') && has('quantity', 'sku', 'productId') ? 2 : -1
  if (kind === 'orders') return has('orderNumber') && has('orderedAt') ? 1 : -1
  if (kind === 'events') return has('eventName') ? 2 : -2
  if (kind === 'products') return has('price', 'stock', 'title') ? 0 : -1
  return kind === 'payments' ? -1 : 0
}

function candidatesFor(kind: Kind, field: string, table: SampleTable): Candidate[] {
  const type = valueTypeOf(kind, field)
  return table.columns.flatMap((column) => {
    const profile = profileFor(table, column)
    const byHeader = headerFit(column, field, kind) * valueFit(type, profile)
    // An address gives itself away whatever its column is called.
    const byValue = field === 'email' && profile.kind === 'email' ? 0.8 : 0
    const fit = Math.max(byHeader, byValue)
    return fit > 0 ? [{ field, column, fit }] : []
  })
}

/** How well a column's values suit a type: 1 fits, 0 cannot be read as it; an empty column says nothing against. */
function valueFit(type: ValueType | null, profile: ColumnProfile): number {
  if (profile.kind === 'empty') return 0.7
  const isNumber = profile.kind === 'amount' || profile.kind === 'whole'
  if (type === 'date') return profile.dateFormat === null ? 0 : 1
  if (type === 'amount' || type === 'quantity') return isNumber ? 1 : 0
  if (type === 'email') return profile.kind === 'email' ? 1 : 0.6
  const unlikely = profile.kind === 'date' || (profile.kind === 'amount' && type !== 'id')
  return unlikely && profile.dateFormat !== 'unix' ? 0.5 : 1
}

function profileFor(table: SampleTable, column: string): ColumnProfile {
  const none: ColumnProfile = { kind: 'empty', decimal: null, dateFormat: null, filled: 0 }
  return table.profiles[table.columns.indexOf(column)] ?? none
}

type Proposal = {
  kind: Kind
  entries: (readonly [string, string])[]
  table: SampleTable
  hint: ShapeHint
  settings: Partial<MappingInput>
}

function mappingFor({ kind, entries, table, hint, settings }: Proposal): Mapping {
  const fields = entries.map(([field, column]) => {
    const isDate = valueTypeOf(kind, field) === 'date'
    const format = isDate ? profileFor(table, column).dateFormat : null
    return [field, { column, ...(format !== null && { dateFormat: format }) }] as const
  })
  return mappingSchema.parse({
    ...settings,
    version: 1,
    kind,
    fields: Object.fromEntries(fields),
    decimal: table.decimal,
    ...(hint.zone !== undefined && { zone: hint.zone }),
    ...(hint.country !== undefined && { country: hint.country }),
  })
}

/** Groups of fields of which none is mapped yet. */
export function missingOf(mapping: Mapping): string[][] {
  const has = (field: string) =>
    field in mapping.fields ||
    field in mapping.constants ||
    (field === 'orderNumber' && mapping.orderPerCustomerDay)
  return REQUIRED[mapping.kind].filter((group) => !group.some(has))
}

function round(share: number): number {
  return Math.round(share * 100) / 100
}
