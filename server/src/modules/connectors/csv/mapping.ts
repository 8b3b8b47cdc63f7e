/** Owns the mapping of a file's columns to target fields, and turning a row of cells into a draft or a reject. */
import { z } from 'zod'
import { DATE_FORMATS } from './dates.ts'
import { type Draft, KINDS, type Kind, REQUIRED, valueTypeOf } from './fields.ts'
import { type ReadCell, readerFor, TRANSFORMS, type ValueReject } from './values.ts'
import { isTimeZone } from './zoned-time.ts'

const columnSchema = z.strictObject({
  column: z.string().min(1).max(500),
  transform: z.enum(TRANSFORMS).optional(),
  dateFormat: z.enum(DATE_FORMATS).optional(),
})

/** What a mapping file holds. Columns go by the (unique) names the table was opened with. */
export const mappingSchema = z
  .strictObject({
    version: z.literal(1),
    kind: z.enum(KINDS),
    fields: z.record(z.string(), columnSchema),
    /** Values for fields the file has no column for, written as a cell would be. */
    constants: z.record(z.string(), z.string().max(500)).default({}),
    decimal: z.enum(['.', ',']).default('.'),
    dateFormat: z.enum(DATE_FORMATS).default('iso'),
    /** IANA zone of times that name none. */
    zone: z.string().refine(isTimeZone, 'unknown time zone').default('Europe/Istanbul'),
    /** Country of telephone numbers that name none. */
    country: z.string().length(2).default('TR'),
    /** Order numbers that begin so are cancellations of earlier orders. */
    cancellationPrefix: z.string().min(1).max(10).optional(),
    /** The file numbers no orders: all lines of a customer on a day are one. */
    orderPerCustomerDay: z.boolean().default(false),
  })
  .superRefine((mapping, context) => {
    for (const field of [...Object.keys(mapping.fields), ...Object.keys(mapping.constants)]) {
      if (valueTypeOf(mapping.kind, field) === null) {
        context.addIssue({ code: 'custom', message: `no field ${field} in ${mapping.kind}` })
      }
    }
  })

export type Mapping = z.infer<typeof mappingSchema>
/** A mapping as a person or a preset writes it: what has a default may be left out. */
export type MappingInput = z.input<typeof mappingSchema>

type MapReject = ValueReject | 'missing-value'

/**
 * What a line stands for. `cancellation`: the order number says so. `return`: negative quantity at a price.
 * `adjustment`: negative price (bad debt), or a negative or zero quantity without a price (stock corrected).
 * `free`: a unit price of nothing. `sale`: the rest.
 */
export type LineKind = 'sale' | 'return' | 'cancellation' | 'adjustment' | 'free'

export type MappedDraft = {
  [K in Kind]: { kind: K; draft: Draft<K>; lineKind?: K extends 'order-lines' ? LineKind : never }
}[Kind]

/** Cells that could not be read but are not worth the row: it is kept without them, and the report says so. */
export type Doubt = { column: string; reason: ValueReject }

export type MappedRow =
  | ({ ok: true; doubts: Doubt[] } & MappedDraft)
  | { ok: false; reason: MapReject; column: string }

export type CompiledMapping =
  | { ok: true; apply: (cells: string[]) => MappedRow }
  | { ok: false; missingColumns: string[] }

type BoundField = { field: string; column: string; index: number; read: ReadCell; optional: boolean }

/** Binds a mapping to the columns of an opened table; `apply` then costs one call per mapped cell and never throws. */
export function compileMapping(mapping: Mapping, columns: string[]): CompiledMapping {
  const wanted = Object.values(mapping.fields).map(({ column }) => column)
  const missingColumns = [...new Set(wanted.filter((column) => !columns.includes(column)))]
  if (missingColumns.length > 0) return { ok: false, missingColumns }
  const fields = [...boundFields(mapping, columns)]
  const constants = constantValues(mapping)
  return { ok: true, apply: (cells) => applyFields({ mapping, fields, constants }, cells) }
}

