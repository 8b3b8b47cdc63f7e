/** For tests of imports: a file goes all the way through, without a server. */
import { createReadStream } from 'node:fs'

import { getImport, runImports, startImport, uploadImport } from '#/modules/connectors/index.ts'
import { systemActor } from '#/platform/actor.ts'
import type { App } from '#/platform/app.ts'

import { sharedPath } from './shared-data.ts'

const actor = systemActor('test')

type Wish = Omit<Parameters<typeof uploadImport>[2], 'fileName' | 'file'>

export type Told = Awaited<ReturnType<typeof getImport>>

export async function uploadText(app: App, text: string | Uint8Array, wish: Wish = {}): Promise<Told> {
  async function* bytes() {
    yield typeof text === 'string' ? new TextEncoder().encode(text) : text
  }
  const { id } = await uploadImport(app, actor, { fileName: 'file.csv', file: bytes(), ...wish })
  return getImport(app, id)
}

export async function uploadShared(app: App, path: string, wish: Wish = {}): Promise<Told> {
  const file = createReadStream(sharedPath(`data/${path}`))
  const { id } = await uploadImport(app, actor, { fileName: path, file, ...wish })
  return getImport(app, id)
}

/** Starts an import and carries it out to its end. */
export async function carryOut(
  app: App,
  id: string,
  start: Omit<Parameters<typeof startImport>[2], 'id'> = { withoutRate: true },
): Promise<Told> {
  await startImport(app, actor, { id, ...start })
  await runImports(app, new AbortController().signal)
  return getImport(app, id)
}
