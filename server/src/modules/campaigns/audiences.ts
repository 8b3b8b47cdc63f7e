/** Whom an audience names, as pages of customer ids. */
import type { Audience } from '@vefa/contract'

import { customerIdsAfter } from '#/modules/customers/index.ts'
import { groupAudience } from '#/modules/insight/index.ts'
import { segmentAudience } from '#/modules/segments/index.ts'
import type { App } from '#/platform/app.ts'

/** Customer ids in pages; nobody twice. Read once, from beginning to end. */
export type AudienceSource = { pages(app: App): AsyncIterable<number[]> }

const pageSize = 5_000

export function audienceSource(audience: Audience): AudienceSource {
  switch (audience.kind) {
    case 'customers':
      return {
        pages: async function* pages() {
          const ids = [...new Set(audience.ids)]
          for (let at = 0; at < ids.length; at += pageSize) yield ids.slice(at, at + pageSize)
        },
      }
    case 'tag':
      return { pages: (app) => idPages(app, audience.tag) }
    case 'everyone':
      return { pages: (app) => idPages(app) }
    case 'segment':
      return { pages: (app) => segmentAudience(app, audience.segmentId) }
    case 'group':
      return { pages: (app) => groupAudience(app, audience.group) }
  }
}

async function* idPages(app: App, tag?: string): AsyncIterable<number[]> {
  let after = 0
  for (;;) {
    const ids = await customerIdsAfter(app, { after, limit: pageSize, ...(tag !== undefined && { tag }) })
    if (ids.length > 0) yield ids
    after = ids.at(-1) ?? 0
    if (ids.length < pageSize) return
  }
}
