/** Keeps customers' figures true to their orders. */
import { setFigures } from '#/modules/customers/index.ts'
import type { App } from '#/platform/app.ts'
import type { Db, Tx } from '#/platform/db/index.ts'

import { figuresOf } from './store-figures.ts'

/** Counts these customers' orders anew; for use in the transaction that changed them. */
export async function refreshFigures(
  app: Pick<App, 'clock' | 'notices'> & { db: Db | Tx },
  customerIds: Iterable<number | null>,
): Promise<void> {
  const ids = [...new Set(customerIds)]
    .filter((id) => id !== null && id > 0)
    .sort((a, b) => (a ?? 0) - (b ?? 0))
  if (ids.length === 0) return
  await setFigures(app, await figuresOf(app.db, ids as number[]))
}
