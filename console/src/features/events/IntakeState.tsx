/** One line above all views when something waits longer than it should. */
import { useQuery } from '@tanstack/react-query'

import { useT } from '#/lang/index.ts'
import { api } from '#/lib/api.ts'
import { useFormat } from '#/lib/session.ts'
import { Notice } from '#/ui/Panel.tsx'

/** Requests waiting below this are the ordinary state of the second. */
const ordinary = 50

export function IntakeState() {
  const t = useT()
  const format = useFormat()
  const { data } = useQuery(api.events.intake.queryOptions())
  if (!data || data.waiting < ordinary || !data.oldest) return null
  return (
    <Notice tone="warn">
      {t('events.waiting', { count: data.waiting, since: format.dateTime(data.oldest) })}
    </Notice>
  )
}
