/** Owns the four named groups (at risk, inactive but valuable, profitable, cart abandoners) as rules with reasons. */
import { compareAmounts, ZERO } from '#/platform/money/money.ts'

/** What is known of one customer and, for comparison, of the shop. Amounts in the reporting currency. */
export type GroupFacts = {
  /** Orders that count: paid or accepted, not cancelled. */
  orders: number
  /** Paid less refunded. */
  spent: string
  /** Whole days since the last order; null without one. */
  lastOrderDays: number | null
  /** Median days between own orders, and how many gaps it is the median of; null below two orders. */
  ownGap: { medianDays: number; gaps: number } | null
  /** Median days between orders over all customers; null while nobody has ordered twice. */
  shopGapMedianDays: number | null
  /** Share (0 to 1) of the customers with an order who spent strictly less. */
  spentPercentile: number
  /** Margin after discounts and refunds, and the share of customers with strictly less; null where costs are unknown. */
  margin: { amount: string; percentile: number } | null
  /** The cart last touched and not ordered; `orderedSince` when any order came after it was touched. */
  openCart: { ageHours: number; value: string; orderedSince: boolean } | null
}

export type GroupLimits = {
  /** Silence beyond this many usual gaps is a risk… */
  riskFromGaps: number
  /** …and beyond this many the customer is inactive. */
  inactiveFromGaps: number
  /** Bounds of the usual gap in days, so that a rush of orders or two orders years apart decide nothing. */
  gapDays: { least: number; most: number }
  /** Used while neither the customer nor the shop has a gap. */
  gapWithoutHistoryDays: number
  /** Own gaps needed before the own median is trusted more than the shop's. */
  ownGapsNeeded: number
  /** Percentile from which a customer is valuable or profitable (0.8: the best fifth). */
  valuableFrom: number
  /** A cart younger than this is still being filled, an older one is forgotten. */
  cartHours: { from: number; to: number }
}

export const DEFAULT_LIMITS: GroupLimits = {
  riskFromGaps: 1.5,
  inactiveFromGaps: 3,
  gapDays: { least: 7, most: 180 },
  gapWithoutHistoryDays: 60,
  ownGapsNeeded: 2,
  valuableFrom: 0.8,
  cartHours: { from: 1, to: 720 },
}

export const GROUPS = ['atRisk', 'inactiveValuable', 'profitable', 'cartAbandoners'] as const
export type Group = (typeof GROUPS)[number]

export type ReasonCode =
  | 'ordersAtLeast'
  | 'silentBeyondDays'
  | 'silentWithinDays'
  | 'spentPercentileAtLeast'
  | 'marginPercentileAtLeast'
  | 'spentAbove'
  | 'marginAbove'
  | 'cartOpen'
  | 'cartValueAbove'
  | 'cartOlderThanHours'
  | 'cartYoungerThanHours'
  | 'noOrderSinceCart'

/** One condition with the person's number beside the limit: "silent for 75 days, usual would be up to 45". */
export type Reason = { code: ReasonCode; met: boolean; value: number | string | null; limit: number | string }

/** Where the usual gap comes from: said beside every answer built on it. */
export type GapBasis = 'own' | 'shop' | 'assumed'

export type Membership = { member: boolean; why: Reason[]; usualGapDays: number; gapBasis: GapBasis }

/**
 * Whether a customer belongs to a group, with every condition and the person's number, met or not. All are rules on
 * counts and ranks, so they answer from the first orders on; nothing here is a prediction.
 *
 * - `atRisk`: came back at least once, and has been silent for more than 1.5 but at most 3 usual gaps.
 * - `inactiveValuable`: among the best fifth by spending, silent for more than 3 usual gaps.
 * - `profitable`: among the best fifth by margin where costs are known, else by spending, and above zero.
 * - `cartAbandoners`: a cart with value, left 1 hour to 30 days ago, and no order since.
 */
