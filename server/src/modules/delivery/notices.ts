/** What delivery tells others, and itself in other processes. */
import { z } from 'zod'

import type { NoticeKind } from '#/platform/notices/index.ts'

/** Something of a sending is due or will be: wakes a worker. */
export const noticeSendingOpened: NoticeKind<{ sendingId: string }> = {
  kind: 'delivery.sending-opened',
  payload: z.object({ sendingId: z.uuid() }),
}

/** Nothing of a sending waits any more. */
export const noticeSendingFinished: NoticeKind<{ sendingId: string }> = {
  kind: 'delivery.sending-finished',
  payload: z.object({ sendingId: z.uuid() }),
}
