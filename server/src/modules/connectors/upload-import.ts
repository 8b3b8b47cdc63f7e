/** Takes a file in and says what it is: the beginning of an import. */
import { basename } from 'node:path'

import { audit } from '#/modules/team/index.ts'
import type { Actor } from '#/platform/actor.ts'
import type { App } from '#/platform/app.ts'
import { inTransaction } from '#/platform/db/index.ts'
import { newId } from '#/platform/ids.ts'

import { keepFile, removeFile } from './files.ts'
import type { Import } from './import.ts'
import { NO_PROGRESS } from './progress.ts'
import { checkWish, findStore, recogniseFile, type Wish } from './recognise-file.ts'
import { findImport, insertImport } from './store.ts'
import { refuse } from './errors.ts'

type Using = Pick<App, 'db' | 'clock' | 'config'>

/**
 * Keeps the file and recognises its shape; nothing else is done with it until the import is started.
 * @throws `import_file_empty`, `import_file_too_large`, `import_file_not_text`, `import_upload_cut_off`, …
 */
export async function uploadImport(
  app: Using,
  actor: Actor,
  input: { fileName: string; file: AsyncIterable<Uint8Array> } & Wish,
): Promise<Import> {
  checkWish(input)
  await findStore(app, input.storeId)
  const id = newId(app.clock.now())
  const { size, hash } = await keepFile(app, id, input.file)
  try {
    if (size === 0) throw refuse('import_file_empty')
    const recognised = await recogniseFile(app, id, input)
    const fileName = basename(input.fileName.replaceAll('\\', '/'))
      .replaceAll(/\p{Cc}/gu, '')
      .slice(0, 200)
    await inTransaction(app.db, async (tx) => {
      await insertImport(tx, {
        id,
        ...recognised,
        fileName: fileName || 'file',
        fileSize: size,
        fileHash: hash,
        progress: NO_PROGRESS,
        createdBy: actor.name,
        createdAt: app.clock.now(),
      })
      await audit({ ...app, db: tx }, actor, {
        action: 'import.upload',
        subject: { kind: 'import', id },
        after: { file: fileName, size, kind: recognised.kind },
      })
    })
  } catch (error) {
    await removeFile(app, id)
    throw error
  }
  const made = await findImport(app.db, id)
  if (made === null) throw refuse('import_not_found', { id })
  return made
}
