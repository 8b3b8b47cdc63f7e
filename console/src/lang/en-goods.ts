/** English: the products part of insight. */
import type { goodsTexts as turkish } from './tr-goods.ts'

type Wide<Section> = { [Key in keyof Section]: Section[Key] extends string ? string : Wide<Section[Key]> }

export const goodsTexts: Wide<typeof turkish> = {
  goods: {
    parts: 'Questions about products',
    best: 'Best sellers',
    together: 'Bought together',
    paths: 'From first to second order',
    searches: 'Searches',
    coupons: 'Coupon dependence',
    product: 'Product',
    category: 'Category',
    pieces: 'Pieces',
    stock: 'Stock',
    cover: 'Lasts',
    days: '{n, plural, one {# day} other {# days}}',
    daily: '{n} pieces a day on average in the last 28 days',
    soldOut: 'Sold out',
    coverNote:
      'Lasts: stock ÷ mean daily sales of the last 28 days. Empty where no stock is kept or nothing was sold in 28 days.',
    bestEmpty:
      'No product was sold in this choice. When orders come with their lines, the best sellers and how long their stock lasts stand here.',
    togetherText:
      'Pairs of products bought in one order. Lift says how many times more often than by chance: 1 is chance.',
    togetherEmpty: 'No pair reaches this limit. Lower the least share or widen the period.',
    support: 'Least share of baskets a pair must be in',
    atLeast: 'at least {share}',
    pairsFound: '{found, number} pairs reach the limit in {baskets, number} baskets.',
    first: 'First product',
    second: 'Second product',
    inOneOrder: 'Together',
    shareOfBaskets: 'Share of baskets',
    firstThenSecond: 'With the first, the second too',
    secondThenFirst: 'With the second, the first too',
    lift: 'Lift',
    times: '{n}×',
    pathsBy: 'By',
    pathsText:
      'Those whose first order falls in the period: what they bought, whether they came back, and what the second order brought.',
    pathsEmpty: 'Nobody ordered for the first time in this period. Widen the period.',
    firsts: 'Who came back, by what the first order held',
    steps: 'From the first order (row) to the second (column)',
    stepTitle: '{from} → {to}: {n, plural, one {# person} other {# people}}',
    returnedOf: '{returned, number} of {n, number} new customers bought a second time.',
    inFirstOrder: 'In the first order',
    cameBack: 'Came back',
    rate: 'Rate',
    reach: '95% interval',
    medianDays: 'Median time',
    searchesOnly: { inVain: 'Without results', all: 'All' },
    searchesEmpty:
      'No search has been told yet. When your site sends “Products Searched” (with the words and the number of results), you see here what people look for in vain.',
    nothingInVain: 'No search was in vain in this period.',
    searchesTold:
      '{n, number} searches; {told, number} of them say how many results they had, and {inVain, number} of those ({share}) had none.',
    term: 'Searched for',
    searched: 'Searches',
    visitors: 'People',
    inVain: 'In vain',
    couponRevenue: 'Revenue of orders with a coupon',
    ofRevenue: '{share} of the revenue',
    couponSample: '{hits, number} of {n, number} orders. 95% interval: {reach}.',
    habits: 'How much customers use coupons',
    habit: {
      never: 'Never used a coupon',
      sometimes: 'Used one in some orders',
      always: 'Bought with coupons only',
    },
    beganTitle: 'Do those who began with a coupon come back?',
    began: {
      withCoupon: 'Began with a coupon and bought again',
      without: 'Began without one and bought again',
    },
    beganMore:
      'Those who began with a coupon come back {points} points more often ({low} to {high} points); more than noise.',
    beganLess:
      'Those who began with a coupon come back {points} points less often ({low} to {high} points); more than noise.',
    beganNoise: 'The difference is inside the noise ({low} to {high} points).',
    beganNote:
      'This is a comparison, not an experiment: those who begin with a coupon may be other people from the start.',
    byCoupon: 'By coupon',
    coupon: 'Coupon',
  },
}
