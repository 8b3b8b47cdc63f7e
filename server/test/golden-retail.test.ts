import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { compileMapping, openTable, recogniseShape } from '#/modules/connectors/index.ts'
import { monthsBetween, retentionTriangle } from '#/modules/insight/cohorts.ts'
import { shareWithin, survivalCurve } from '#/modules/insight/kaplan-meier.ts'
import { ascending, median, percentile } from '#/modules/insight/percentile.ts'
import { scoreRfm } from '#/modules/insight/rfm.ts'
import { decimalOf, multiplyUnits, unitsOf } from '#/platform/money/units.ts'
import { readGolden, sharedFolder, sharedPath, WITHOUT_SHARED } from '#test/support/shared-data.ts'

type Golden = {
  rows_clean?: number
  raw?: { rows: number; rows_without_customer: number; cancellation_rows: number }
  kpis: Record<string, number> & { customers_by_order_count: Record<string, number> }
  rfm: { snapshot: string; ties_share: { score_sha256: string; counts: object; n_555: number } }
  cohort: Record<string, { size: number; active: number[]; retention: number[] }>
  km_second_order: {
    share_within_days: Record<string, number>
    n: number
    events: number
    interorder_gap_days: Record<string, number>
  }
}

type Line = { customer: string | undefined; order: string; at: number; units: bigint; kind: string }
type Order = { day: number; units: bigint }
type Person = { id: string; orders: Order[]; units: bigint }

const DAY = 86_400_000

/** Reads a file as the product does: opened, recognised, mapped. Times are taken as they stand in the file. */
async function readLines(file: string): Promise<Line[]> {
  const table = await openTable(createReadStream(sharedPath(`data/${file}`)))
  const { mapping } = recogniseShape(table, { zone: 'UTC' })
  const compiled = compileMapping(mapping, table.columns)
  if (!compiled.ok) throw new Error(`columns missing: ${compiled.missingColumns.join(', ')}`)
  const lines: Line[] = []
  for await (const batch of table.batches) {
    for (const row of batch) {
      const mapped = row.ok ? compiled.apply(row.cells) : row
      if (!mapped.ok || mapped.kind !== 'order-lines') throw new Error(`row ${row.row} cannot be read`)
      const {
        customerId,
        orderNumber = '',
        orderedAt = 0,
        lineTotal,
        unitPrice = '0',
        quantity = '1',
      } = mapped.draft
      const units = lineTotal === undefined ? multiplyUnits(unitsOf(unitPrice), quantity) : unitsOf(lineTotal)
      lines.push({
        customer: customerId,
        order: orderNumber,
        at: orderedAt,
        units,
        kind: mapped.lineKind ?? '',
      })
    }
  }
  return lines
}

function peopleOf(lines: Line[]): Person[] {
  const orders = new Map<string, Order & { customer: string }>()
  for (const { customer, order, at, units } of lines) {
    if (customer === undefined) continue
    const known = orders.get(order) ?? { customer, day: Math.floor(at / DAY), units: 0n }
    orders.set(order, { ...known, units: known.units + units })
  }
  const people = Map.groupBy(orders.values(), (order) => order.customer)
  return Array.from(people, ([id, own]) => ({
    id: String(Number(id)),
    orders: own.toSorted((a, b) => a.day - b.day),
    units: own.reduce((sum, order) => sum + order.units, 0n),
  })).sort((a, b) => Number(a.id) - Number(b.id))
}

const firstDay = (person: Person) => person.orders[0]?.day ?? 0
const lastDay = (person: Person) => person.orders.at(-1)?.day ?? 0
const monthOf = (day: number) => new Date(day * DAY).toISOString().slice(0, 7)
const amount = (units: bigint) => Number(decimalOf(units))

function keyFigures(people: Person[]) {
  const orders = people.flatMap((person) => person.orders)
  const revenue = people.reduce((sum, person) => sum + person.units, 0n)
  const repeaters = people.filter((person) => person.orders.length > 1)
  const fromRepeaters = repeaters.reduce((sum, person) => sum + person.units, 0n)
  return {
    orders: orders.length,
    customers: people.length,
    revenue: amount(revenue),
    aov: amount(revenue) / orders.length,
    median_order: median(ascending(orders.map((order) => amount(order.units)))),
    repeat_rate: repeaters.length / people.length,
    orders_per_customer: orders.length / people.length,
    one_time_customers: people.length - repeaters.length,
    revenue_share_repeat_customers: amount(fromRepeaters) / amount(revenue),
  }
}

