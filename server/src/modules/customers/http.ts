/** Binds the contract's customers to use cases. */
import type { App } from '#/platform/app.ts'

export function customersApi(_app: App) {
  return { customers: {} }
}
