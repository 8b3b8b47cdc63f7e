/** Figures side by side, each with its change and whether it is noise. */
import { Change, Tile, Tiles } from '#/ui/Figures.tsx'

import type { ShownFigure } from './explain.ts'

export function FigureTiles({ names, shown }: { names: readonly string[]; shown: Map<string, ShownFigure> }) {
  return (
    <Tiles>
      {names.map((name) => {
        const one = shown.get(name)
        if (!one) return null
        const { figure } = one
        const direction = figure.verdict === 'up' || figure.verdict === 'down' ? figure.verdict : 'same'
        return (
          <Tile
            key={name}
            label={one.label}
            figure={one.value}
            explanation={one.explanation}
            change={one.verdict ? <Change direction={direction}>{one.verdict}</Change> : undefined}
            sub={one.before ?? undefined}
          />
        )
      })}
    </Tiles>
  )
}
