/** Figures side by side, each with its change, the range of noise around the period before, and a verdict in words. */
import { Change, Tile, TileGrid } from '#/ui/Figures.tsx'

import type { Figure, ShownFigure } from '#/ui/explain.tsx'

export function FigureTiles({
  names,
  shown,
  chosen,
  onChoose,
}: {
  names: readonly string[]
  shown: Map<string, ShownFigure>
  chosen: string
  onChoose: (name: string) => void
}) {
  return (
    <TileGrid>
      {names.map((name) => {
        const one = shown.get(name)
        if (!one) return null
        return (
          <Tile
            key={name}
            label={one.label}
            figure={one.value}
            explanation={one.explanation}
            chosen={name === chosen}
            onChoose={() => onChoose(name)}
            {...(one.band && { band: one.band })}
            change={one.verdict && <Change {...changeOf(one.figure)}>{one.verdict}</Change>}
            sub={one.before ?? undefined}
          />
        )
      })}
    </TileGrid>
  )
}

function changeOf({ verdict, good }: Figure): {
  direction: 'up' | 'down' | 'same'
  tone: 'plain' | 'good' | 'bad'
} {
  if (verdict !== 'up' && verdict !== 'down') return { direction: 'same', tone: 'plain' }
  return { direction: verdict, tone: good === null ? 'plain' : good === verdict ? 'good' : 'bad' }
}
