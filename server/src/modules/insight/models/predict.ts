/** Owns what a process says about a customer: active or not, orders to come, none to come, when the next one comes. */
import { incompleteBeta, upperGamma } from '#/modules/insight/special-functions.ts'

import { dropOutTables, occasions } from './drop-out-tables.ts'
import { logLikelihood } from './fit-process.ts'
import { lifetimeIntegral } from './lifetime-integral.ts'
import { survival } from './lifetime-likelihood.ts'
import { expectedAtShares } from './mean-orders.ts'
import { decayedMean, logFactorial } from './numbers.ts'
import { elapsed, kernelOf } from './purchase-kernel.ts'
import type { DropOut, Process, Purchases } from './process.ts'
import { groupRows } from './rows.ts'

/** One customer's counts; times in the unit the process was fitted in. */
export type Customer = { x: number; tx: number; T: number }

const NEW: Customer = { x: 0, tx: 0, T: 0 }

/**
 * P(active at T | x, tx, T): note 021 for BG/NBD, where it is 1 for everyone who bought once, so never a churn risk; note 009
 * eqs. (36)-(37) for Pareto/NBD.
 */
export function chanceActive(process: Process, customer: Customer): number {
  const aliveShare = new Float64Array(1)
  logLikelihood(oneRow(customer), process, { aliveShare })
  return aliveShare[0] ?? Number.NaN
}

/** ln of the likelihood of one customer. */
export function customerLikelihood(process: Process, customer: Customer): number {
  return logLikelihood(oneRow(customer), process)
}

/**
 * The process a customer goes on with who is active at T: conjugate numbers after x purchases in T. Everything to come
 * depends on tx through P(active) alone.
 */
export function onwards({ purchases, dropOut }: Process, { x, T }: Pick<Customer, 'x' | 'T'>): Process {
  const next: Purchases =
    purchases.kind === 'gamma' ? { kind: 'gamma', r: purchases.r + x, alpha: purchases.alpha + T } : purchases
  return { purchases: next, dropOut: dropOutOnwards(dropOut, { x, T }) }
}

function dropOutOnwards(dropOut: DropOut, { x, T }: { x: number; T: number }): DropOut {
  switch (dropOut.kind) {
    case 'beta':
      return { ...dropOut, b: dropOut.b + occasions(x, dropOut.from), from: 'repeat' }
    case 'share':
      return { ...dropOut, from: 'repeat' }
    case 'split':
      return occasions(x, dropOut.from) > 0 ? { kind: 'none' } : dropOut
    case 'gamma':
      return { ...dropOut, beta: dropOut.beta + T }
    default:
      return dropOut
  }
}

/** Expected orders in (T, T + t] of one customer: FHL 2005 eq. (10), note 009 eq. (41), without their cancellations. */
export function expectedOrders(process: Process, customer: Customer, t: number): number {
  return chanceActive(process, customer) * expectedIfActive(onwards(process, customer), t)
}

/** E[X(t)]: expected repeat orders of a new customer until t (FHL 2005 eq. 9, note 009 eq. 27). */
export function expectedOfNew(process: Process, t: number): number {
  return expectedOrders(process, NEW, t)
}

/** Expected orders in the next t of someone active now, after {@link onwards}. */
export function expectedIfActive(process: Process, t: number): number {
  return expectedAtTimes(process, [t])[0] ?? Number.NaN
}

/** The same for several t, quicker than one by one. */
export function expectedAtTimes({ purchases, dropOut }: Process, ts: readonly number[]): number[] {
  if (dropOut.kind === 'beta' || dropOut.kind === 'share') return expectedAtShares(purchases, dropOut, ts)
  const rate = purchases.kind === 'gamma' ? purchases.r / purchases.alpha : purchases.rate
  return ts.map((t) => {
    if (!(t > 0)) return 0
    if (dropOut.kind === 'none') return rate * t
    if (dropOut.kind === 'rate') return rate * t * decayedMean(dropOut.rate * t)
    if (dropOut.kind === 'gamma') {
      const grown = Math.log1p(t / dropOut.beta)
      return rate * dropOut.beta * grown * decayedMean((dropOut.s - 1) * grown)
    }
    const once = 1 - noneIfActive({ purchases, dropOut }, t)
    return (1 - dropOut.share) * rate * t + dropOut.share * once
  })
}

