/** Binds the contract's imports to use cases. */
import { contract } from '@vefa/contract'

import type { App } from '#/platform/app.ts'
import { bind } from '#/platform/http/index.ts'

import { cancelImport, pauseImport, resumeImport } from './hold-import.ts'
import { getImport, listImports, listRejects, listShapes } from './import-view.ts'
import { previewImport } from './preview-import.ts'
import { startImport } from './start-import.ts'
import { changeImport } from './update-import.ts'

const done = { done: true as const }

export function connectorsApi(app: App) {
  const os = bind(contract.imports)
  return {
    imports: {
      list: os.list.handler(({ input }) => listImports(app, input)),
      shapes: os.shapes.handler(() => listShapes()),
      get: os.get.handler(({ input }) => getImport(app, input.id)),
      update: os.update.handler(async ({ input, context }) => {
        await changeImport(app, context.actor, input)
        return getImport(app, input.id)
      }),
      preview: os.preview.handler(({ input }) => previewImport(app, input)),
      start: os.start.handler(async ({ input, context }) => {
        await startImport(app, context.actor, input)
        return getImport(app, input.id)
      }),
      pause: os.pause.handler(async ({ input, context }) => {
        await pauseImport(app, context.actor, input.id)
        return done
      }),
      resume: os.resume.handler(async ({ input, context }) => {
        await resumeImport(app, context.actor, input.id)
        return done
      }),
      cancel: os.cancel.handler(async ({ input, context }) => {
        await cancelImport(app, context.actor, input.id)
        return done
      }),
      rejects: os.rejects.handler(({ input }) => listRejects(app, input)),
    },
  }
}
