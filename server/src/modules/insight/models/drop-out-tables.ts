/** Owns the chances of having dropped out or not after so many purchases, as tables over distinct x, with derivatives. */
import { logBetaSurvival } from './numbers.ts'
import type { DropOut, DropOutFrom } from './process.ts'

export type ShareDropOut = Extract<DropOut, { kind: 'none' | 'beta' | 'share' | 'split' }>

/**
 * For each x: ln of the chance to be active still, and to have dropped out at the last purchase. −∞ where it cannot be.
 * One slope a parameter, by its logarithm, or by its log-odds where it is a share.
 */
export type DropOutTables = {
  alive: Float64Array
  dead: Float64Array
  slopes: { alive: Float64Array; dead: Float64Array }[]
}

/** Occasions to drop out after x repeat purchases. */
export const occasions = (x: number, from: DropOutFrom): number => (from === 'first' ? x + 1 : x)

export function dropOutTables(dropOut: ShareDropOut, xs: Float64Array): DropOutTables {
  if (dropOut.kind === 'none') {
    return {
      alive: new Float64Array(xs.length),
      dead: new Float64Array(xs.length).fill(-Infinity),
      slopes: [],
    }
  }
  const ns = xs.map((x) => occasions(x, dropOut.from))
  if (dropOut.kind === 'beta') return betaTables(dropOut, ns)
  return dropOut.kind === 'share' ? shareTables(dropOut.share, ns) : splitTables(dropOut.share, ns)
}

function betaTables({ a, b }: { a: number; b: number }, ns: Float64Array): DropOutTables {
  const { value, byA, byB } = logBetaSurvival({ a, b }, ns)
  const ifAny = (n: number, dead: number) => (n === 0 ? -Infinity : dead)
  return {
    alive: value,
    dead: ns.map((n, index) => ifAny(n, (value[index] ?? 0) + Math.log(a / (b + n - 1)))),
    slopes: [
      { alive: byA.map((slope) => a * slope), dead: byA.map((slope) => a * slope + 1) },
      {
        alive: byB.map((slope) => b * slope),
        dead: byB.map((slope, index) => b * slope - b / (b + Math.max(0, (ns[index] ?? 0) - 1))),
      },
    ],
  }
}

function shareTables(share: number, ns: Float64Array): DropOutTables {
  const stay = Math.log1p(-share)
  return {
    alive: ns.map((n) => n * stay),
    dead: ns.map((n) => (n === 0 ? -Infinity : Math.log(share) + (n - 1) * stay)),
    slopes: [{ alive: ns.map((n) => -n * share), dead: ns.map((n) => 1 - n * share) }],
  }
}

function splitTables(share: number, ns: Float64Array): DropOutTables {
  return {
    alive: ns.map((n) => (n === 0 ? 0 : Math.log1p(-share))),
    dead: ns.map((n) => (n === 1 ? Math.log(share) : -Infinity)),
    slopes: [
      { alive: ns.map((n) => (n === 0 ? 0 : -share)), dead: ns.map((n) => (n === 1 ? 1 - share : 0)) },
    ],
  }
}
