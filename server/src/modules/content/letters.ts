/** Letters ready to be filled in: a version compiled once and kept while the shop looks the same. */
import type { Letter, Purpose } from '@vefa/contract'

import type { App } from '#/platform/app.ts'
import type { Db, Tx } from '#/platform/db/index.ts'

import { type CompiledLetter, compileLetter } from './compile-letter.ts'
import { refuse } from './errors.ts'
import { letterShop, lookOf } from './people.ts'
import { findVersion } from './store.ts'

const kept = 50

/** By version and look, newest use last. Versions never change, so nothing here can grow stale. */
const compiledLetters = new Map<string, CompiledLetter>()

/** The compiled letter of a version; refuses `template_not_found`. */
export async function loadLetter(
  app: Pick<App, 'clock'> & { db: Db | Tx },
  versionId: string,
): Promise<CompiledLetter> {
  const look = lookOf(await letterShop(app))
  const key = `${versionId} ${JSON.stringify(look)}`
  const known = compiledLetters.get(key)
  if (known) {
    compiledLetters.delete(key)
    compiledLetters.set(key, known)
    return known
  }
  const version = await findVersion(app.db, versionId)
  if (!version) throw refuse('template_not_found', { id: versionId })
  const compiled = await compileLetter(version.letter, { look, purpose: version.purpose })
  compiledLetters.set(key, compiled)
  const oldest = compiledLetters.keys().next().value
  if (compiledLetters.size > kept && oldest !== undefined) compiledLetters.delete(oldest)
  return compiled
}

/** A letter not saved as a version, e.g. a draft; refuses `letter_invalid` with what is wrong. */
export async function draftLetter(
  app: Pick<App, 'clock'> & { db: Db | Tx },
  draft: { letter: Letter; purpose: Purpose },
): Promise<CompiledLetter> {
  try {
    return await compileLetter(draft.letter, { look: lookOf(await letterShop(app)), purpose: draft.purpose })
  } catch (error) {
    throw refuse('letter_invalid', { detail: error instanceof Error ? error.message : String(error) })
  }
}