function secondOrders(people: Person[], snapshot: number) {
  const curve = survivalCurve(
    people.map((person) => {
      const second = person.orders[1]
      const days = (second?.day ?? snapshot) - firstDay(person)
      return { days, events: second === undefined ? 0 : 1, censored: second === undefined ? 1 : 0 }
    }),
  )
  return (days: number) => shareWithin(curve, days).share
}

function cohortsOf(people: Person[], lastMonth: string) {
  const counts = people.flatMap((person) => {
    const cohort = monthOf(firstDay(person))
    const months = new Set(person.orders.map((order) => monthsBetween(cohort, monthOf(order.day))))
    return Array.from(months, (month) => ({ cohort, month, customers: 1 }))
  })
  return retentionTriangle(counts, { month: lastMonth, partial: true })
}

describe.skipIf(sharedFolder === null).each([
  ['online_retail', 'online_retail/online_retail.csv.gz'],
  ['cdnow_sample_retail', 'cdnow/CDNOW_sample.txt'],
])(`%s from the raw file (${WITHOUT_SHARED} otherwise)`, { timeout: 120_000 }, async (name, file) => {
  const golden = sharedFolder === null ? null : (readGolden(name) as Golden)
  const lines = sharedFolder === null ? [] : await readLines(file)
  const clean = lines.filter(
    (line) => line.customer !== undefined && (line.kind === 'sale' || name !== 'online_retail'),
  )
  const people = peopleOf(clean)
  const snapshot = Math.max(...people.map(lastDay)) + 1

  test('every row is read, and its kind is understood', () => {
    const count = (matches: (line: Line) => boolean) => lines.filter(matches).length
    const found = {
      rows: lines.length,
      rows_without_customer: count((line) => line.customer === undefined),
      cancellation_rows: count((line) => line.kind === 'cancellation'),
    }
    const expected = golden?.raw ?? { rows: 6919, rows_without_customer: 0, cancellation_rows: 0 }
    expect(expected).toMatchObject(found)
    expect(clean.length).toBe(golden?.rows_clean ?? 6919)
  })

  test('key figures', () => {
    const figures = keyFigures(people)
    const wrong = Object.entries(figures).filter(([figure, value]) => {
      const expected = golden?.kpis[figure] ?? Number.NaN
      return !(Math.abs((value ?? Number.NaN) - expected) <= 1e-9 * expected)
    })
    expect(wrong).toEqual([])
    const byCount = Object.entries(Object.groupBy(people, (person) => person.orders.length))
    const counts = Object.fromEntries(byCount.map(([n, group]) => [n, group?.length]))
    expect(counts).toMatchObject(golden?.kpis.customers_by_order_count ?? {})
  })

  test('RFM scores to the last customer', () => {
    const facts = people.map((person) => ({
      id: person.id,
      recencyDays: snapshot - lastDay(person),
      orders: person.orders.length,
      spentUnits: person.units,
    }))
    const scored = scoreRfm(facts)
    const text = scored.map(({ id, r, f, m }) => `${id},${r},${f},${m}\n`).join('')
    expect(createHash('sha256').update(text).digest('hex')).toBe(golden?.rfm.ties_share.score_sha256)
    expect(scored.filter(({ r, f, m }) => r + f + m === 15).length).toBe(golden?.rfm.ties_share.n_555)
    expect(new Date(snapshot * DAY).toISOString().slice(0, 10)).toBe(golden?.rfm.snapshot)
  })

  test('time to the second order and gaps between orders', () => {
    const within = secondOrders(people, snapshot)
    const shares = Object.entries(golden?.km_second_order.share_within_days ?? {})
    expect(shares.length).toBe(6)
    for (const [days, share] of shares) expect(Math.abs(within(Number(days)) / share - 1)).toBeLessThan(1e-9)
    const days = people.flatMap(({ orders }) =>
      orders.slice(1).map((order, i) => order.day - (orders[i]?.day ?? 0)),
    )
    const gaps = ascending(days)
    expect({
      n: gaps.length,
      mean: gaps.reduce((a, b) => a + b, 0) / gaps.length,
      p25: percentile(gaps, 0.25),
      median: median(gaps),
      p75: percentile(gaps, 0.75),
      p90: percentile(gaps, 0.9),
    }).toEqual(golden?.km_second_order.interorder_gap_days)
  })

  test('cohorts', () => {
    const rows = cohortsOf(people, monthOf(snapshot - 1))
    const found = rows.map(({ cohort, size, active, retention }) => {
      return [
        cohort,
        { size, active, retention: retention.map((share) => Math.round(share * 1e6) / 1e6) },
      ] as const
    })
    expect(Object.fromEntries(found)).toEqual(golden?.cohort)
  })
})