export function groupMembership(
  group: Group,
  facts: GroupFacts,
  limits: GroupLimits = DEFAULT_LIMITS,
): Membership {
  const usual = usualGap(facts, limits)
  const why = RULES[group](facts, limits, usual.days)
  return { member: why.every((reason) => reason.met), why, usualGapDays: usual.days, gapBasis: usual.basis }
}

/** All groups a customer belongs to. */
export function groupsOf(facts: GroupFacts, limits: GroupLimits = DEFAULT_LIMITS): Group[] {
  return GROUPS.filter((group) => groupMembership(group, facts, limits).member)
}

/** The customer's own median gap once it rests on enough gaps, else the shop's, else an assumption; within bounds. */
export function usualGap(
  { ownGap, shopGapMedianDays }: Pick<GroupFacts, 'ownGap' | 'shopGapMedianDays'>,
  limits: GroupLimits = DEFAULT_LIMITS,
): { days: number; basis: GapBasis } {
  const { least, most } = limits.gapDays
  const within = (days: number) => Math.min(Math.max(days, least), most)
  if (ownGap !== null && ownGap.gaps >= limits.ownGapsNeeded)
    return { days: within(ownGap.medianDays), basis: 'own' }
  if (shopGapMedianDays !== null) return { days: within(shopGapMedianDays), basis: 'shop' }
  return { days: within(limits.gapWithoutHistoryDays), basis: 'assumed' }
}

type Rule = (facts: GroupFacts, limits: GroupLimits, gapDays: number) => Reason[]

const RULES: Record<Group, Rule> = {
  atRisk: (facts, limits, gapDays) => [
    atLeast('ordersAtLeast', facts.orders, 2),
    above('silentBeyondDays', facts.lastOrderDays, gapDays * limits.riskFromGaps),
    atMost('silentWithinDays', facts.lastOrderDays, gapDays * limits.inactiveFromGaps),
  ],
  inactiveValuable: (facts, limits, gapDays) => [
    atLeast('ordersAtLeast', facts.orders, 1),
    above('silentBeyondDays', facts.lastOrderDays, gapDays * limits.inactiveFromGaps),
    atLeast('spentPercentileAtLeast', facts.spentPercentile, limits.valuableFrom),
    amountAbove('spentAbove', facts.spent),
  ],
  profitable: ({ orders, spent, spentPercentile, margin }, { valuableFrom }) =>
    margin === null
      ? [
          atLeast('ordersAtLeast', orders, 1),
          atLeast('spentPercentileAtLeast', spentPercentile, valuableFrom),
          amountAbove('spentAbove', spent),
        ]
      : [
          atLeast('ordersAtLeast', orders, 1),
          atLeast('marginPercentileAtLeast', margin.percentile, valuableFrom),
          amountAbove('marginAbove', margin.amount),
        ],
  cartAbandoners: ({ openCart }, { cartHours }) =>
    openCart === null
      ? [{ code: 'cartOpen', met: false, value: null, limit: 1 }]
      : [
          amountAbove('cartValueAbove', openCart.value),
          atLeast('cartOlderThanHours', openCart.ageHours, cartHours.from),
          atMost('cartYoungerThanHours', openCart.ageHours, cartHours.to),
          atMost('noOrderSinceCart', openCart.orderedSince ? 1 : 0, 0),
        ],
}

function atLeast(code: ReasonCode, value: number, limit: number): Reason {
  return { code, met: value >= limit, value, limit }
}

function above(code: ReasonCode, value: number | null, limit: number): Reason {
  return { code, met: value !== null && value > limit, value, limit }
}

function atMost(code: ReasonCode, value: number | null, limit: number): Reason {
  return { code, met: value !== null && value <= limit, value, limit }
}

function amountAbove(code: ReasonCode, value: string): Reason {
  return { code, met: compareAmounts(value, ZERO) > 0, value, limit: ZERO }
}
