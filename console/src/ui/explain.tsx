/** A figure of the server in words: value, change, usual range, and the panel that explains it. */
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'

import { type Translate, useCodeText, useT } from '#/lang/index.ts'
import type { client } from '#/lib/api.ts'
import type { Format } from '#/lib/format.ts'
import { useFormat, useRights } from '#/lib/session.ts'
import { linkLook } from '#/ui/Button.tsx'
import type { BandProps, Explanation } from '#/ui/Figures.tsx'

export type FiguresAnswer = Awaited<ReturnType<typeof client.insight.figures>>
export type Figure = FiguresAnswer['figures'][number]

type Kind = Figure['kind']
type Show = Format & { currency: string }

export function valueText(format: Show, kind: Kind, value: string | number | null): string {
  if (value === null) return '–'
  if (kind === 'money') return format.money(value, format.currency)
  if (kind === 'share') return format.percent(Number(value))
  return format.number(Number(value), { maximumFractionDigits: kind === 'count' ? 0 : 2 })
}

/** Options that write an amount with the sign of its currency. */
function wholeMoney(currency: string) {
  return { style: 'currency', currency, currencyDisplay: 'narrowSymbol' } as const
}

/** As short as an axis or the ends of a band need it. */
export function shortText(format: Show, kind: Kind, value: number): string {
  if (kind === 'share') return format.percent(value, Math.abs(value) < 0.095 ? 1 : 0)
  const compact = { notation: 'compact', maximumFractionDigits: 1 } as const
  if (kind !== 'money') return format.number(value, compact)
  return format.number(value, { ...compact, ...wholeMoney(format.currency) })
}

/** For an axis and what is read beside it: short where the amount is large or round. */
export function axisText(format: Show, kind: Kind, value: number): string {
  const short = kind === 'money' && (Math.abs(value) >= 10_000 || Number.isInteger(value))
  return short ? shortText(format, kind, value) : valueText(format, kind, value)
}

/** Fewer than this many and nothing is compared. */
const leastToCompare = 8

/** What to say of the change; null where there is no period before. */
export function verdictText(t: Translate, figure: Figure): string | null {
  if (figure.before === null) return null
  if (figure.verdict) return t(`insight.${figure.verdict}`)
  // Of some measures, such as a median, nothing is known of chance; that is no lack of data.
  return t(figure.interval || figure.sample < leastToCompare ? 'insight.tooFew' : 'insight.noLaw')
}

/** The period before, as far around it as noise reaches, and where this one lies. */
function bandOf(figure: Figure, t: Translate, format: Show): BandProps | undefined {
  const { change, before, value, kind, good } = figure
  if (!change || before === null || value === null) return undefined
  const half = (change.high - change.low) / 2
  const [now, middle] = [Number(value), Number(before)]
  const [from, to] = [Math.max(0, middle - half), middle + half]
  const short = (amount: number): string => shortText(format, kind, amount)
  const label = t('insight.usualRange', { low: short(from), high: short(to), now: short(now) })
  const worse = good !== null && figure.verdict !== good
  return { from, to, now, label, format: short, tone: good === null ? 'warn' : worse ? 'bad' : 'good' }
}

export type ShownFigure = {
  figure: Figure
  label: string
  value: string
  before: string | null
  verdict: string | null
  band: BandProps | undefined
  explanation: Explanation
}

/** Where a measure is not read from orders alone. */
const sources: Record<string, 'visits' | 'costs' | 'refunds' | 'scores'> = {
  conversion: 'visits',
  margin: 'costs',
  marginRate: 'costs',
  refunds: 'refunds',
  refundShare: 'refunds',
  lifetimeValue: 'scores',
}

/** Every figure ready to be shown, by name. */
export function useShownFigures(answer: FiguresAnswer | undefined): Map<string, ShownFigure> {
  const t = useT()
  const format = useFormat()
  const may = useRights()
  const code = {
    name: useCodeText('measures'),
    definition: useCodeText('definitions'),
    formula: useCodeText('formulas'),
  }
  const shown = (answer?.figures ?? []).map((figure): [string, ShownFigure] => {
    const { measure, kind } = figure
    const verdict = verdictText(t, figure)
    const label = code.name(measure)
    const explanation: Explanation = {
      title: label,
      definition: code.definition(measure),
      formula: code.formula(measure),
      note: noteOf(figure, t, format),
      people: may('customers.read') ? peopleOf(measure, t) : undefined,
    }
    const before =
      figure.before === null ? null : t('insight.before', { value: valueText(format, kind, figure.before) })
    const band = bandOf(figure, t, format)
    const value = valueText(format, kind, figure.value)
    return [measure, { figure, label, value, before, verdict, band, explanation }]
  })
  return new Map(shown)
}

function noteOf(figure: Figure, t: Translate, format: Show): string {
  const { interval, change, kind, covered, measure } = figure
  const show = (value: number): string => valueText(format, kind, value)
  return [
    t('insight.sampleNote', { n: figure.sample, verdict: verdictText(t, figure) ?? '' }),
    interval && t('insight.interval', { low: show(interval.low), high: show(interval.high) }),
    change && t('insight.changeReach', { low: show(change.low), high: show(change.high) }),
    covered !== null && t('insight.covered', { share: format.percent(covered) }),
    t(`insight.source.${sources[measure] ?? 'orders'}`),
  ]
    .filter(Boolean)
    .join(' ')
}

const lists: Record<string, Record<string, unknown>> = {
  customers: { ordersFrom: 1 },
  repeatRate: { ordersFrom: 2 },
  repeaterRevenueShare: { ordersFrom: 2, sort: 'spent' },
  ordersPerCustomer: { ordersFrom: 1, sort: 'orders' },
  lifetimeValue: { ordersFrom: 1, sort: 'spent' },
}
const states: Record<string, string> = { churn: 'lost', retention: 'onTime' }

/** The people behind a measure, where there is a list of them. */
function peopleOf(measure: string, t: Translate): ReactNode {
  const search = lists[measure]
  const state = states[measure]
  if (search) {
    return (
      <Link to="/customers" search={search} className={linkLook}>
        {t('insight.seePeople')}
      </Link>
    )
  }
  if (!state) return undefined
  return (
    <Link
      to="/insight/$view"
      params={{ view: 'people' }}
      search={{ kind: 'churn', key: state }}
      className={linkLook}
    >
      {t('insight.seePeople')}
    </Link>
  )
}
