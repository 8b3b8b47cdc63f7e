/** What the model that holds expects of a customer in the next year, explained on the spot. */
import { useQuery } from '@tanstack/react-query'

import { useCodeText, useT } from '#/lang/index.ts'
import { api } from '#/lib/api.ts'
import { useFormat } from '#/lib/session.ts'
import { Explain } from '#/ui/Figures.tsx'

import { Figure } from './Figure.tsx'

export function ExpectedValue({ customerId }: { customerId: number }) {
  const t = useT()
  const format = useFormat()
  const name = useCodeText('models.name')
  const { data } = useQuery(api.models.prediction.queryOptions({ input: { customerId } }))
  const prediction = data?.prediction
  if (!prediction) return null
  const orders = format.number(prediction.expectedOrders365Days, { maximumFractionDigits: 1 })
  const value = format.money(prediction.lifetimeValue365Days, prediction.currency)
  const next = prediction.nextOrderAt ? format.date(prediction.nextOrderAt) : t('app.unknown')
  return (
    <Figure term={t('customer.expected')}>
      <Explain
        explanation={{
          title: t('customer.expectedTitle'),
          definition: t('customer.expectedDefinition'),
          formula: t('customer.expectedFormula', {
            orders,
            value,
            risk: format.percent(prediction.churnRisk90Days, 0),
            next,
          }),
          note: t('customer.expectedNote', {
            model: name(prediction.model),
            at: format.dateTime(prediction.scoredAt),
          }),
        }}
      >
        {value}
      </Explain>
    </Figure>
  )
}
