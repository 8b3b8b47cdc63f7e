import type { SegmentDefinition, SegmentLeaf } from '@vefa/contract'
import { beforeAll, describe, expect, test } from 'vitest'

import { findText, loadTexts } from '#/lang/index.ts'

import { describeGroup, type Words } from './describe.ts'

function words(language: 'tr' | 'en'): Words {
  const text: Words['text'] = (key, values) => findText(language, `segmentWords.${key}`, values) ?? key
  return {
    text,
    number: (value) => new Intl.NumberFormat(language).format(Number(value)),
    day: (day) => day,
    field: (name) => text(`fields.${name}`),
    property: (name) => text(`properties.${name}`),
    event: (name) => findText(language, `segmentWords.events.${name}`) ?? `“${name}”`,
    segment: (id) => id,
    value: (_, value) => value,
  }
}

const ordered = { names: ['Order Completed'], where: [] }
const month = { kind: 'last', span: { amount: 30, unit: 'day' } } as const

const examples: [string, SegmentLeaf, string, string][] = [
  [
    'a count in a window',
    { kind: 'count', events: ordered, window: month, is: 'atLeast', times: 2 },
    'ordered at least 2 times, in the last 30 days',
    'sipariş en az 2 kez, son 30 gün içinde',
  ],
  [
    'never',
    { kind: 'count', events: ordered, window: { kind: 'ever' }, is: 'atMost', times: 0 },
    'never ordered',
    'hiç yok: sipariş',
  ],
  [
    'a property',
    {
      kind: 'count',
      events: {
        names: ['Product Viewed'],
        where: [{ property: 'category', test: { type: 'text', is: 'in', values: ['Havlu', 'Pike'] } }],
      },
      window: { kind: 'ever' },
      is: 'exactly',
      times: 1,
    },
    'viewed a product where category is Havlu or Pike exactly once',
    'ürüne bakma (kategori: Havlu ya da Pike) tam 1 kez',
  ],
  [
    'a text of the profile',
    { kind: 'attribute', field: 'city', test: { type: 'text', is: 'in', values: ['İzmir'] } },
    'city is İzmir',
    'şehir: İzmir',
  ],
  [
    'a day that comes round',
    { kind: 'attribute', field: 'birthday', test: { type: 'date', is: 'anniversary', days: 7 } },
    'birthday comes round within 7 days',
    'doğum günü yıl dönümü 7 gün içinde',
  ],
  [
    'orders with a filter',
    {
      kind: 'orders',
      of: 'sum',
      bounds: { is: 'between', value: '1000', to: '2000' },
      where: [{ what: 'discounted', yes: false }],
      window: { kind: 'ever' },
    },
    'sum of orders is between 1,000 and 2,000, without a discount',
    'sipariş toplamı 1.000 – 2.000 arası, indirimsiz',
  ],
]

describe('a rule in words', () => {
  beforeAll(async () => {
    await Promise.all([loadTexts('tr'), loadTexts('en')])
  })

  test.each(examples)('%s', (_, leaf, ...told) => {
    const root = { kind: 'group', match: 'all', conditions: [leaf] } as const
    expect(describeGroup({ ...root, conditions: [...root.conditions] }, words('en'))).toBe(told[0])
    expect(describeGroup({ ...root, conditions: [...root.conditions] }, words('tr'))).toBe(told[1])
  })

  test('joins groups with their word and puts inner ones in brackets', () => {
    const leaf = (city: string): SegmentLeaf => ({
      kind: 'attribute',
      field: 'city',
      test: { type: 'text', is: 'in', values: [city] },
    })
    const definition: SegmentDefinition = {
      version: 1,
      root: {
        kind: 'group',
        match: 'all',
        conditions: [
          leaf('İzmir'),
          { kind: 'group', match: 'any', conditions: [leaf('Muğla'), leaf('Aydın')] },
          { kind: 'group', match: 'none', conditions: [leaf('Van')] },
        ],
      },
    }
    expect(describeGroup(definition.root, words('en'))).toBe(
      'city is İzmir and (city is Muğla or city is Aydın) and (none of: city is Van)',
    )
    expect(describeGroup({ kind: 'group', match: 'all', conditions: [] }, words('tr'))).toBe(
      'tanınan her müşteri',
    )
  })
})
