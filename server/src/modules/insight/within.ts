/** The one place where a segment narrows a question of insight. */
import { segmentFilter } from '#/modules/segments/index.ts'
import type { App } from '#/platform/app.ts'

import type { Narrowing } from './reach.ts'

/**
 * The people of a segment, as a condition on `customer`.
 * @throws `segment_not_found`
 */
export async function within(app: Pick<App, 'db' | 'eventStore'>, segmentId: string): Promise<Narrowing> {
  const { sql, params } = await segmentFilter(app, segmentId)
  return { text: sql, params }
}
