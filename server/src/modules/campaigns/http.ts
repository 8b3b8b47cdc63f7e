/** Binds the contract's campaigns to use cases. */
import type { App } from '#/platform/app.ts'

export function campaignsApi(_app: App) {
  return { campaigns: {} }
}
