/** Binds the contract's events to use cases. */
import type { App } from '#/platform/app.ts'

export function historyApi(_app: App) {
  return { events: {} }
}
