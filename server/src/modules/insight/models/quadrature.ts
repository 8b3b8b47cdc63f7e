/** Owns Gauss-Legendre nodes and weights. */

export type Nodes = { at: Float64Array; weight: Float64Array; logWeight: Float64Array }

const known = new Map<number, Nodes>()

/** n nodes and weights on 0 to 1, by Newton's iteration on the Legendre polynomial (Abramowitz & Stegun 25.4.29). */
export function legendreNodes(n: number): Nodes {
  const nodes = known.get(n) ?? makeNodes(n)
  known.set(n, nodes)
  return nodes
}

function makeNodes(n: number): Nodes {
  const at = new Float64Array(n)
  const weight = new Float64Array(n)
  for (let i = 0; i < n; i += 1) {
    let x = Math.cos((Math.PI * (i + 0.75)) / (n + 0.5))
    let slope = 1
    for (let turn = 0; turn < 100; turn += 1) {
      const { value, derivative } = legendre(n, x)
      slope = derivative
      const step = value / derivative
      x -= step
      if (Math.abs(step) < 1e-16) break
    }
    at[i] = (1 - x) / 2
    weight[i] = 1 / ((1 - x * x) * slope * slope)
  }
  return { at, weight, logWeight: weight.map(Math.log) }
}

function legendre(n: number, x: number): { value: number; derivative: number } {
  let [before, value] = [1, x]
  for (let k = 2; k <= n; k += 1) [before, value] = [value, ((2 * k - 1) * x * value - (k - 1) * before) / k]
  return { value, derivative: (n * (x * value - before)) / (x * x - 1) }
}
