/** Binds the contract's today to use cases. */
import { contract } from '@vefa/contract'

import type { App } from '#/platform/app.ts'
import { bind } from '#/platform/http/index.ts'

import { searchEverything } from './search-everything.ts'

export function todayApi(app: App) {
  const os = bind(contract.today)
  return {
    today: {
      search: os.search.handler(({ input, context }) => searchEverything(app, context.actor, input.query)),
    },
  }
}
