/** When: hours of the day across, days of the week down. */
import { useT } from '#/lang/index.ts'
import { useFormat } from '#/lib/session.ts'
import { HeatTable } from '#/ui/Heat.tsx'

import { hourName, weekdayName } from '#/features/insight/explore/explore-words.ts'

const hours = Array.from({ length: 24 }, (_, hour) => hour)
const weekdays = [1, 2, 3, 4, 5, 6, 7]

/** `counts`: by `weekday-hour`, Monday 1. */
export function HourHeat({ counts, label }: { counts: ReadonlyMap<string, number>; label: string }) {
  const t = useT()
  const format = useFormat()
  const greatest = Math.max(...counts.values(), 1)
  return (
    <HeatTable
      dense
      label={label}
      columns={hours.map(String)}
      rows={weekdays.map((weekday) => ({
        id: String(weekday),
        label: weekdayName(format.locale, weekday, 'short'),
        cells: hours.map((hour) => {
          const count = counts.get(`${weekday}-${hour}`) ?? 0
          return {
            id: `${weekday}-${hour}`,
            share: count === 0 ? null : count / greatest,
            text: count === 0 ? '' : format.number(count),
            title: t('audience.hourCell', {
              weekday: weekdayName(format.locale, weekday),
              hour: hourName(format.locale, hour),
              n: count,
            }),
          }
        }),
      }))}
    />
  )
}
