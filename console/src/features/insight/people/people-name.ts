/** What a list of people is called, and the page it was reached from. */
import type { PeopleOf } from '@vefa/contract'

import { useCodeText, useT } from '#/lang/index.ts'

import { useCohortName } from '#/features/insight/retention/cohort-words.ts'

export function usePeopleName(of: PeopleOf): { name: string; back: string } {
  const t = useT()
  const className = useCodeText('rfmClasses')
  const state = useCodeText('retention.states')
  const cohortName = useCohortName(of.by ?? 'month')
  const key = of.key ?? ''
  if (of.kind === 'class') return { name: className(key), back: 'classes' }
  if (of.kind === 'churn') return { name: state(key), back: 'retention' }
  if (of.kind === 'cell') {
    const { recency = 0, frequencyMonetary = 0 } = of
    return { name: t('people.cell', { recency, worth: frequencyMonetary }), back: 'classes' }
  }
  const cohort = cohortName({ key, label: null })
  const by = t(`retention.kinds.${of.by ?? 'month'}`)
  const name =
    of.month === undefined
      ? t('people.cohort', { cohort, by })
      : t('people.cohortMonth', { cohort, by, month: of.month })
  return { name, back: 'retention' }
}
