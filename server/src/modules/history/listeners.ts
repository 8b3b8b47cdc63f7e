/** What history hears from the rooms below. */
import { noticeMerged } from '#/modules/customers/index.ts'
import type { App } from '#/platform/app.ts'
import type { Listener } from '#/platform/notices/index.ts'

import { followMerges } from './follow-merges.ts'
import { interactions } from './hear-interactions.ts'

const mergesFollowed: Listener<App> = {
  name: 'history.merges',
  kind: noticeMerged.kind,
  hear: (app, notices) =>
    followMerges(
      app,
      notices.map((notice) => noticeMerged.payload.parse(notice.payload)),
    ),
}

export const listeners = [mergesFollowed, interactions]