/** P(no order in (T, T + t]): the churn risk. Someone gone orders nothing either. */
export function chanceOfNone(process: Process, customer: Customer, t: number): number {
  return 1 - chanceActive(process, customer) * (1 - noneIfActive(onwards(process, customer), t))
}

/** P(no order in the next t) of someone active now, after {@link onwards}. */
export function noneIfActive(process: Process, t: number): number {
  const { dropOut, purchases } = process
  if (!(t > 0)) return 1
  if (dropOut.kind === 'gamma' || dropOut.kind === 'rate') {
    return Math.min(1, Math.exp(customerLikelihood(process, { x: 0, tx: 0, T: t })))
  }
  // Whoever drops out does so at an order, so that silence before the first one is the purchases' own.
  return purchases.kind === 'gamma'
    ? Math.exp(-purchases.r * Math.log1p(t / purchases.alpha))
    : Math.exp(-purchases.rate * t)
}

/** P(X(t) = n) of a new customer: FHL 2005 eq. (8) for BG/NBD; n whole and at least 0. */
export function chanceOfOrders(process: Process, n: number, t: number): number {
  const active = chanceActive(process, NEW)
  const rest = n === 0 ? 1 - active : 0
  if (!(t > 0)) return n === 0 ? 1 : 0
  return rest + active * chanceIfActive(onwards(process, NEW), n, t)
}

function chanceIfActive({ purchases, dropOut }: Process, n: number, t: number): number {
  const arrived = Math.exp(logArrivals(purchases, n, t))
  if (dropOut.kind === 'gamma' || dropOut.kind === 'rate') {
    const span = { e: purchases.kind === 'gamma' ? purchases.r + n : 1, from: 0, to: t, power: n }
    const gone = Math.exp(
      logCount(purchases, n) + lifetimeIntegral(purchases, dropOut, span).value - logFactorial(n),
    )
    return arrived * Math.exp(survival(dropOut, t)) + gone
  }
  const { alive, dead } = dropOutTables(dropOut, Float64Array.of(n))
  const gone = n === 0 ? 0 : Math.exp(dead[0] ?? 0) * arrivedAtLeast(purchases, n, t)
  return arrived * Math.exp(alive[0] ?? 0) + gone
}

/** ln P(N(t) = n) of purchases that never end. */
function logArrivals(purchases: Purchases, n: number, t: number): number {
  const e = purchases.kind === 'gamma' ? purchases.r + n : 1
  const times = n === 0 ? 0 : n * Math.log(t)
  return logCount(purchases, n) - e * elapsed(purchases, t) + times - logFactorial(n)
}

function logCount(purchases: Purchases, n: number): number {
  return kernelOf(purchases, Float64Array.of(n), new Float64Array(0)).c[0] ?? Number.NaN
}

function arrivedAtLeast(purchases: Purchases, n: number, t: number): number {
  return purchases.kind === 'gamma'
    ? incompleteBeta(t / (purchases.alpha + t), n, purchases.r)
    : 1 - upperGamma(n, purchases.rate * t)
}

/**
 * The middle of the waiting time from T until the next order of someone still active, drop-out aside: half of such people
 * have ordered by then.
 */
export function medianWait({ purchases }: Process, { x, T }: Pick<Customer, 'x' | 'T'>): number {
  if (purchases.kind === 'common') return Math.LN2 / purchases.rate
  return (purchases.alpha + T) * Math.expm1(Math.LN2 / (purchases.r + x))
}

function oneRow({ x, tx, T }: Customer) {
  return groupRows({ x: Float64Array.of(x), tx: Float64Array.of(tx), T: Float64Array.of(T) }).rows
}
