/** What is known about the person: class, rhythm, profile, custom attributes. */
import { useQuery } from '@tanstack/react-query'

import { useCodeText, useT } from '#/lang/index.ts'
import { api } from '#/lib/api.ts'
import { nameOf } from '#/lib/places.ts'
import { useFormat, useLanguage, useRights } from '#/lib/session.ts'
import { IconButton } from '#/ui/Button.tsx'
import { Explain } from '#/ui/Figures.tsx'
import { Definitions, Panel } from '#/ui/Panel.tsx'

import { Ago } from './columns.tsx'
import type { CustomerPageData } from './use-customer.ts'

type Item = { term: string; value: React.ReactNode }

export function Facts({ page, onEdit }: { page: CustomerPageData; onEdit: () => void }) {
  const t = useT()
  const may = useRights()
  const items = [...useBuying(page), ...useProfile(page), ...useAttributes(page)]
  const edit = may('customers.write') && (
    <IconButton small icon="edit" label={t('app.edit')} onClick={onEdit} />
  )
  return (
    <Panel title={t('customer.facts')} end={edit}>
      <Definitions items={items} />
    </Panel>
  )
}

function useBuying({ customer }: CustomerPageData): Item[] {
  const t = useT()
  const format = useFormat()
  const className = useCodeText('rfmClasses')
  const scores = [customer.recency, customer.frequency, customer.monetary]
  const gap = customer.usualGapDays
  return [
    ...(customer.rfmClass
      ? [
          {
            term: t('customer.rfm'),
            value: (
              <Explain
                explanation={{
                  title: t('customer.rfm'),
                  definition: t('customer.rfmDefinition'),
                  formula: scores.map((score) => score ?? '–').join(' · '),
                }}
              >
                {scores.map((score) => score ?? '–').join(' · ')} {className(customer.rfmClass)}
              </Explain>
            ),
          },
        ]
      : []),
    ...(gap === null
      ? []
      : [
          {
            term: t('customer.gap'),
            value: (
              <Explain explanation={{ title: t('customer.gap'), definition: t('customer.gapDefinition') }}>
                {t('customer.days', { count: format.number(Math.round(gap)) })}
              </Explain>
            ),
          },
        ]),
    ...(customer.lastOrderAt
      ? [{ term: t('customer.lastOrder'), value: <Ago at={customer.lastOrderAt} /> }]
      : []),
  ]
}

function useProfile({ customer }: CustomerPageData): Item[] {
  const t = useT()
  const format = useFormat()
  const language = useLanguage()
  const source = useCodeText('customer.sources')
  const place = [
    customer.address,
    customer.district,
    customer.city,
    customer.region,
    customer.postalCode,
    customer.country && nameOf('region', customer.country, language),
  ]
  const address = place.filter(Boolean).join(', ')
  const rows: [Parameters<typeof t>[0], string | null][] = [
    ['customer.fields.company', customer.company],
    ['customer.fields.address', address || null],
    [
      'customer.fields.birthday',
      customer.birthday && format.date(customer.birthday, { day: 'numeric', month: 'long' }),
    ],
    ['customers.columns.language', customer.language && nameOf('language', customer.language, language)],
    ['customer.fields.source', source(customer.source)],
  ]
  return [
    ...rows.flatMap(([key, value]) => (value ? [{ term: t(key), value }] : [])),
    { term: t('customer.seen'), value: <Ago at={customer.lastSeenAt} /> },
  ]
}

function useAttributes({ customer }: CustomerPageData): Item[] {
  const t = useT()
  const format = useFormat()
  const { data } = useQuery(api.customers.listAttributes.queryOptions())
  return (data ?? []).flatMap(({ name, label, type }) => {
    const value = customer.attributes[name]
    if (value === undefined) return []
    if (typeof value === 'boolean') return [{ term: label, value: t(value ? 'app.yes' : 'app.no') }]
    if (typeof value === 'number') return [{ term: label, value: format.number(value) }]
    if (Array.isArray(value)) return [{ term: label, value: value.join(', ') }]
    return [{ term: label, value: type === 'date' ? format.date(value) : value }]
  })
}
