/** Binds the contract's imports to use cases. */
import type { App } from '#/platform/app.ts'

export function connectorsApi(_app: App) {
  return { imports: {} }
}
