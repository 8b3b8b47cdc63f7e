/** Why a person is in a group: each condition with their own number. */
import { useCodeText, useT } from '#/lang/index.ts'
import type { client } from '#/lib/api.ts'
import { useFormat } from '#/lib/session.ts'
import { Popover } from '#/ui/Overlay.tsx'

type Member = Awaited<ReturnType<typeof client.insight.listMembers>>['items'][number]

const basisTexts = {
  own: 'insight.basisOwn',
  shop: 'insight.basisShop',
  assumed: 'insight.basisAssumed',
} as const

/** What tells most about a person comes first. */
const telling = [
  'silentBeyondDays',
  'cartOlderThanHours',
  'marginPercentileAtLeast',
  'spentPercentileAtLeast',
  'ordersAtLeast',
]

function rank(code: string): number {
  const place = telling.indexOf(code)
  return place === -1 ? telling.length : place
}

export function Why({ member }: { member: Member }) {
  const t = useT()
  const format = useFormat()
  const reason = useCodeText('reasons')
  const reasons = [...member.why].sort((one, other) => rank(one.code) - rank(other.code))
  const texts = reasons.map(({ code, value, limit }) => {
    const number = (of: number | string | null): number => Math.round(Number(of ?? 0))
    return reason(code, {
      value: number(value),
      limit: number(limit),
      percent: format.percent(Number(value ?? 0), 0),
    })
  })
  return (
    <Popover
      label={t('insight.why')}
      trigger={
        <button
          type="button"
          onClick={(event) => event.stopPropagation()}
          className="explains max-w-[280px] truncate text-left text-12 text-ink-2"
        >
          {texts[0]}
        </button>
      }
    >
      <h3 className="text-14 font-semibold">{t('insight.why')}</h3>
      <ul className="mt-2 list-disc pl-4">
        {texts.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
      <p className="mt-2 text-12 text-ink-3">
        {t('insight.gap', { days: Math.round(member.usualGapDays), basis: t(basisTexts[member.gapBasis]) })}
      </p>
    </Popover>
  )
}
