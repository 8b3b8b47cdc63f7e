/** Owns recency, frequency and monetary scores and the named classes made of them. */

export type Score = 1 | 2 | 3 | 4 | 5

/** One customer: whole days since the last order, distinct orders, money spent in ten-thousandths. */
export type RfmFacts = { id: string; recencyDays: number; orders: number; spentUnits: bigint }
export type RfmScores = { id: string; r: Score; f: Score; m: Score; name: RfmClass }

/**
 * Scores with ties shared: 1 + floor(5·k / n), k = values strictly worse, n = values; 5 is best. Equal values get
 * equal scores, so groups differ in size and a score may be empty. Scores come in the order of the values.
 */
export function scoresOf(values: readonly (number | bigint)[], better: 'high' | 'low'): Score[] {
  const sorted = values.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0))
  if (better === 'low') sorted.reverse()
  const worse = new Map<number | bigint, number>()
  for (const [index, value] of sorted.entries()) if (!worse.has(value)) worse.set(value, index)
  return values.map((value) => (1 + Math.floor((5 * (worse.get(value) ?? 0)) / values.length)) as Score)
}

/** Scores and class of every customer, in the order given. */
export function scoreRfm(customers: readonly RfmFacts[]): RfmScores[] {
  const r = scoresOf(
    customers.map((customer) => customer.recencyDays),
    'low',
  )
  const f = scoresOf(
    customers.map((customer) => customer.orders),
    'high',
  )
  const m = scoresOf(
    customers.map((customer) => customer.spentUnits),
    'high',
  )
  return customers.map(({ id }, index) => {
    const scores = { r: r[index] ?? 1, f: f[index] ?? 1, m: m[index] ?? 1 }
    return { id, ...scores, name: rfmClass(scores) }
  })
}

export const RFM_CLASSES = [
  'champions',
  'loyal',
  'potential',
  'new',
  'promising',
  'needsAttention',
  'aboutToSleep',
  'atRisk',
  'cannotLose',
  'hibernating',
  'lost',
] as const
export type RfmClass = (typeof RFM_CLASSES)[number]

/**
 * Rows: R from 5 (bought just now) to 1 (long ago). Columns: FM from 1 to 5, the mean of F and M rounded half up.
 * Read along a row for what a customer is worth, down a column for how they go cold.
 */
const GRID: readonly (readonly RfmClass[])[] = [
  ['new', 'potential', 'potential', 'champions', 'champions'],
  ['promising', 'potential', 'potential', 'loyal', 'champions'],
  ['aboutToSleep', 'aboutToSleep', 'needsAttention', 'loyal', 'loyal'],
  ['hibernating', 'hibernating', 'atRisk', 'atRisk', 'cannotLose'],
  ['lost', 'lost', 'atRisk', 'cannotLose', 'cannotLose'],
]

/** The named class; every one of the 125 combinations has exactly one. */
export function rfmClass({ r, f, m }: { r: Score; f: Score; m: Score }): RfmClass {
  const fm = Math.floor((f + m + 1) / 2)
  return GRID[5 - r]?.[fm - 1] ?? 'lost'
}
