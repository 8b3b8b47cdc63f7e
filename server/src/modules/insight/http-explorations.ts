/** Binds explorations kept to use cases. */
import { contract } from '@vefa/contract'

import type { App } from '#/platform/app.ts'
import { bind } from '#/platform/http/index.ts'

import {
  createExploration,
  getExploration,
  listExplorations,
  listReaders,
  removeExploration,
  updateExploration,
} from './explorations.ts'

export function explorationsApi(app: App) {
  const os = bind(contract.insight)
  return {
    listExplorations: os.listExplorations.handler(async ({ context }) => ({
      explorations: await listExplorations(app, context.actor),
    })),
    getExploration: os.getExploration.handler(({ input, context }) =>
      getExploration(app, context.actor, input.id),
    ),
    createExploration: os.createExploration.handler(({ input, context }) =>
      createExploration(app, context.actor, input),
    ),
    updateExploration: os.updateExploration.handler(({ input, context }) =>
      updateExploration(app, context.actor, input),
    ),
    removeExploration: os.removeExploration.handler(async ({ input, context }) => {
      await removeExploration(app, context.actor, input.id)
      return { done: true as const }
    }),
    listReaders: os.listReaders.handler(async () => ({ readers: await listReaders(app) })),
  }
}
