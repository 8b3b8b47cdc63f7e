/** What sells and how long it lasts, what sells together, what follows, what is searched in vain, what needs a coupon. */
import { useT } from '#/lang/index.ts'
import { Segmented } from '#/ui/Field.tsx'

import { useChoice } from '#/features/insight/reach.ts'

import { Affinity } from './Affinity.tsx'
import { BestSellers } from './BestSellers.tsx'
import { Coupons } from './Coupons.tsx'
import { Paths } from './Paths.tsx'
import { Searches } from './Searches.tsx'

const parts = ['best', 'together', 'paths', 'searches', 'coupons'] as const
const shown = { best: BestSellers, together: Affinity, paths: Paths, searches: Searches, coupons: Coupons }

export function Products() {
  const t = useT()
  const [part, choose] = useChoice('part', parts)
  const Part = shown[part]
  return (
    <>
      <div className="max-w-full overflow-x-auto">
        <Segmented
          label={t('goods.parts')}
          value={part}
          onChange={choose}
          choices={parts.map((value) => ({ value, label: t(`goods.${value}`) }))}
        />
      </div>
      <Part />
    </>
  )
}
