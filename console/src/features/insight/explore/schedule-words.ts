/** When a kept exploration is mailed, in words. */
import { useT } from '#/lang/index.ts'
import { useFormat } from '#/lib/session.ts'

import { hourName, weekdayName } from './explore-words.ts'
import type { Exploration } from './question.ts'

export type Schedule = NonNullable<Exploration['schedule']>

export function useScheduleText(): (schedule: Schedule) => string {
  const t = useT()
  const format = useFormat()
  return ({ every, hour, weekday, monthDay, to }) =>
    t(`explore.sent.${every}`, {
      hour: hourName(format.locale, hour),
      weekday: weekdayName(format.locale, weekday),
      monthDay,
      n: to.length,
    })
}
