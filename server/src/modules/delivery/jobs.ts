/** What delivery hears from the rooms below, and from itself in other processes. */
import { noticeConsent, noticeMerged } from '#/modules/customers/index.ts'
import type { App } from '#/platform/app.ts'
import { inTransaction } from '#/platform/db/index.ts'
import type { Listener } from '#/platform/notices/index.ts'

import { whyNot } from './gather-permission.ts'
import { noticeSendingOpened } from './notices.ts'
import { wakeSendings } from './run-sendings.ts'
import { followMerge, skipWaitingOf, undoMerge } from './store-ledger.ts'

export const listeners: readonly Listener<App>[] = [
  {
    name: 'delivery.wake',
    kind: noticeSendingOpened.kind,
    // After this batch's transaction the row is gone; the worker itself looks for what is due.
    hear: async (app) => wakeSendings(app),
  },
  {
    name: 'delivery.consent-changed',
    kind: noticeConsent.kind,
    hear: async (app, notices) => {
      const changes = notices.map((notice) => noticeConsent.payload.parse(notice.payload))
      const ids = [...new Set(changes.map((change) => change.customerId))]
      // What holds now decides, not what was said when the notice was written.
      const blocked = await whyNot(app, ids, 'marketing')
      const gone = ids.filter((id) => ['refused', 'withdrawn'].includes(blocked.get(id) ?? ''))
      await skipWaitingOf(app.db, gone, 'withdrawn')
    },
  },
  {
    name: 'delivery.merged',
    kind: noticeMerged.kind,
    hear: async (app, notices) => {
      const merges = notices.map((notice) => noticeMerged.payload.parse(notice.payload))
      await inTransaction(app.db, async (tx) => {
        for (const merge of merges) await (merge.undone ? undoMerge(tx, merge) : followMerge(tx, merge))
      })
    },
  },
]
