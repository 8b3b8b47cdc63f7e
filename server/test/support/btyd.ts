/** Owns reading the evaluation shops as the counts the models of buying take: one transaction a customer and day, weeks. */
import { createReadStream } from 'node:fs'

import { compileMapping, openTable, recogniseShape } from '#/modules/connectors/index.ts'
import { decimalOf, multiplyUnits, unitsOf } from '#/platform/money/units.ts'

import { sharedPath } from './shared-data.ts'

const DAY = 86_400_000

/** A customer's purchase days (days since 1970, ascending) with what was spent on each. */
export type Buyer = { id: string; days: { day: number; value: number }[] }

/** Day number of yyyy-MM-dd. */
export const dayNumber = (text: string): number => Date.parse(`${text}T00:00:00Z`) / DAY

/** Customers of a file as the product reads it; only sales of people with a number. */
export async function readBuyers(file: string, onlySales: boolean): Promise<Buyer[]> {
  const table = await openTable(createReadStream(sharedPath(`data/${file}`)))
  const { mapping } = recogniseShape(table, { zone: 'UTC' })
  const compiled = compileMapping(mapping, table.columns)
  if (!compiled.ok) throw new Error(`columns missing: ${compiled.missingColumns.join(', ')}`)
  const people = new Map<string, Map<number, bigint>>()
  for await (const batch of table.batches) {
    for (const row of batch) {
      const mapped = row.ok ? compiled.apply(row.cells) : row
      if (!mapped.ok || mapped.kind !== 'order-lines') throw new Error(`row ${row.row} cannot be read`)
      if (!onlySales || mapped.lineKind === 'sale') addLine(people, mapped.draft)
    }
  }
  return Array.from(people, ([id, days]) => ({ id: String(Number(id)), days: daysOf(days) })).sort(
    (one, other) => Number(one.id) - Number(other.id),
  )
}

type Line = {
  customerId?: string | undefined
  orderedAt?: number | undefined
  lineTotal?: string | undefined
  unitPrice?: string | undefined
  quantity?: string | undefined
}

function addLine(people: Map<string, Map<number, bigint>>, line: Line): void {
  const { customerId, orderedAt = 0, lineTotal, unitPrice = '0', quantity = '1' } = line
  if (customerId === undefined) return
  const units = lineTotal === undefined ? multiplyUnits(unitsOf(unitPrice), quantity) : unitsOf(lineTotal)
  const days = people.get(customerId) ?? new Map<number, bigint>()
  const day = Math.floor(orderedAt / DAY)
  days.set(day, (days.get(day) ?? 0n) + units)
  people.set(customerId, days)
}

function daysOf(days: Map<number, bigint>): Buyer['days'] {
  return Array.from(days, ([day, units]) => ({ day, value: Number(decimalOf(units)) })).sort(
    (one, other) => one.day - other.day,
  )
}

export type Prepared = {
  x: Float64Array
  tx: Float64Array
  T: Float64Array
  m: Float64Array
  first: Float64Array
  spent: Float64Array
  holdoutCount: Float64Array
  holdoutValue: Float64Array
}

/** Counts at the end of the calibration (a day, included), and what came after it; customers who had bought by then. */
export function prepare(buyers: readonly Buyer[], calibrationEnd: string): Prepared {
  const end = dayNumber(calibrationEnd)
  const known = buyers.filter(({ days }) => (days[0]?.day ?? Infinity) <= end)
  const each = (read: (buyer: Buyer, within: Buyer['days'], first: number) => number) =>
    Float64Array.from(known, (buyer) => {
      const within = buyer.days.filter(({ day }) => day <= end)
      return read(buyer, within, within[0]?.day ?? 0)
    })
  const sum = (days: Buyer['days']) => days.reduce((total, { value }) => total + value, 0)
  return {
    x: each((_, within) => within.length - 1),
    tx: each((_, within, first) => ((within.at(-1)?.day ?? first) - first) / 7),
    T: each((_, __, first) => (end - first) / 7),
    m: each((_, within) => (within.length > 1 ? sum(within.slice(1)) / (within.length - 1) : 0)),
    first: each((_, __, first) => first),
    spent: each((_, within) => sum(within)),
    holdoutCount: each(({ days }) => days.filter(({ day }) => day > end).length),
    holdoutValue: each(({ days }) => sum(days.filter(({ day }) => day > end))),
  }
}
