import { dayNumber, readBuyers } from '#test/support/btyd.ts'
import { forecast } from '#/modules/insight/models/forecast.ts'
// a million simulated
function rng(seed: number) { let s = seed >>> 0; return () => { s = (s + 0x6D2B79F5) | 0; let t = Math.imul(s ^ (s >>> 15), 1 | s); t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t; return ((t ^ (t >>> 14)) >>> 0) / 4294967296 } }
const u = rng(7)
const expo = () => -Math.log(1 - u())
function normal() { return Math.sqrt(-2 * Math.log(1 - u())) * Math.cos(2 * Math.PI * u()) }
function gamma(k: number): number { if (k < 1) return gamma(k + 1) * Math.pow(1 - u(), 1 / k); const d = k - 1/3, c = 1/Math.sqrt(9*d); for (;;) { const x = normal(); const v = (1 + c*x)**3; if (v > 0 && Math.log(1 - u()) < .5*x*x + d - d*v + d*Math.log(v)) return d*v } }
const N = 1_000_000
const C: number[] = [], D: number[] = [], V: number[] = []
const [r, alpha, a, b] = [0.243, 4.414 * 7, 0.793, 2.426]
for (let i = 1; i <= N; i++) { const lam = gamma(r) / alpha, g1 = gamma(a), g2 = gamma(b), p = g1 / (g1 + g2); let t = Math.floor(u() * 730); let last = -1; const z = gamma(6)/6*30; for (;;) { const day = 20000 + Math.floor(t); if (day > 20729) break; if (day !== last) { C.push(i); D.push(day); V.push(gamma(3) * z / 3); } const again = last !== -1; last = day; if (again && u() < p) break; t += expo() / lam; if (!(t < 800)) break } }
const days = { customer: Uint32Array.from(C), day: Uint16Array.from(D), value: Float64Array.from(V) }
console.log('rows', C.length)
import { snapshotAt } from '#/modules/insight/models/purchase-days.ts'
import { groupRows } from '#/modules/insight/models/rows.ts'
import { fitFamily } from '#/modules/insight/models/fit-family.ts'
import { fitSpend, repeatersOf } from '#/modules/insight/models/spend.ts'
import { scoreCustomers, orderValues } from '#/modules/insight/models/score.ts'
import { tryModels } from '#/modules/insight/models/choose.ts'

import { shareLikelihood } from '#/modules/insight/models/share-likelihood.ts'
import { lifetimeLikelihood } from '#/modules/insight/models/lifetime-likelihood.ts'
import { logGamma } from '#/modules/insight/special-functions.ts'
const cpu = () => { const c = process.cpuUsage(); return (c.user + c.system) / 1000 }
let t = performance.now(), c = cpu(); const lap = (n: string) => { console.log(n, (performance.now() - t).toFixed(0), (cpu() - c).toFixed(0)); t = performance.now(); c = cpu() }
lap('start')

import { spendObjective } from '#/modules/insight/models/spend.ts'
for (let k = 0; k < 4; k++) {
const now = snapshotAt(days, 20729); lap('snapshot')
const rep = repeatersOf(now.x, now.m); lap('repeatersOf')
let ev = 0
const o = spendObjective(rep); lap('objective')
o(Float64Array.of(1,2,4), new Float64Array(3)); lap('eval')
o(Float64Array.of(1,2,4), new Float64Array(3)); lap('eval')
const f = fitSpend(rep); lap('fit '+JSON.stringify(f))
}
