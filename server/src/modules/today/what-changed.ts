/** What changed since yesterday morning in the shop; each part only for those who may read it. */
import { latePeople } from '#/modules/insight/index.ts'
import { findChangedSegments, shopCalendar } from '#/modules/segments/index.ts'
import { dayBounds } from '#/modules/team/index.ts'
import type { Actor } from '#/platform/actor.ts'
import type { App } from '#/platform/app.ts'

const shown = 6

export async function whatChanged(app: App, actor: Actor) {
  const { today, zone } = await shopCalendar(app)
  const from = dayBefore(today)
  const since = dayBounds(from, zone).start
  const [segments, late] = await Promise.all([
    actor.rights.has('segments.read') ? findChangedSegments(app.db, { from, since, limit: shown }) : null,
    actor.rights.has('insight.read') ? latePeople(app, 1) : null,
  ])
  return { since: from, segments, late }
}

function dayBefore(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10)
}
