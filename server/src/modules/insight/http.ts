/** Binds the contract's insight to use cases. */
import type { App } from '#/platform/app.ts'

export function insightApi(_app: App) {
  return { insight: {} }
}
