/** Owns the chance of having dropped out at some moment between the last purchase and the end: an integral over that moment. */
import type { DropOut, Purchases } from './process.ts'
import { elapsed } from './purchase-kernel.ts'
import { legendreNodes } from './quadrature.ts'

export type TimedDropOut = Extract<DropOut, { kind: 'gamma' | 'rate' }>

/** Moments of dropping out looked at. `e` as in the kernel: r + x, or 1 for a common rate. */
export type Span = {
  e: number
  from: number
  to: number
  /** multiplies the integrand by y to this power */ power?: number
}

/** ln of the integral, and its derivatives by the logarithms of the purchase numbers (without those of c) and of the drop-out's. */
export type Integral = { value: number; purchase: [number, number]; dropOut: [number, number] }

/** Beyond so many decay lengths nothing is left. */
const NEGLIGIBLE = 40
/**
 * Nodes for a panel of so many decay lengths L: the error of n nodes on e^{−L} is about (L/4)^{2n}/(2n)!, here below 1e-12.
 */
const NODES: readonly (readonly [decays: number, nodes: number])[] = [
  [2, 8],
  [6, 11],
  [14, 16],
  [40, 28],
]
const MOST_NODES = 48
/** Spans below it hold nothing; their logarithms would only lose digits. */
const SHORTEST = 1e-290

/**
 * ln ∫ e^{−e·f(y)} g(y) dy from `from` to `to`, with f of the purchase kernel and g the density of dropping out at y:
 * gamma s/beta·(1 + y/beta)^{−(s+1)}, or rate·e^{−rate·y}. Note 009's second term without hypergeometric functions:
 * Gauss-Legendre in u = ln(m + y), m the smaller scale, split where the integrand has died away. −∞ for an empty span.
 */
export function lifetimeIntegral(purchases: Purchases, dropOut: TimedDropOut, span: Span): Integral {
  if (!(span.to - span.from > SHORTEST)) return { value: -Infinity, purchase: [0, 0], dropOut: [0, 0] }
  const nodes = placeNodes(purchases, dropOut, span)
  const top = weigh(nodes, { purchases, dropOut, e: span.e, power: span.power ?? 0 })
  const { y, height, count } = nodes
  const alpha = purchases.kind === 'gamma' ? purchases.alpha : 0
  const beta = dropOut.kind === 'gamma' ? dropOut.beta : 0
  let [mass, bought, bent, left, lost] = [0, 0, 0, 0, 0]
  for (let node = 0; node < count; node += 1) {
    const part = Math.exp((height[node] as number) - top)
    const at = y[node] as number
    mass += part
    bought += part * (nodes.f[node] as number)
    bent += part / (alpha + at)
    left += part * (nodes.g[node] as number)
    lost += (part * at) / (beta + at || 1)
  }
  const mean = { bought: bought / mass, bent: bent / mass, left: left / mass, lost: lost / mass }
  return { value: top + Math.log(mass), ...slopesFrom(mean, { purchases, dropOut, e: span.e, power: 0 }) }
}

type Setting = { purchases: Purchases; dropOut: TimedDropOut; e: number; power: number }

function slopesFrom(
  mean: { bought: number; bent: number; left: number; lost: number },
  { purchases, dropOut, e }: Setting,
): Pick<Integral, 'purchase' | 'dropOut'> {
  return {
    purchase:
      purchases.kind === 'gamma'
        ? [-purchases.r * mean.bought, -e * purchases.alpha * mean.bent]
        : [-mean.bought, 0],
    dropOut:
      dropOut.kind === 'gamma'
        ? [1 - dropOut.s * mean.left, -1 + (dropOut.s + 1) * mean.lost]
        : [1 - mean.left, 0],
  }
}

/** Room for the nodes of one integral at a time: thousands of integrals a fit would otherwise fill the heap. */
const room = {
  count: 0,
  y: new Float64Array(96),
  f: new Float64Array(96),
  g: new Float64Array(96),
  height: new Float64Array(96),
}

/** Times and log weights of all panels. */
function placeNodes(purchases: Purchases, dropOut: TimedDropOut, span: Span): typeof room {
  const scale = scaleOf(purchases, dropOut)
  const low = Math.log(scale + span.from)
  const length = Math.log1p((span.to - span.from) / (scale + span.from))
  const decay = Math.max(0, decayAt(purchases, dropOut, span) * (scale + span.from) - 1) + 2
  const first = span.power ? length : Math.min(length, NEGLIGIBLE / decay)
  room.count = 0
  placePanel({ low, length: first, decays: span.power ? Infinity : first * decay }, scale)
  if (length > first) placePanel({ low: low + first, length: length - first, decays: Infinity }, scale)
  return room
}

function placePanel(panel: { low: number; length: number; decays: number }, scale: number): void {
  const count = NODES.find(([most]) => panel.decays <= most)?.[1] ?? MOST_NODES
  const { at, logWeight } = legendreNodes(count)
  const logLength = Math.log(panel.length)
  for (let node = 0; node < count; node += 1) {
    const u = panel.low + panel.length * (at[node] as number)
    room.y[room.count] = Math.max(0, Math.exp(u) - scale)
    room.height[room.count] = u + (logWeight[node] as number) + logLength
    room.count += 1
  }
}

/** Adds the integrand's logarithm to each node's height; the largest is returned. `g` is ln(1 + y/beta), or rate·y. */
function weigh(nodes: typeof room, { purchases, dropOut, e, power }: Setting): number {
  const { y, f, g, height, count } = nodes
  const gamma = dropOut.kind === 'gamma' ? dropOut : null
  const start = gamma ? Math.log(gamma.s / gamma.beta) : Math.log(dropOut.kind === 'rate' ? dropOut.rate : 0)
  let top = -Infinity
  for (let node = 0; node < count; node += 1) {
    const at = y[node] as number
    const bought = elapsed(purchases, at)
    const left = gamma ? Math.log1p(at / gamma.beta) : at * (dropOut.kind === 'rate' ? dropOut.rate : 0)
    f[node] = bought
    g[node] = left
    const lost = gamma ? (gamma.s + 1) * left : left
    const risen = power === 0 ? 0 : power * Math.log(at)
    const value = (height[node] as number) - e * bought + start - lost + risen
    height[node] = value
    if (value > top) top = value
  }
  return top
}

/** −d/dy ln of the integrand at the start of the span. */
function decayAt(purchases: Purchases, dropOut: TimedDropOut, { e, from }: Span): number {
  const bought = purchases.kind === 'gamma' ? e / (purchases.alpha + from) : purchases.rate
  return bought + (dropOut.kind === 'gamma' ? (dropOut.s + 1) / (dropOut.beta + from) : dropOut.rate)
}

function scaleOf(purchases: Purchases, dropOut: TimedDropOut): number {
  const bought = purchases.kind === 'gamma' ? purchases.alpha : 1 / purchases.rate
  return Math.min(bought, dropOut.kind === 'gamma' ? dropOut.beta : 1 / dropOut.rate)
}
