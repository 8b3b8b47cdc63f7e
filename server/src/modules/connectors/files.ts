/** Uploaded files in the home folder: one for each import, under the import's id. */
import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream, type ReadStream } from 'node:fs'
import { mkdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'

import type { Config } from '#/platform/config.ts'

import { refuse } from './errors.ts'

type Home = { config: Pick<Config, 'home'> }

/** Bytes of the largest file taken. */
export const largestFile = 2 * 1024 ** 3

function folderOf(app: Home): string {
  return join(app.config.home, 'imports')
}

function pathOf(app: Home, importId: string): string {
  return join(folderOf(app), importId)
}

/**
 * Writes a stream to the import's file; nothing of it stays when it is too large or ends too early.
 * @throws `import_file_too_large`, `import_upload_cut_off`
 */
export async function keepFile(
  app: Home,
  importId: string,
  source: AsyncIterable<Uint8Array>,
): Promise<{ size: number; hash: string }> {
  await mkdir(folderOf(app), { recursive: true })
  const digest = createHash('sha256')
  let size = 0
  const measure = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length
      digest.update(chunk)
      done(size > largestFile ? refuse('import_file_too_large', { limit: largestFile }) : null, chunk)
    },
  })
  try {
    await pipeline(source, measure, createWriteStream(pathOf(app, importId)))
  } catch (error) {
    await removeFile(app, importId)
    throw isCutOff(error) ? refuse('import_upload_cut_off') : error
  }
  return { size, hash: digest.digest('hex') }
}

function isCutOff(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : ''
  return code === 'ECONNRESET' || code === 'ERR_STREAM_PREMATURE_CLOSE'
}

/** @throws `import_file_gone` */
export async function openFile(app: Home, importId: string): Promise<ReadStream> {
  const path = pathOf(app, importId)
  const there = await stat(path).then(
    (found) => found.isFile(),
    () => false,
  )
  if (!there) throw refuse('import_file_gone')
  return createReadStream(path, { highWaterMark: 256 * 1024 })
}

export async function removeFile(app: Home, importId: string): Promise<void> {
  await rm(pathOf(app, importId), { force: true })
}