function* boundFields(mapping: Mapping, columns: string[]): Generator<BoundField> {
  for (const [field, { column, transform, dateFormat }] of Object.entries(mapping.fields)) {
    const type = valueTypeOf(mapping.kind, field)
    if (type === null) continue
    const { decimal, zone, country } = mapping
    const read = readerFor(type, {
      decimal,
      zone,
      country,
      transform,
      dateFormat: dateFormat ?? mapping.dateFormat,
    })
    // Doubtful reachability must not cost an order; a doubtful amount or date would falsify it.
    const optional = type === 'email' || type === 'phone' || type === 'flag' || field === 'birthday'
    yield { field, column, index: columns.indexOf(column), read, optional }
  }
}

function constantValues(mapping: Mapping): Record<string, unknown> {
  const values: Record<string, unknown> = {}
  for (const [field, cell] of Object.entries(mapping.constants)) {
    const type = valueTypeOf(mapping.kind, field)
    const read = type === null ? null : readerFor(type, { ...mapping, transform: undefined })(cell)
    if (read !== null && 'value' in read && read.value !== undefined) values[field] = read.value
  }
  return values
}

type Bound = { mapping: Mapping; fields: BoundField[]; constants: Record<string, unknown> }

function applyFields({ mapping, fields, constants }: Bound, cells: string[]): MappedRow {
  const draft: Record<string, unknown> = { ...constants }
  const doubts: Doubt[] = []
  for (const { field, column, index, read, optional } of fields) {
    const answer = read(cells[index] ?? '')
    if ('value' in answer) {
      if (answer.value !== undefined) draft[field] = answer.value
    } else if (optional) doubts.push({ column, reason: answer.reason })
    else return { ok: false, reason: answer.reason, column }
  }
  if (mapping.orderPerCustomerDay) draft['orderNumber'] = customerDay(mapping, draft)
  const lacking = REQUIRED[mapping.kind].find((group) => group.every((field) => draft[field] === undefined))
  if (lacking !== undefined)
    return { ok: false, reason: 'missing-value', column: columnFor(mapping, lacking) }
  return { ok: true, doubts, ...typed(mapping, draft) }
}

function columnFor(mapping: Mapping, group: string[]): string {
  const mapped = group.flatMap((field) => mapping.fields[field]?.column ?? [])
  return (mapped.length > 0 ? mapped : group).join(' / ')
}

/** The table of fields types every value it let in, so the record is the draft of its kind. */
function typed(mapping: Mapping, draft: Record<string, unknown>): MappedDraft {
  if (mapping.kind !== 'order-lines') return { kind: mapping.kind, draft }
  const line: Draft<'order-lines'> = draft
  line.quantity ??= '1.0000'
  return { kind: 'order-lines', draft: line, lineKind: lineKindOf(line, mapping.cancellationPrefix) }
}

function lineKindOf(line: Draft<'order-lines'>, cancellationPrefix: string | undefined): LineKind {
  if (cancellationPrefix !== undefined && line.orderNumber?.startsWith(cancellationPrefix))
    return 'cancellation'
  const price = line.unitPrice ?? line.lineTotal ?? '0'
  const quantity = line.quantity ?? '1'
  if (price.startsWith('-')) return 'adjustment'
  // A line total of nothing may be a sale paid by coupon; a unit price of nothing is a gift.
  const hasPrice = line.unitPrice === undefined || /[1-9]/.test(price)
  if (quantity.startsWith('-')) return hasPrice ? 'return' : 'adjustment'
  if (!/[1-9]/.test(quantity)) return 'adjustment'
  return hasPrice ? 'sale' : 'free'
}

function customerDay(mapping: Mapping, draft: Record<string, unknown>): string | undefined {
  const { customerId, orderedAt } = draft
  if (typeof customerId !== 'string' || typeof orderedAt !== 'number') return undefined
  return `${customerId}-${dayIn(mapping.zone)(orderedAt)}`
}

const days = new Map<string, (instant: number) => string>()

/** yyyy-MM-dd in the zone, remembering the last day, since files come in runs of days. */
function dayIn(zone: string): (instant: number) => string {
  const known = days.get(zone)
  if (known !== undefined) return known
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' })
  let last = { instant: Number.NaN, day: '' }
  const day = (instant: number) => {
    if (instant !== last.instant) last = { instant, day: format.format(instant) }
    return last.day
  }
  days.set(zone, day)
  return day
}
