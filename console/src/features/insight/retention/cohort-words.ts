/** What a cohort is called: its month, its store or product, or that nothing is known. */
import type { cohortKinds } from '@vefa/contract'

import { useCodeText, useT } from '#/lang/index.ts'
import { useFormat } from '#/lib/session.ts'

export type CohortKind = (typeof cohortKinds)[number]

export function useCohortName(by: CohortKind): (cohort: { key: string; label: string | null }) => string {
  const t = useT()
  const format = useFormat()
  const channel = useCodeText('orderChannels')
  return ({ key, label }) => {
    if (key === '') return by === 'coupon' ? t('retention.noCoupon') : t('insight.notKnown')
    if (by === 'month') return format.month(key)
    if (by === 'channel') return label ?? channel(key)
    return label ?? key
  }
}
