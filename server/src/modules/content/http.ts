/** Binds the contract's templates to use cases. */
import type { App } from '#/platform/app.ts'

export function contentApi(_app: App) {
  return { templates: {} }
}
