/** The one place where a segment narrows a question of insight. */
import type { App } from '#/platform/app.ts'

import type { Narrowing } from './reach.ts'

/** The people of a segment, as a condition on `customer` over the copy of its members in the event store. */
export async function within(_app: Pick<App, 'db' | 'eventStore'>, segmentId: string): Promise<Narrowing> {
  return {
    text: 'customer IN (SELECT arrayJoin(customers) FROM segment_members FINAL WHERE segment = {segment:UUID})',
    params: { segment: segmentId },
  }
}
