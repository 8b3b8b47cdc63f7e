/** What a campaign brought: those written to beside those held out, and orders by last touch. */
import type { Campaign } from '@vefa/contract'

import { useT } from '#/lang/index.ts'
import type { client } from '#/lib/api.ts'
import { useFormat } from '#/lib/session.ts'
import { Definitions, Notice, Panel } from '#/ui/Panel.tsx'

type EffectAnswer = NonNullable<Awaited<ReturnType<typeof client.campaigns.results>>['effect']>

const dayLength = 86_400_000

export function Effect({ effect, campaign }: { effect: EffectAnswer; campaign: Campaign }) {
  const t = useT()
  const format = useFormat()
  const until = Date.parse(campaign.launchedAt ?? '') + effect.days * dayLength
  const orders = ({ orders: n, revenue }: EffectAnswer['lastClick']): string =>
    t('effect.orders', { n, revenue: format.money(revenue, effect.currency) })
  return (
    <Panel
      title={t('effect.title')}
      end={
        <span className="text-12 text-ink-3">
          {until > Date.now()
            ? t('effect.running', { day: format.date(new Date(until), { day: 'numeric', month: 'long' }) })
            : t('effect.within', { days: effect.days })}
        </span>
      }
      flush
    >
      <GroupTable effect={effect} />
      <div className="flex flex-col gap-4 border-t border-line p-4">
        <Verdict difference={effect.difference} />
        <section className="flex flex-col gap-2">
          <h3 className="text-13 font-semibold">{t('effect.lastTouch')}</h3>
          <Definitions
            items={[
              ...(campaign.tracked ? [{ term: t('effect.lastClick'), value: orders(effect.lastClick) }] : []),
              { term: t('effect.lastMessage'), value: orders(effect.lastMessage) },
            ]}
          />
          <p className="text-12 text-ink-3">{t('effect.lastTouchHint')}</p>
        </section>
      </div>
    </Panel>
  )
}

function Verdict({ difference }: { difference: EffectAnswer['difference'] }) {
  const t = useT()
  const format = useFormat()
  if (!difference) return <Notice>{t('effect.noHoldOut')}</Notice>
  const points = (share: number): string => format.number(share * 100, { maximumFractionDigits: 1 })
  const { low, value, high } = difference
  const verdict = low > 0 ? 'more' : high < 0 ? 'less' : 'noise'
  const said =
    verdict === 'less'
      ? { value: points(-value), low: points(-high), high: points(-low) }
      : { value: points(value), low: points(low), high: points(high) }
  const tone = { more: 'good', less: 'warn', noise: 'plain' } as const
  return (
    <div className="flex flex-col gap-1">
      <Notice tone={tone[verdict]}>{t(`effect.${verdict}`, said)}</Notice>
      <p className="text-12 text-ink-3">{t('effect.method')}</p>
    </div>
  )
}

function GroupTable({ effect }: { effect: EffectAnswer }) {
  const t = useT()
  const format = useFormat()
  const groups = (['written', 'heldOut'] as const).filter((name) => effect[name].people > 0)
  const number = 'px-4 py-2 text-right tabular-nums'
  return (
    <table className="w-full text-13" aria-label={t('effect.title')}>
      <thead>
        <tr className="border-b border-line text-12 text-ink-3">
          <th scope="col" className="px-4 py-2 text-left font-medium">
            {t('effect.group')}
          </th>
          <th scope="col" className={`${number} font-medium`}>
            {t('effect.people')}
          </th>
          <th scope="col" className={`${number} font-medium`}>
            {t('effect.ordered')}
          </th>
          <th scope="col" className={`${number} font-medium`}>
            {t('effect.revenue')}
          </th>
        </tr>
      </thead>
      <tbody>
        {groups.map((name) => {
          const { people, ordered, revenue } = effect[name]
          return (
            <tr key={name} className="border-b border-line last:border-b-0">
              <th scope="row" className="px-4 py-2 text-left font-normal text-ink-2">
                {t(`effect.${name}`)}
              </th>
              <td className={number}>{format.number(people)}</td>
              <td className={number}>
                {format.number(ordered)}{' '}
                <span className="text-ink-3">{format.percent(ordered / people)}</span>
              </td>
              <td className={number}>{format.money(revenue, effect.currency)}</td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
