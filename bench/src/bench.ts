/** `npm run bench -- NAME [--json] [--option value]`: runs one benchmark and prints its figures. */
import { type Bench, printFigures, readOptions } from './support/figures.ts'

const benches: Record<string, () => Promise<Bench>> = {
  intake: async () => (await import('./intake.ts')).intake,
  import: async () => (await import('./import.ts')).importFiles,
  start: async () => (await import('./start.ts')).start,
  models: async () => (await import('./models.ts')).models,
  segments: async () => (await import('./segments.ts')).segments,
  search: async () => (await import('./search.ts')).search,
  insight: async () => (await import('./insight.ts')).insight,
}

const [name = '', ...rest] = process.argv.slice(2)
const load = benches[name]
if (!load) {
  console.error(`Which one? ${Object.keys(benches).join(', ')}`)
  process.exit(2)
}
const options = readOptions(rest)
const bench = await load()
printFigures(name, await bench(options), options)
process.exit(0)
