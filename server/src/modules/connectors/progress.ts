/** How far an import is, as it is kept and as it is told: pure. */

const nouns = ['customers', 'orders', 'refunds', 'products', 'events', 'payments'] as const
export type Noun = (typeof nouns)[number]

export type Counts = { created: number; updated: number; unchanged: number }

export type Progress = {
  /** Of the file as it lies on the disk. */
  bytesRead: number
  rowsRead: number
  /** Rows not taken, in either phase. */
  rowsRejected: number
  /** Cells not taken of rows that were. */
  doubts: number
  /** Orders, customers, products or events found in the file. */
  groups: number
  groupsApplied: number
  /** Orders that wait for their lines or payments from another table. */
  waiting: number
  counts: Partial<Record<Noun, Counts>>
  /** When the phase began, and what was done by then, for rate and time left. */
  phaseSince: string | null
  phaseFrom: number
}

export const NO_PROGRESS: Progress = {
  bytesRead: 0,
  rowsRead: 0,
  rowsRejected: 0,
  doubts: 0,
  groups: 0,
  groupsApplied: 0,
  waiting: 0,
  counts: {},
  phaseSince: null,
  phaseFrom: 0,
}

export function addCounts(
  to: Partial<Record<Noun, Counts>>,
  more: Partial<Record<Noun, Counts>>,
): Partial<Record<Noun, Counts>> {
  const sum = { ...to }
  for (const noun of nouns) {
    const [a, b] = [sum[noun], more[noun]]
    if (!b) continue
    sum[noun] = {
      created: (a?.created ?? 0) + b.created,
      updated: (a?.updated ?? 0) + b.updated,
      unchanged: (a?.unchanged ?? 0) + b.unchanged,
    }
  }
  return sum
}

export type Pace = {
  /** 0 to 1, of the running phase. */
  share: number
  /** Rows (reading) or groups (applying) a second; null before anything is known. */
  rate: number | null
  secondsLeft: number | null
}

/** How fast the running phase goes and how long it will take at that rate. */
export function paceOf(progress: Progress, given: { phase: string; fileSize: number; now: Date }): Pace {
  const reading = given.phase === 'reading'
  const [done, all] = reading
    ? [progress.bytesRead, given.fileSize]
    : [progress.groupsApplied, progress.groups]
  const share = all > 0 ? Math.min(done / all, 1) : 0
  const seconds =
    progress.phaseSince === null ? 0 : (given.now.getTime() - Date.parse(progress.phaseSince)) / 1000
  const fresh = done - progress.phaseFrom
  if (seconds <= 0 || fresh <= 0) return { share, rate: null, secondsLeft: null }
  const rate = (reading ? progress.rowsRead : fresh) / seconds
  return { share, rate, secondsLeft: Math.ceil(((all - done) * seconds) / fresh) }
}
