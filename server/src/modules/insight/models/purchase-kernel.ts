/** Owns the chance of x purchases at given times until y while active, as tables over distinct x and y, with derivatives. */
import { logRising } from './numbers.ts'
import type { Purchases } from './process.ts'

/**
 * ln K(x, y) = c[x] − e[x]·f[y]: the logarithm of E[λ^x e^{−λy}]. Gamma: c = ln Γ(r+x)/Γ(r) + r ln alpha, e = r + x,
 * f = ln(alpha + y). Common rate: c = x ln λ, e = 1, f = λy. One slope a parameter, by its logarithm.
 */
export type Kernel = {
  c: Float64Array
  e: Float64Array
  f: Float64Array
  slopes: { c: Float64Array; /** the same for every x */ e: number; f: Float64Array | null }[]
}

export function kernelOf(purchases: Purchases, xs: Float64Array, times: Float64Array): Kernel {
  if (purchases.kind === 'common') return commonKernel(purchases.rate, xs, times)
  const { r, alpha } = purchases
  const rising = logRising(r, xs)
  const start = r * Math.log(alpha)
  return {
    c: rising.value.map((value) => value + start),
    e: xs.map((x) => r + x),
    f: times.map((y) => Math.log(alpha + y)),
    slopes: [
      { c: rising.slope.map((value) => r * value + start), e: r, f: null },
      { c: new Float64Array(xs.length).fill(r), e: 0, f: times.map((y) => alpha / (alpha + y)) },
    ],
  }
}

function commonKernel(rate: number, xs: Float64Array, times: Float64Array): Kernel {
  const f = times.map((y) => rate * y)
  return {
    c: xs.map((x) => (x === 0 ? 0 : x * Math.log(rate))),
    e: new Float64Array(xs.length).fill(1),
    f,
    slopes: [{ c: xs.slice(), e: 0, f }],
  }
}

/** f at one time, for times between those of the table. */
export function elapsed(purchases: Purchases, y: number): number {
  return purchases.kind === 'gamma' ? Math.log(purchases.alpha + y) : purchases.rate * y
}
