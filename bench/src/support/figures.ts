/** What a benchmark gives back, and how it is shown. */

export type Figure = {
  name: string
  value: number
  unit: string
  /** What is to be reached, in the same unit; `atMost` for times and sizes. */
  atLeast?: number
  atMost?: number
}

export type Options = { json: boolean; numbers: Record<string, number> }

export type Bench = (options: Options) => Promise<Figure[]>

/** `--json --events 100000` → `{ json: true, numbers: { events: 100000 } }`. */
export function readOptions(given: readonly string[]): Options {
  const options: Options = { json: false, numbers: {} }
  for (const [index, word] of given.entries()) {
    if (word === '--json') options.json = true
    else if (word.startsWith('--')) options.numbers[word.slice(2)] = Number(given[index + 1])
  }
  return options
}

export function printFigures(name: string, figures: readonly Figure[], options: Options): void {
  if (options.json) {
    console.log(
      JSON.stringify({
        bench: name,
        figures: figures.map((figure) => ({ ...figure, reached: reached(figure) })),
      }),
    )
    return
  }
  for (const figure of figures) {
    const value = figure.value.toLocaleString('en', { maximumFractionDigits: figure.value < 100 ? 2 : 0 })
    console.log(
      `${figure.name.padEnd(52)} ${value.padStart(12)} ${figure.unit.padEnd(10)} ${verdict(figure)}`,
    )
  }
}

function reached({ value, atLeast, atMost }: Figure): boolean | null {
  if (atLeast !== undefined) return value >= atLeast
  return atMost === undefined ? null : value <= atMost
}

function verdict(figure: Figure): string {
  const good = reached(figure)
  if (good === null) return ''
  const target = figure.atLeast === undefined ? `at most ${figure.atMost}` : `at least ${figure.atLeast}`
  return `${good ? 'reached' : 'MISSED'} (${target})`
}

/** The value below which the given share of the values lies. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN
}
