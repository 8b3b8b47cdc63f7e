/** Binds the contract's commerce to use cases. */
import type { App } from '#/platform/app.ts'

export function commerceApi(_app: App) {
  return { commerce: {} }
}
