/** Binds the contract's delivery to use cases. */
import type { App } from '#/platform/app.ts'

export function deliveryApi(_app: App) {
  return { delivery: {} }
}
