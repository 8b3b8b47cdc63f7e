/** Binds the contract's today to use cases. */
import { contract } from '@vefa/contract'

import type { App } from '#/platform/app.ts'
import { bind } from '#/platform/http/index.ts'

import { searchEverything } from './search-everything.ts'
import { whatChanged } from './what-changed.ts'
import { whatWaits } from './what-waits.ts'

export function todayApi(app: App) {
  const os = bind(contract.today)
  return {
    today: {
      search: os.search.handler(({ input, context }) => searchEverything(app, context.actor, input.query)),
      waiting: os.waiting.handler(async ({ context }) => ({ items: await whatWaits(app, context.actor) })),
      changes: os.changes.handler(({ context }) => whatChanged(app, context.actor)),
    },
  }
}
