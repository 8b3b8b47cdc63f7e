/** Binds the contract's team to use cases. */
import type { App } from '#/platform/app.ts'

export function teamApi(_app: App) {
  return { session: {}, team: {} }
}
