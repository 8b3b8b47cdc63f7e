/** Owns finding the evaluation data and expected results that lie beside the repository, where they are present. */
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** The folder `shared` beside the repository or beside any folder above it; null where there is none. */
export const sharedFolder: string | null = findShared(import.meta.dirname)

/** Said by tests that are skipped without it. */
export const WITHOUT_SHARED = 'skipped: no folder shared/ with evaluation data beside the repository'

/** The path of a file in it. Call only where {@link sharedFolder} is not null. */
export function sharedPath(relative: string): string {
  if (sharedFolder === null) throw new Error(WITHOUT_SHARED)
  return join(sharedFolder, relative)
}

/** Expected results by name (`online_retail`), as the JSON says them; the caller states the shape it reads. */
export function readGolden(name: string): unknown {
  return JSON.parse(readFileSync(sharedPath(`golden/${name}.json`), 'utf8'))
}

function findShared(from: string): string | null {
  const candidate = join(from, 'shared')
  if (existsSync(join(candidate, 'golden')) && existsSync(join(candidate, 'data'))) return candidate
  const parent = dirname(from)
  return parent === from ? null : findShared(parent)
}
