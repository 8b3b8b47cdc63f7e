/** Owns the target fields a file's columns can be mapped to: by kind of table, with the type of each value. */

/** How a cell is read: see {@link Values} for what becomes of it. */
export type ValueType = 'id' | 'text' | 'email' | 'phone' | 'amount' | 'quantity' | 'date' | 'flag' | 'list'

/** The value in a draft: amounts and quantities as decimal strings with four decimals, dates in ms since 1970 UTC. */
export type Values = {
  id: string
  text: string
  email: string
  phone: string
  amount: string
  quantity: string
  date: number
  flag: boolean
  list: string[]
}

const PERSON = {
  customerId: 'id',
  /** A number a person gets anew at each visit or purchase; it joins only what another table joins. */
  anonymousId: 'id',
  email: 'email',
  phone: 'phone',
  firstName: 'text',
  lastName: 'text',
  fullName: 'text',
} as const

const ORDER = {
  ...PERSON,
  orderNumber: 'id',
  orderId: 'id',
  orderedAt: 'date',
  status: 'text',
  paymentStatus: 'text',
  fulfilmentStatus: 'text',
  currency: 'text',
  total: 'amount',
  subtotal: 'amount',
  shipping: 'amount',
  tax: 'amount',
  discount: 'amount',
  refunded: 'amount',
  coupon: 'text',
  paidAt: 'date',
  approvedAt: 'date',
  shippedAt: 'date',
  deliveredAt: 'date',
  promisedAt: 'date',
  cancelledAt: 'date',
  paymentMethod: 'text',
  shippingMethod: 'text',
  address: 'text',
  city: 'text',
  region: 'text',
  postalCode: 'id',
  country: 'text',
  note: 'text',
  tags: 'list',
  acceptsEmail: 'flag',
  itemCount: 'quantity',
} as const

export const FIELDS = {
  customers: {
    ...PERSON,
    storeCustomerId: 'id',
    company: 'text',
    address: 'text',
    city: 'text',
    region: 'text',
    postalCode: 'id',
    country: 'text',
    language: 'text',
    birthday: 'date',
    createdAt: 'date',
    acceptsEmail: 'flag',
    acceptsSms: 'flag',
    consentAt: 'date',
    consentIp: 'text',
    optInAt: 'date',
    optInIp: 'text',
    unsubscribedAt: 'date',
    unsubscribeReason: 'text',
    totalSpent: 'amount',
    orderCount: 'quantity',
    tags: 'list',
    note: 'text',
  },
  orders: ORDER,
  'order-lines': {
    ...ORDER,
    lineNumber: 'id',
    productId: 'id',
    sku: 'id',
    productName: 'text',
    variant: 'text',
    category: 'text',
    brand: 'text',
    quantity: 'quantity',
    unitPrice: 'amount',
    lineDiscount: 'amount',
    lineShipping: 'amount',
    lineTotal: 'amount',
  },
  products: {
    productId: 'id',
    sku: 'id',
    barcode: 'id',
    title: 'text',
    description: 'text',
    category: 'text',
    brand: 'text',
    variant: 'text',
    price: 'amount',
    compareAtPrice: 'amount',
    cost: 'amount',
    currency: 'text',
    stock: 'quantity',
    weight: 'quantity',
    imageUrl: 'text',
    url: 'text',
    status: 'text',
    tags: 'list',
  },
  events: {
    ...PERSON,
    eventName: 'text',
    occurredAt: 'date',
    messageId: 'id',
    sessionId: 'id',
    productId: 'id',
    sku: 'id',
    productName: 'text',
    categoryId: 'id',
    category: 'text',
    brand: 'text',
    quantity: 'quantity',
    price: 'amount',
    value: 'amount',
    currency: 'text',
    orderNumber: 'id',
    url: 'text',
    searchTerm: 'text',
  },
  payments: {
    orderNumber: 'id',
    sequence: 'id',
    paymentMethod: 'text',
    instalments: 'quantity',
    amount: 'amount',
    paidAt: 'date',
  },
  'category-names': { category: 'id', name: 'text' },
} as const satisfies Record<string, Record<string, ValueType>>

export type Kind = keyof typeof FIELDS
export const KINDS = Object.keys(FIELDS) as Kind[]

/** What one row says, kind by kind; an absent field was empty or not mapped. */
export type Draft<K extends Kind> = {
  -readonly [F in keyof (typeof FIELDS)[K]]?: (typeof FIELDS)[K][F] extends ValueType
    ? Values[(typeof FIELDS)[K][F]]
    : never
}

/** Of each group at least one field must be filled, or the row says nothing that can be kept. */
export const REQUIRED: Record<Kind, string[][]> = {
  customers: [['customerId', 'storeCustomerId', 'email', 'phone']],
  orders: [['orderNumber', 'orderId'], ['orderedAt']],
  'order-lines': [
    ['orderNumber', 'orderId'],
    ['unitPrice', 'lineTotal'],
  ],
  products: [['productId', 'sku']],
  events: [['eventName'], ['occurredAt']],
  payments: [['orderNumber'], ['amount']],
  'category-names': [['category'], ['name']],
}

/** The type of a field of a kind, or null when there is no such field. */
export function valueTypeOf(kind: Kind, field: string): ValueType | null {
  const fields: Record<string, ValueType> = FIELDS[kind]
  return Object.hasOwn(fields, field) ? (fields[field] ?? null) : null
}
