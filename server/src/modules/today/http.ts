/** Binds the contract's today to use cases. */
import type { App } from '#/platform/app.ts'

export function todayApi(_app: App) {
  return { today: {} }
}
