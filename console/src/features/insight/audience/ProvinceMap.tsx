/** Türkiye as tiles, one for each province, deeper where there are more; the same numbers as a list for those who do not see it. */
import { useT } from '#/lang/index.ts'
import { useFormat } from '#/lib/session.ts'
import { heatStyle } from '#/ui/Heat.tsx'

import { mapColumns, type Province, provinces } from './provinces.ts'

export function ProvinceMap({ counts, label }: { counts: ReadonlyMap<number, number>; label: string }) {
  const t = useT()
  const greatest = Math.max(...counts.values(), 1)
  return (
    <figure aria-label={label}>
      <div
        role="img"
        aria-label={t('audience.mapLabel', { n: counts.size })}
        className="grid w-full max-w-[1040px] gap-[2px]"
        style={{ gridTemplateColumns: `repeat(${mapColumns}, minmax(0, 1fr))` }}
      >
        {provinces.map((province) => (
          <Tile
            key={province.plate}
            province={province}
            count={counts.get(province.plate) ?? 0}
            greatest={greatest}
          />
        ))}
      </div>
      <figcaption className="mt-2 text-12 text-ink-3">{t('audience.mapNote')}</figcaption>
    </figure>
  )
}

function Tile({ province, count, greatest }: { province: Province; count: number; greatest: number }) {
  const format = useFormat()
  const { plate, name, short, column, row } = province
  return (
    <div
      title={`${name}: ${format.number(count)}`}
      className="flex min-w-0 flex-col items-center justify-center overflow-hidden rounded-[3px] border border-line py-[3px] text-center leading-[13px] max-phone:aspect-square print:py-0"
      style={{
        gridColumn: column,
        gridRow: row,
        // Of the root, or one great city would leave all others white.
        ...(count > 0 && heatStyle(Math.sqrt(count / greatest))),
      }}
    >
      <span className="text-[9px] phone:text-11">{String(plate).padStart(2, '0')}</span>
      <span className="max-w-full truncate text-11 font-medium max-wide:hidden">{short}</span>
      <span className="num text-11 max-phone:hidden">{count > 0 ? format.number(count) : '·'}</span>
    </div>
  )
}
