/** Believable traffic of a shop as bodies for `/v1/batch`: visitors who look, search, put into carts and buy. */

const names = [
  'Page Viewed',
  'Product Viewed',
  'Product Viewed',
  'Product List Viewed',
  'Products Searched',
  'Product Added',
  'Cart Viewed',
  'Checkout Started',
  'Order Completed',
]

export type Traffic = { people: number; perBody: number; label: string }

/** `count` bodies; ids follow from label and number, so that another label sends other events. */
export function shopperBodies(count: number, traffic: Traffic): Buffer[] {
  return Array.from({ length: count }, (_, body) => {
    const batch = Array.from({ length: traffic.perBody }, (__, index) =>
      eventOf(body * traffic.perBody + index, traffic),
    )
    return Buffer.from(JSON.stringify({ batch, sentAt: new Date().toISOString() }))
  })
}

function eventOf(number: number, { people, label }: Traffic) {
  // A multiplicative hash: people come back irregularly, the same in every run.
  const person = (Math.imul(number >> 2, 2_654_435_761) >>> 0) % people
  const name = names[number % names.length] ?? 'Page Viewed'
  const product = {
    product_id: `P${number % 3_000}`,
    name: 'Pamuklu havlu',
    category: `c${number % 40}`,
    price: (number % 900) + 0.9,
    quantity: 1,
  }
  const order = {
    order_id: `${label}-${number}`,
    total: (number % 900) + 0.9,
    currency: 'TRY',
    products: [product],
  }
  return {
    type: 'track',
    event: name,
    messageId: `${label}-${number}`,
    anonymousId: `visitor-${person}`,
    ...(person % 3 === 0 && { userId: `user-${person}` }),
    timestamp: new Date().toISOString(),
    properties:
      name === 'Order Completed'
        ? order
        : { ...product, url: `https://ilgin.example/urun/${number % 3_000}`, currency: 'TRY' },
    context: {
      library: { name: 'analytics-node', version: '3.1.0' },
      locale: 'tr-TR',
      userAgent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Mobile/15E148',
    },
  }
}
